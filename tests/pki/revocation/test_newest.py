"""Of two lists of one scope the newer counts, wherever and whenever the other turns up."""

import multiprocessing
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import core, crl

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging.chain import Verdict, judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation import directory
from desktop_client.pki.revocation.addresses import Services
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.pki.revocation.list_cache import ListCache
from desktop_client.pki.revocation.online import Online
from desktop_client.pki.revocation.revocation_list import RevocationList
from practice.authority import Authority, Revoked
from testing.pki import making
from testing.pki.web import Server, body

VALID, INVALID, UNDECIDED = Validity.VALID, Validity.INVALID, Validity.UNDECIDED
HOUR = timedelta(hours=1)
URL = "ldap://ds.practice.or.kr/ou=dp1?certificateRevocationList"
ALWAYS = timedelta(0)


def made(
    root: Authority,
    *revoked: Certificate,
    hours: float = 1,
    number: int = 1,
    url: str = URL,
    until: timedelta = making.DAY,
) -> bytes:
    """A list issued so many hours ago."""

    def numbered(tbs: crl.TbsCertList) -> None:
        extensions = [one for one in tbs["crl_extensions"] if one["extn_id"].native != "crl_number"]
        extension = making.list_extension("crl_number", core.Integer(number), critical=False)
        tbs["crl_extensions"] = [*extensions, extension]

    entries = [Revoked(one.serial, making.NOW - 50 * HOUR) for one in revoked]
    valid = (making.NOW - hours * HOUR, making.NOW + until)
    return making.revocation_list(root, *entries, url=url, valid=valid, change=numbered)


def judged(asked: Certificate, trust: TrustList, fetcher: CrlFetcher) -> Verdict:
    return judge(asked, trust, fetcher=Online(fetcher))


@pytest.mark.parametrize("reversed_", [False, True])
@pytest.mark.parametrize("same_time", [False, True])
def test_of_several_values_in_a_directory_the_newest_counts(
    root: Authority,
    trust: TrustList,
    monkeypatch: pytest.MonkeyPatch,
    *,
    reversed_: bool,
    same_time: bool,
) -> None:
    asked = making.leaf(root, url=URL)
    older = made(root, hours=1 if same_time else 48, number=5)
    values = [older, made(root, asked, number=7), b"no list", making.revocation_list(root)]
    values = values[::-1] if reversed_ else values
    monkeypatch.setattr(directory, "fetch", lambda *_: values)
    assert judged(asked, trust, CrlFetcher()).validity is INVALID


def test_an_older_list_does_not_take_the_place_of_a_newer(
    root: Authority, trust: TrustList, server: Server, tmp_path: Path
) -> None:
    url = server.address + "/list"
    asked, other = making.leaf(root, url=url), making.leaf(root, url=url)
    server.url("/list", body(made(root, asked, number=7, url=url)))
    cache = ListCache(tmp_path)
    eager = CrlFetcher(cache=cache, max_age=ALWAYS)
    assert judged(asked, trust, eager).validity is INVALID
    server.url("/list", body(made(root, number=5, hours=48, url=url)))
    for fetcher in (eager, CrlFetcher(cache=cache, max_age=ALWAYS)):
        assert judged(asked, trust, fetcher).validity is INVALID
        told = judged(other, trust, fetcher)
        assert told.validity is VALID
        assert [(one.code, one.values["reason"]) for one in told.findings] == [
            ("revocation_list_kept", "crl_older")
        ]
    offline = CrlFetcher(cache=cache, online=False)
    assert judged(asked, trust, offline).validity is INVALID
    server.url("/list", body(made(root, asked, hours=0.5, number=8, url=url)))
    assert judged(other, trust, eager).findings == ()
    assert len(list(tmp_path.iterdir())) == 1


def test_an_outdated_newer_list_stays_when_an_older_one_turns_up(
    root: Authority, trust: TrustList, server: Server, tmp_path: Path
) -> None:
    url = server.address + "/list"
    asked, other = making.leaf(root, url=url), making.leaf(root, url=url)
    newer = made(root, asked, number=7, hours=3, url=url, until=-HOUR)
    cache = ListCache(tmp_path)
    cache.put(url, newer, RevocationList.from_bytes(newer))
    server.url("/list", body(made(root, number=5, hours=48, url=url)))
    fetcher = CrlFetcher(cache=cache)
    assert judged(other, trust, fetcher).validity is VALID
    assert judged(asked, trust, fetcher).validity is INVALID
    assert judged(asked, trust, CrlFetcher(cache=cache, online=False)).validity is INVALID


def test_a_list_that_does_not_serve_makes_room_whatever_its_age(
    root: Authority, trust: TrustList, server: Server, tmp_path: Path
) -> None:
    url = server.address + "/list"
    stranger = making.authority(root, name="stranger")
    foreign = made(stranger, number=9, hours=0, url=url)
    cache = ListCache(tmp_path)
    cache.put(url, foreign, RevocationList.from_bytes(foreign))
    server.url("/list", body(made(root, number=5, hours=48, url=url)))
    asked = making.leaf(root, url=url)
    assert judged(asked, trust, CrlFetcher(cache=cache)).validity is VALID
    assert judged(asked, trust, CrlFetcher(cache=cache, online=False)).validity is VALID


def test_the_address_a_list_came_from_does_not_matter(
    root: Authority, trust: TrustList, server: Server
) -> None:
    own, second = server.address + "/own", server.address + "/second"
    asked = making.leaf(root, url=own)
    table = {"test": Services(crl=second), asked.issuer_organisation.lower(): Services(crl=second)}
    fetcher = CrlFetcher(max_age=ALWAYS)
    server.url("/own", body(made(root, asked, number=7, url=own)))
    assert judge(asked, trust, fetcher=Online(fetcher)).validity is INVALID
    server.url("/second", body(made(root, number=5, hours=48, url=own)))
    assert judge(asked, trust, fetcher=Online(fetcher, table)).validity is INVALID


def _put(folder: Path, data: bytes) -> None:
    cache = ListCache(folder)
    for _ in range(20):
        cache.put(URL, data, RevocationList.from_bytes(data))


def test_of_two_programs_that_write_at_once_the_newer_list_stays(
    root: Authority, tmp_path: Path
) -> None:
    lists = [made(root, number=number, hours=9 - number) for number in (5, 7, 6)]
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_put, args=(tmp_path, one)) for one in lists]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    kept = ListCache(tmp_path).get(URL)
    assert kept is not None
    assert kept[0].number == 7


@pytest.mark.parametrize("order", [(5, 7), (7, 5)])
@pytest.mark.parametrize("for_good", [False, True])
def test_the_newer_of_two_files_stays_whoever_writes_last(
    root: Authority, tmp_path: Path, *, order: tuple[int, int], for_good: bool
) -> None:
    cache = ListCache(tmp_path)
    for number in order:
        data = made(root, number=number)
        cache.put(URL, data, RevocationList.from_bytes(data), for_good=for_good)
    kept = cache.get(URL)
    assert kept is not None
    assert kept[0].number == (order[1] if for_good else 7)


def test_a_newer_list_that_another_program_has_kept_counts(
    root: Authority, trust: TrustList, server: Server, tmp_path: Path
) -> None:
    url = server.address + "/list"
    asked = making.leaf(root, url=url)
    server.url("/list", body(made(root, number=5, hours=48, url=url)))
    fetcher = CrlFetcher(cache=ListCache(tmp_path), max_age=ALWAYS)
    assert judged(asked, trust, fetcher).validity is VALID
    newer = made(root, asked, number=7, url=url)
    ListCache(tmp_path).put(url, newer, RevocationList.from_bytes(newer))
    assert judged(asked, trust, fetcher).validity is INVALID


def test_a_damaged_newer_file_leaves_the_older_list(root: Authority, tmp_path: Path) -> None:
    cache = ListCache(tmp_path)
    older, newer = made(root, number=5, hours=48), made(root, number=7)
    cache.put(URL, newer, RevocationList.from_bytes(newer))
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"rotten")
    cache.put(URL, older, RevocationList.from_bytes(older))
    kept = cache.get(URL)
    assert kept is not None
    assert kept[0].number == 5
    assert [one.url for one in cache.entries()] == [URL]
    assert cache.remove(URL)
    assert not list(tmp_path.iterdir())


def test_the_newest_list_at_hand_is_named(root: Authority, trust: TrustList) -> None:
    older, newer = made(root, hours=48), made(root, number=7)
    for lists in ([older, newer], [newer, older]):
        verdict = judge(making.leaf(root, url=URL), trust, crls=lists)
        assert [one.this_update for one in verdict.sources] == [making.NOW - HOUR]
