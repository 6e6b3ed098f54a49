"""Kept lists survive the program, serve when the network does not, and never do harm."""

import hashlib
import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from desktop_client.pki.findings import Validity
from desktop_client.pki.judging.chain import judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.pki.revocation.list_cache import ListCache
from desktop_client.pki.revocation.online import Online
from desktop_client.pki.revocation.revocation_list import RevocationList
from practice.authority import Authority, Revoked
from testing.pki import making
from testing.pki.slapd import free_port
from testing.pki.web import Server, body

URL = "ldap://ds.yessign.or.kr/ou=dp1?certificateRevocationList"
ALWAYS = timedelta(0)
ENDED = (making.NOW - making.DAY, making.NOW - timedelta(hours=1))


@pytest.fixture(scope="session")
def encoded(ca: Authority) -> bytes:
    return making.revocation_list(ca)


@pytest.fixture
def cache(tmp_path: Path) -> ListCache:
    return ListCache(tmp_path / "revocation")


def gone(request: BaseHTTPRequestHandler) -> None:
    request.send_response(503)
    request.send_header("Content-Length", "0")
    request.end_headers()


def test_a_kept_list_is_there_for_the_next_program(
    cache: ListCache, encoded: bytes, server: Server
) -> None:
    url = server.url("/list", body(encoded))
    CrlFetcher(cache=cache).fetch([url])
    server.url("/list", gone)
    again = CrlFetcher(cache=ListCache(cache.folder)).fetch([url])
    assert again.revocation_list is not None
    assert (again.failures, server.requests) == ({}, ["/list"])


def test_what_is_kept_can_be_listed_and_cleared(cache: ListCache, encoded: bytes) -> None:
    before = datetime.now(UTC)
    read = RevocationList.from_bytes(encoded)
    cache.put(URL, encoded, read)
    cache.put(URL + "2", encoded, read)
    first, second = cache.entries()
    assert (first.url, second.url) == (URL, URL + "2")
    assert before <= first.fetched <= datetime.now(UTC)
    assert first.issuer == "cn=practiceCA Class 3,ou=AccreditedCA,o=practiceCA,c=kr"
    assert (first.this_update, first.next_update) == (
        making.NOW - making.DAY,
        making.NOW + making.DAY,
    )
    assert first.size == len(encoded)
    (cache.folder / "mine.txt").write_text("not a list")
    assert cache.clear() == 2
    assert (cache.entries(), cache.get(URL)) == ([], None)
    assert (cache.folder / "mine.txt").exists()


def test_an_empty_cache_needs_no_folder(cache: ListCache) -> None:
    assert (cache.entries(), cache.get(URL), cache.clear()) == ([], None, 0)
    assert not cache.folder.exists()


@pytest.mark.parametrize("at", [0, 64, 70, 100])
def test_a_rotten_head_is_as_good_as_none(cache: ListCache, encoded: bytes, at: int) -> None:
    cache.put(URL, encoded, RevocationList.from_bytes(encoded))
    (file,) = cache.folder.iterdir()
    whole = bytearray(file.read_bytes())
    whole[at] ^= 1
    file.write_bytes(whole)
    assert (cache.get(URL), cache.entries()) == (None, [])
    cache.put(URL, encoded, RevocationList.from_bytes(encoded))
    assert cache.get(URL) is not None


@pytest.mark.parametrize("size", [0, 1, 64, 65, 66, 200, 500])
def test_a_half_written_file_is_as_good_as_none(
    cache: ListCache, encoded: bytes, size: int
) -> None:
    cache.put(URL, encoded, RevocationList.from_bytes(encoded))
    (file,) = cache.folder.iterdir()
    file.write_bytes(file.read_bytes()[:size])
    assert (cache.get(URL), cache.entries()) == (None, [])
    assert cache.clear() == 1


@pytest.mark.parametrize("at", [-1, -200, -300])
def test_a_rotten_list_is_fetched_anew(
    cache: ListCache, ca: Authority, server: Server, at: int
) -> None:
    url = server.address + "/list"
    good = making.revocation_list(ca, url=url)
    cache.put(url, good, RevocationList.from_bytes(good))
    (file,) = cache.folder.iterdir()
    whole = bytearray(file.read_bytes())
    whole[at] ^= 1
    file.write_bytes(whole)
    asked, trust = making.leaf(ca, url=url), TrustList((making.of(ca),))
    offline = Online(CrlFetcher(cache=cache, online=False))
    assert judge(asked, trust, fetcher=offline).validity is Validity.UNDECIDED
    server.url("/list", body(good))
    online = Online(CrlFetcher(cache=cache))
    assert judge(asked, trust, fetcher=online).validity is Validity.VALID
    again = Online(CrlFetcher(cache=cache, online=False))
    assert judge(asked, trust, fetcher=again).validity is Validity.VALID


@pytest.mark.parametrize("damage", ["rotten", "of another list", "missing"])
def test_a_kept_index_that_does_not_belong_to_the_list_is_made_anew(
    cache: ListCache, ca: Authority, damage: str
) -> None:
    mine, other = (
        making.revocation_list(ca, Revoked(number, making.NOW), Revoked(5, making.NOW))
        for number in (48, 2**90)
    )
    index, foreign = (RevocationList.from_bytes(one).kept_index() for one in (mine, other))
    cache.put(URL, mine, RevocationList.from_bytes(mine))
    (file,) = cache.folder.iterdir()
    whole = file.read_bytes()
    assert whole.count(index) == 1
    wrong = {"rotten": index[:-1] + bytes([index[-1] ^ 1]), "of another list": foreign}
    if damage == "missing":
        head = json.loads(whole.split(b"\n")[1])
        encoded = json.dumps({**head, "index_size": 0}).encode()
        digest = hashlib.sha256(encoded).hexdigest().encode()
        file.write_bytes(b"\n".join((digest, encoded, mine)))
    else:
        file.write_bytes(whole.replace(index, wrong[damage]))
    kept = cache.get(URL)
    assert kept is not None
    assert [kept[0].entry(serial) is not None for serial in (48, 5, 6)] == [True, True, False]
    assert file.read_bytes().count(index) == 1


def test_a_list_is_not_given_out_for_another_address(cache: ListCache, encoded: bytes) -> None:
    cache.put(URL, encoded, RevocationList.from_bytes(encoded))
    (file,) = cache.folder.iterdir()
    cache.put(URL + "2", encoded, RevocationList.from_bytes(encoded))
    (other,) = set(cache.folder.iterdir()) - {file}
    file.replace(other)
    assert cache.get(URL + "2") is None


def test_a_crash_while_writing_leaves_the_old_list(
    cache: ListCache, ca: Authority, encoded: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.put(URL, encoded, RevocationList.from_bytes(encoded))

    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device")

    newer = making.revocation_list(ca, Revoked(7, making.NOW))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        cache.put(URL, newer, RevocationList.from_bytes(newer))
    kept = cache.get(URL)
    assert kept is not None
    assert kept[0].entry(7) is None


def test_a_folder_nobody_may_write_to_keeps_nothing(tmp_path: Path, encoded: bytes) -> None:
    (tmp_path / "file").write_text("")
    cache = ListCache(tmp_path / "file" / "revocation")
    cache.put(URL, encoded, RevocationList.from_bytes(encoded))
    assert cache.get(URL) is None


def test_an_outdated_kept_list_is_fetched_anew(
    cache: ListCache, ca: Authority, encoded: bytes, server: Server
) -> None:
    ended = making.revocation_list(ca, valid=ENDED)
    url = server.url("/list", body(encoded))
    cache.put(url, ended, RevocationList.from_bytes(ended))
    found = CrlFetcher(cache=cache).fetch([url]).revocation_list
    assert found is not None
    assert not found.untimely(making.NOW)
    assert cache.entries()[0].next_update == making.NOW + making.DAY


def test_a_list_beyond_the_age_wanted_is_fetched_anew_and_serves_when_that_fails(
    cache: ListCache, encoded: bytes, server: Server
) -> None:
    url = server.url("/list", body(encoded))
    eager = CrlFetcher(cache=cache, max_age=ALWAYS)
    for expected in (1, 2):
        assert eager.fetch([url]).failures == {}
        assert len(server.requests) == expected
    server.url("/list", gone)
    fetched = eager.fetch([url])
    assert fetched.revocation_list is not None
    assert fetched.failures == {url: "http_503"}


def test_with_the_network_off_only_kept_lists_are_used(
    cache: ListCache, encoded: bytes, server: Server
) -> None:
    url = server.url("/list", body(encoded))
    offline = CrlFetcher(cache=cache, online=False)
    assert offline.fetch([url]).failures == {url: "not_fetched"}
    CrlFetcher(cache=cache).fetch([url])
    assert offline.fetch([url]).revocation_list is not None
    assert server.requests == ["/list"]


def test_two_programs_may_write_the_same_list(cache: ListCache, encoded: bytes) -> None:
    read = RevocationList.from_bytes(encoded)
    threads = [threading.Thread(target=cache.put, args=(URL, encoded, read)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.get(URL) is not None
    assert len(list(cache.folder.iterdir())) == 1


def test_nobody_listening_leaves_the_kept_list(cache: ListCache, encoded: bytes) -> None:
    url = f"ldap://127.0.0.1:{free_port()}/ou=dp1?certificateRevocationList"
    cache.put(url, encoded, RevocationList.from_bytes(encoded))
    fetched = CrlFetcher(cache=cache, max_age=ALWAYS).fetch([url])
    assert fetched.revocation_list is not None
    assert fetched.failures == {url: "no_answer"}
