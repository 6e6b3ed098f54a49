"""Lists come out of a real LDAP directory, and a bad one costs no more than the limits say."""

import errno
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from desktop_client.pki.findings import Unreachable, Validity
from desktop_client.pki.http.limits import within
from desktop_client.pki.judging.chain import judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation import directory as directories
from desktop_client.pki.revocation.crl import CrlFetcher, Limits
from desktop_client.pki.revocation.online import Online
from practice import profile
from practice.authority import Authority, Revoked
from testing.pki import making
from testing.pki.slapd import Directory, directory, free_port

__all__ = ["directory"]

TREE = "ou=AccreditedCA,o=practiceCA,c=kr"


@pytest.fixture(scope="session")
def encoded(root: Authority) -> bytes:
    return making.revocation_list(root)


@pytest.fixture(scope="session")
def stored(directory: Directory, encoded: bytes) -> str:
    """The URL of a list in the directory."""
    return directory.add(f"ou=dp1p1,{TREE}", "certificateRevocationList", encoded)


def values(url: str, limits: Limits = Limits()) -> list[bytes]:  # noqa: B008 - frozen
    return within(limits, url, lambda end: directories.fetch(url, limits, end))


def reason(url: str, limits: Limits = Limits()) -> object:  # noqa: B008 - frozen
    with pytest.raises(Unreachable) as caught:
        values(url, limits)
    return caught.value.values["reason"]


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url,
        lambda url: url + ";binary",
        lambda url: url + "?base?(objectClass=*)",
        lambda url: url.replace("ldap:", "LDAP:"),
        lambda url: url.replace("certificateRevocationList", "CERTIFICATEREVOCATIONLIST"),
        lambda url: url.replace("ou=", "%6Fu%3d").replace(",o=", "%2C%20O="),
        lambda url: url.partition("?")[0],
        lambda url: url.partition("?")[0] + "?",
        lambda url: url + ",authorityRevocationList",
    ],
)
def test_a_list_is_found_however_its_address_is_written(
    stored: str, encoded: bytes, change: Callable[[str], str]
) -> None:
    assert values(change(stored)) == [encoded]


def test_a_list_of_authorities_is_found_with_and_without_its_attribute(
    directory: Directory, encoded: bytes
) -> None:
    url = directory.add("cn=Root-CA,o=lists,c=kr", "authorityRevocationList", encoded)
    assert values(url) == values(url.partition("?")[0]) == [encoded]
    assert reason(url.replace("authority", "certificate")) == "attribute_missing"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("{address}/ou=nobody,o=nowhere,c=kr?certificateRevocationList", "entry_missing"),
        ("{address}/c=kr?certificateRevocationList", "attribute_missing"),
        ("{address}/c=kr", "attribute_missing"),
        ("{address}/nonsense", "ldap_34"),
        ("{address}/", "address_damaged"),
        ("{address}/c=kr?a?sub", "address_damaged"),
        ("{address}/c=kr?a?base?(cn=x)", "address_damaged"),
        ("{address}/c=kr?a???!bindname=cn=x", "address_damaged"),
        ("{address}/c=kr?a????", "address_damaged"),
        ("{address}/c=%ff", "address_damaged"),
        ("ldap://127.0.0.1:x/c=kr", "address_damaged"),
        ("ldap://me@127.0.0.1/c=kr", "address_damaged"),
        ("ldap:///c=kr", "host_missing"),
        ("ldaps://127.0.0.1/c=kr", "scheme_unsupported"),
        ("ldapi://%2Ftmp%2Fsocket/c=kr", "scheme_unsupported"),
    ],
)
def test_what_gives_no_list_has_its_reason(directory: Directory, url: str, why: str) -> None:
    assert reason(url.format(address=directory.address)) == why


def test_the_usual_port_is_389() -> None:
    assert directories.Address.read("ldap://ds.yessign.or.kr/c=kr").port == 389
    assert directories.Address.read("ldap://[::1]:1389/c=kr").host == "::1"


def test_a_partition_decides_where_the_issuing_distribution_point_agrees(
    root: Authority, directory: Directory
) -> None:
    trust = TrustList((making.of(root),))
    url = f"{directory.address}/ou=dp2p1,{TREE}?certificateRevocationList"
    other = f"{directory.address}/ou=dp2p2,{TREE}?certificateRevocationList"
    asked, elsewhere = making.leaf(root, url=url), making.leaf(root, url=other)
    revoking = Revoked(asked.serial, making.NOW - making.DAY)
    list_ = making.revocation_list(root, revoking, url=url)
    for entry in ("ou=dp2p1", "ou=dp2p2"):  # the second holds the list of the first
        directory.add(f"{entry},{TREE}", "certificateRevocationList", list_)
    assert judge(asked, trust, fetcher=Online()).validity is Validity.INVALID
    verdict = judge(elsewhere, trust, fetcher=Online())
    assert verdict.validity is Validity.UNDECIDED
    assert verdict.findings[0].values == {"url": other, "reason": "crl_not_covering"}


def test_of_several_lists_in_an_entry_the_fitting_one_is_taken(
    root: Authority, directory: Directory
) -> None:
    url = f"{directory.address}/ou=dp3p1,{TREE}?certificateRevocationList"
    other = making.revocation_list(root, url=url + "2")
    fitting = making.revocation_list(root, url=url)
    directory.add(f"ou=dp3p1,{TREE}", "certificateRevocationList", other, fitting)
    trust = TrustList((making.of(root),))
    assert judge(making.leaf(root, url=url), trust, fetcher=Online()).validity is Validity.VALID


def test_an_authority_is_asked_about_in_the_directory(
    root: Authority, directory: Directory
) -> None:
    url = f"{directory.address}/cn=Root-2,o=lists2,c=kr?authorityRevocationList"
    middle = making.authority(root, profile.distribution_points(url))
    revoked = Revoked(making.of(middle).serial, making.NOW - making.DAY)
    of_authorities = making.revocation_list(root, revoked, url=None)
    directory.add("cn=Root-2,o=lists2,c=kr", "authorityRevocationList", of_authorities)
    verdict = judge(
        making.leaf(middle),
        TrustList((making.of(root),)),
        intermediates=[making.of(middle)],
        crls=[making.revocation_list(middle)],
        fetcher=Online(),
    )
    assert [one.code for one in verdict.findings] == ["issuer_revoked"]


def test_a_list_of_18_megabytes_arrives_whole(root: Authority, directory: Directory) -> None:
    huge = making.revocation_list(root, entries=making.many_entries(500_000))
    assert len(huge) > 18_000_000
    url = directory.add(f"ou=huge,{TREE}", "certificateRevocationList", huge)
    assert values(url) == [huge]
    assert reason(url, Limits(max_bytes=len(huge))) == "too_large"
    fetched = CrlFetcher().fetch([url]).revocation_list
    assert fetched is not None
    assert fetched.entry(making.FIRST_OF_MANY + 499_999) is not None
    assert fetched.entry(making.FIRST_OF_MANY + 500_000) is None


def test_a_directory_that_is_down_is_said_so(root: Authority) -> None:
    url = f"ldap://127.0.0.1:{free_port()}/ou=dp1,{TREE}?certificateRevocationList"
    verdict = judge(making.leaf(root, url=url), TrustList((making.of(root),)), fetcher=Online())
    assert verdict.validity is Validity.UNDECIDED
    assert verdict.findings[0].values == {"url": url, "reason": "no_answer"}


GONE = (errno.EPIPE, errno.ECONNRESET, errno.ENOTCONN)
"""How the server sees that the client has left."""


@contextmanager
def peer(serve: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """The URL of a server that speaks as `serve` does, to one client."""
    closing, abandoned = threading.Event(), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)

        def accept() -> None:
            client, _ = listener.accept()
            client.settimeout(20)
            with client:
                try:
                    serve(client, closing)
                except OSError as error:
                    if error.errno not in GONE:
                        raise
                    abandoned.set()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield f"ldap://127.0.0.1:{listener.getsockname()[1]}/c=kr"
            assert serve is not drips or abandoned.wait(20), "the connection is still open"
        finally:
            closing.set()
            thread.join(20)


def bound(number: int, operation: int = 0x61, code: int = 0) -> bytes:
    """A result message: the number of the request, the operation, the result code."""
    body = bytes([0x0A, 1, code, 4, 0, 4, 0])
    content = bytes([2, 1, number, operation, len(body)]) + body
    return bytes([0x30, len(content)]) + content


def drips(client: socket.socket, closing: threading.Event) -> None:
    client.sendall(b"\x30\x83\x10\x00\x00")
    while not closing.wait(0.02):
        client.sendall(b"\x02")


def silent(client: socket.socket, closing: threading.Event) -> None:
    closing.wait(20)


def sends(data: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def serve(client: socket.socket, _: threading.Event) -> None:
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        while client.recv(1024):
            pass

    return serve


@pytest.mark.parametrize(
    ("serve", "limits", "why"),
    [
        (drips, Limits(deadline=0.2), "timeout"),
        (silent, Limits(deadline=0.2), "timeout"),
        (silent, Limits(read_timeout=0.1), "timeout"),
        (sends(b""), Limits(), "no_answer"),
        (sends(b"HTTP/1.1 400 Bad Request\r\n\r\n"), Limits(), "no_answer"),
        (sends(b"\x30\x84\x7f\xff\xff\xff"), Limits(), "too_large"),
        (sends(b"\x30\x80\x00\x00"), Limits(), "no_answer"),
        (sends(b"\x30\x88" + b"\xff" * 8), Limits(), "no_answer"),
        (sends(b"\x30\x03\x02\x01\x01"), Limits(), "no_answer"),
        (sends(b"\x30\x80" * 50_000), Limits(), "no_answer"),
        (sends(bound(200) * 10_000), Limits(), "no_answer"),
    ],
)
def test_a_server_that_misbehaves_is_left(
    serve: Callable[[socket.socket, threading.Event], None], limits: Limits, why: str
) -> None:
    with peer(serve) as url:
        assert reason(url, limits) == why


def test_a_damaged_list_in_the_directory_is_told(root: Authority, directory: Directory) -> None:
    url = f"{directory.address}/ou=odd,{TREE}?certificateRevocationList"
    good = making.revocation_list(root, url=url)
    damaged = good[:-1] + bytes([good[-1] ^ 1])
    directory.add(f"ou=odd,{TREE}", "certificateRevocationList", damaged)
    verdict = judge(making.leaf(root, url=url), TrustList((making.of(root),)), fetcher=Online())
    assert verdict.findings[0].values == {"url": url, "reason": "crl_signature_wrong"}
