"""Lists come over HTTP within limits of time and size, and are kept while they are current."""

import socket
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from desktop_client.pki.revocation.crl import CrlFetcher, Limits
from desktop_client.pki.revocation.revocation_list import RevocationList
from practice.authority import Authority
from testing.pki import making
from testing.pki.web import Answer, Server, body


@pytest.fixture(scope="session")
def encoded(ca: Authority) -> bytes:
    return making.revocation_list(ca)


def status(code: int, location: str = "") -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        if location:
            request.send_header("Location", location)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def chunked(data: bytes) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        for part in (data[:100], data[100:]):
            request.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        request.wfile.write(b"0\r\n\r\n")

    return answer


def dripping(server: Server, head: bytes) -> Answer:
    """Send `head`, then a byte now and then until the test ends."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        while not server.closing.wait(0.02):
            request.wfile.write(b"x")

    return answer


def test_a_list_is_fetched(server: Server, encoded: bytes) -> None:
    fetched = CrlFetcher().fetch([server.url("/list", body(encoded))])
    assert fetched.revocation_list is not None
    assert fetched.revocation_list.this_update == making.NOW - making.DAY
    assert fetched.failures == {}


def test_a_list_in_chunks_is_fetched(server: Server, encoded: bytes) -> None:
    assert CrlFetcher().fetch([server.url("/list", chunked(encoded))]).revocation_list is not None


def test_a_current_list_is_kept(server: Server, encoded: bytes) -> None:
    fetcher = CrlFetcher()
    url = server.url("/list", body(encoded))
    assert fetcher.fetch([url]).revocation_list is fetcher.fetch([url]).revocation_list
    assert server.requests == ["/list"]


def test_an_outdated_list_is_fetched_again(server: Server, ca: Authority) -> None:
    ended = (making.NOW - making.DAY, making.NOW - timedelta(hours=1))
    url = server.url("/list", body(making.revocation_list(ca, valid=ended)))
    fetcher = CrlFetcher()
    fetcher.fetch([url])
    fetcher.fetch([url])
    assert server.requests == ["/list", "/list"]


def test_a_refused_list_is_not_kept_and_the_next_address_is_tried(
    server: Server, encoded: bytes
) -> None:
    first, second = (server.url(path, body(encoded)) for path in ("/first", "/second"))
    verdicts = iter(["crl_signature_wrong", None, "crl_signature_wrong", None])

    def accept(_: RevocationList) -> str | None:
        return next(verdicts)

    fetcher = CrlFetcher()
    fetched = fetcher.fetch([first, second], accept)
    assert fetched.revocation_list is not None
    assert fetched.failures == {first: "crl_signature_wrong"}
    fetcher.fetch([first, second], accept)
    assert server.requests == ["/first", "/second", "/first"]
    assert fetcher.fetch([second], lambda _: "crl_not_covering").revocation_list is None
    assert server.requests[3:] == ["/second"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (body(b"<html>"), "crl_damaged"),
        (body(b""), "crl_damaged"),
        (status(404), "http_404"),
        (status(500), "http_500"),
        (status(302, "file:///etc/passwd"), "scheme_unsupported"),
        (status(302, "ldap://127.0.0.1/"), "scheme_unsupported"),
        (status(302, "/path"), "redirects_too_many"),
        (status(302), "http_302"),
        (lambda request: request.wfile.write(b"nonsense\r\n\r\n"), "no_answer"),
        (lambda request: setattr(request, "close_connection", True), "no_answer"),
    ],
)
def test_what_is_no_list_has_its_reason(server: Server, answer: Answer, reason: str) -> None:
    url = server.url("/path", answer)
    fetched = CrlFetcher().fetch([url])
    assert (fetched.revocation_list, fetched.failures) == (None, {url: reason})


def test_a_redirect_within_http_is_followed(server: Server, encoded: bytes) -> None:
    server.url("/new", body(encoded))
    old = server.url("/old", status(301, "/new"))
    assert CrlFetcher().fetch([old]).revocation_list is not None


def test_a_list_beyond_the_limit_is_given_up(server: Server, encoded: bytes) -> None:
    url = server.url("/list", body(encoded))
    fetched = CrlFetcher(Limits(max_bytes=len(encoded) - 1)).fetch([url])
    assert fetched.failures == {url: "too_large"}
    assert CrlFetcher(Limits(max_bytes=len(encoded))).fetch([url]).revocation_list is not None


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX-Long: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
    ],
    ids=["headers", "body"],
)
def test_a_dripping_server_is_left_at_the_deadline(server: Server, head: bytes) -> None:
    url = server.url("/list", dripping(server, head))
    fetched = CrlFetcher(Limits(deadline=0.2)).fetch([url])
    assert fetched.failures == {url: "timeout"}
    if head.endswith(b"\r\n\r\n"):
        assert server.abandoned.wait(20), "the connection is still open"


def test_a_silent_server_is_left_at_the_read_timeout(server: Server) -> None:
    def silent(_: BaseHTTPRequestHandler) -> None:
        server.closing.wait(30)

    url = server.url("/list", silent)
    fetched = CrlFetcher(Limits(read_timeout=0.1)).fetch([url])
    assert fetched.failures == {url: "timeout"}


def test_nobody_listening_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    url = f"http://127.0.0.1:{port}/list"
    assert CrlFetcher().fetch([url]).failures == {url: "port_closed"}


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "file:///etc/passwd", "", "http://", "h:\0"])
def test_other_schemes_and_nonsense_are_not_asked(url: str) -> None:
    (reason,) = CrlFetcher().fetch([url]).failures.values()
    assert reason in {"scheme_unsupported", "no_answer"}


def test_the_number_of_kept_lists_is_bounded(
    server: Server, encoded: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_client.pki.revocation import crl

    monkeypatch.setattr(crl, "MAX_KEPT", 2)
    fetcher = CrlFetcher()
    for number in range(5):
        fetcher.fetch([server.url(f"/{number}", body(encoded))])
    fetcher.fetch([server.address + "/4"])
    fetcher.fetch([server.address + "/0"])
    assert server.requests == ["/0", "/1", "/2", "/3", "/4", "/0"]
