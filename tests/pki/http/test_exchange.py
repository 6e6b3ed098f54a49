"""HTTP with a server, a proxy or a network that does not do what it should."""

import datetime
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desktop_client.pki.http import proxies
from desktop_client.pki.http.chosen_proxy import CHOSEN
from desktop_client.pki.http.exchange import Answer, Client, Limits, Request
from desktop_client.pki.http.failures import ExchangeFailed, Reason

Behaviour = Callable[[socket.socket], None]
LIMITS = Limits(connect=5, silence=20, whole=30, body_bytes=1000)
HURRIED = Limits(connect=5, silence=20, whole=0.5, body_bytes=1000)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"


@contextmanager
def listening(behave: Behaviour) -> Iterator[int]:
    """A server on loopback that behaves as told to each connection; gives its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    speaking: list[threading.Thread] = []

    def speak(connection: socket.socket) -> None:
        with connection:
            try:
                behave(connection)
            except OSError:
                return

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            speaking.append(threading.Thread(target=speak, args=(connection,), daemon=True))
            speaking[-1].start()

    serving = threading.Thread(target=serve, daemon=True)
    serving.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in (serving, *speaking):
            thread.join(20)
            assert not thread.is_alive(), "the client has not hung up"


@pytest.fixture
def client() -> Iterator[Client]:
    made = Client()
    yield made
    made.close()


def get(client: Client, url: str, limits: Limits = LIMITS) -> bytes:
    with client.exchange(Request("GET", url), limits) as answer:
        assert isinstance(answer, Answer)
        return answer.read()


def reason(client: Client, url: str, limits: Limits = LIMITS) -> Reason:
    with pytest.raises(ExchangeFailed) as failed:
        get(client, url, limits)
    return failed.value.reason


def answering(octets: bytes) -> Behaviour:
    def behave(connection: socket.socket) -> None:
        while connection.recv(65536):
            connection.sendall(octets)

    return behave


def dripping(head: bytes, drop: bytes) -> Behaviour:
    """Send the head, and then drops until the client hangs up."""

    def behave(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(drop)
            time.sleep(0.05)

    return behave


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "behave",
    [
        dripping(b"", b"H"),
        dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"x"),
        dripping(CHUNKED, b"1\r\nx\r\n"),
        dripping(CHUNKED + b"1\r\nx\r\n0\r\n", b"X: x\r\n"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        answering(b""),
    ],
    ids=["status", "header", "body", "chunked", "trailers", "continue", "silence"],
)
def test_an_exchange_ends_at_its_limit(client: Client, behave: Behaviour) -> None:
    with listening(behave) as port:
        began = time.monotonic()
        assert reason(client, f"http://127.0.0.1:{port}/", HURRIED) is Reason.TIMEOUT
        assert time.monotonic() - began < 10


def test_a_handshake_that_hangs_ends_at_the_limit(client: Client) -> None:
    with listening(answering(b"")) as port:
        assert reason(client, f"https://127.0.0.1:{port}/", HURRIED) is Reason.TIMEOUT


def test_whoever_asks_can_leave_at_any_moment(client: Client) -> None:
    class Left(Exception):
        pass

    began = time.monotonic()

    def check() -> None:
        if time.monotonic() - began > 0.3:
            raise Left

    drip = dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"x")
    request = Request("GET", "http://127.0.0.1")
    with listening(drip) as port:
        request = Request("GET", f"http://127.0.0.1:{port}")
        with pytest.raises(Left), client.exchange(request, LIMITS, check) as answer:
            answer.read()
    assert time.monotonic() - began < 10


def test_connections_are_kept(client: Client) -> None:
    connections: list[socket.socket] = []

    def behave(connection: socket.socket) -> None:
        connections.append(connection)
        answering(OK)(connection)

    with listening(behave) as port:
        for _ in range(3):
            assert get(client, f"http://127.0.0.1:{port}/") == b"body"
        assert len(connections) == 1
        client.close()


def test_a_body_beyond_its_limit_is_left(client: Client) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n"
    with listening(answering(head + b"x" * 1001)) as port:
        assert reason(client, f"http://127.0.0.1:{port}/") is Reason.TOO_LARGE
        client.close()


def test_what_breaks_off_is_no_answer(client: Client) -> None:
    def behave(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")

    with listening(behave) as port:
        assert reason(client, f"http://127.0.0.1:{port}/") is Reason.NO_ANSWER


def test_a_closed_port_and_an_unknown_name_are_told_apart(client: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert reason(client, f"http://127.0.0.1:{port}/") is Reason.PORT_CLOSED
    assert reason(client, "https://nowhere.invalid/") is Reason.NAME_UNKNOWN


class Tls:
    """A root, and servers with certificates of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "office root")])
        self.root = folder / "root.pem"
        self.root.write_bytes(self._issue(self._name, self._key.public_key(), None))

    def server(self, host: str = "127.0.0.1", days: int = 10) -> Behaviour:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "service")])
        file = self._folder / f"{host}{days}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        file.write_bytes(private + self._issue(name, key.public_key(), host, days))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)

        def behave(connection: socket.socket) -> None:
            with context.wrap_socket(connection, server_side=True) as secured:
                answering(OK)(secured)

        return behave

    def _issue(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, host: str | None, days: int = 10
    ) -> bytes:
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=100))
            .not_valid_after(now + datetime.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host is not None:
            named = x509.IPAddress(ipaddress.ip_address(host))
            builder = builder.add_extension(x509.SubjectAlternativeName([named]), critical=False)
        certificate = builder.sign(self._key, hashes.SHA256())
        return certificate.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def tls(tmp_path: Path) -> Tls:
    return Tls(tmp_path)


def test_a_root_of_the_computer_is_believed(tls: Tls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tls.root))
    client = Client()
    with listening(tls.server()) as port:
        assert get(client, f"https://127.0.0.1:{port}/") == b"body"
        client.close()


@pytest.mark.parametrize(
    ("host", "days", "expected"),
    [
        ("127.0.0.1", -1, Reason.CERTIFICATE_EXPIRED),
        ("127.0.0.2", 10, Reason.CERTIFICATE_OF_ANOTHER),
    ],
)
def test_a_certificate_that_will_not_do_is_told_as_such(
    tls: Tls, monkeypatch: pytest.MonkeyPatch, host: str, days: int, expected: Reason
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tls.root))
    client = Client()
    with listening(tls.server(host, days)) as port:
        assert reason(client, f"https://127.0.0.1:{port}/") is expected
        client.close()


def test_a_root_nobody_knows_is_not_believed(client: Client, tls: Tls) -> None:
    with listening(tls.server()) as port:
        assert reason(client, f"https://127.0.0.1:{port}/") is Reason.CERTIFICATE_UNTRUSTED


def test_no_tls_is_told_as_such(client: Client) -> None:
    def behave(connection: socket.socket) -> None:
        connection.recv(9)
        connection.sendall(b"HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n")

    with listening(behave) as port:
        assert reason(client, f"https://127.0.0.1:{port}/") is Reason.TLS_FAILED


def through(proxy: str, patch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"):
        patch.delenv(name, raising=False)
    patch.setenv("https_proxy", proxy)


def test_user_and_password_of_a_proxy_are_used(
    client: Client, tls: Tls, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bytes] = []
    serve = tls.server("192.0.2.1")

    def proxy(connection: socket.socket) -> None:
        heard.append(connection.recv(65536))
        connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        serve(connection)

    monkeypatch.setenv("SSL_CERT_FILE", str(tls.root))
    office = Client()
    with listening(proxy) as port:
        through(f"http://kim:p%40ss@127.0.0.1:{port}", monkeypatch)
        assert get(office, "https://192.0.2.1/") == b"body"
        office.close()
    assert heard[0].startswith(b"CONNECT 192.0.2.1:443 ")
    assert b"Proxy-Authorization: Basic a2ltOnBAc3M=\r\n" in heard[0]


@pytest.mark.parametrize(
    ("status", "expected"),
    [(b"407 Login", Reason.PROXY_LOGIN), (b"403 No", Reason.PROXY_REFUSED)],
)
def test_what_a_proxy_refuses_is_told_as_such(
    client: Client, monkeypatch: pytest.MonkeyPatch, status: bytes, expected: Reason
) -> None:
    answer = b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n"
    with listening(answering(answer)) as port:
        through(f"http://127.0.0.1:{port}", monkeypatch)
        assert reason(client, "https://192.0.2.1/") is expected


@pytest.mark.parametrize(
    ("proxy", "expected"),
    [
        ("http://127.0.0.1:1", Reason.PROXY_UNREACHABLE),
        ("http://127.0.0.1:port", Reason.PROXY_WRONG),
        ("http://", Reason.PROXY_WRONG),
        ("ftp://127.0.0.1:1", Reason.PROXY_WRONG),
        ("socks5://127.0.0.1:1", Reason.PROXY_UNSUPPORTED),
        ("http://127.0.0.1/proxy.pac", Reason.PROXY_UNSUPPORTED),
    ],
)
def test_a_proxy_that_will_not_do_is_told_as_such(
    client: Client, monkeypatch: pytest.MonkeyPatch, proxy: str, expected: Reason
) -> None:
    through(proxy, monkeypatch)
    assert reason(client, "https://192.0.2.1/") is expected


def test_the_proxy_of_the_settings_is_used_in_place_of_the_computers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[bytes] = []

    def proxy(connection: socket.socket) -> None:
        heard.append(connection.recv(65536))
        connection.sendall(OK)

    through("http://127.0.0.1:1", monkeypatch)
    office = Client()
    with listening(proxy) as port:
        monkeypatch.setattr(CHOSEN, "address", f"http://127.0.0.1:{port}")
        assert get(office, "http://192.0.2.1/list") == b"body"
        office.close()
    assert heard[0].startswith(b"GET http://192.0.2.1/list ")
    monkeypatch.setenv("no_proxy", "192.0.2.0/24")
    assert proxies.proxies_for("http://192.0.2.1/list") == {}


def test_a_script_that_knows_the_proxy_is_named(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    through("", monkeypatch)
    monkeypatch.setenv("auto_proxy", "http://office/proxy.pac")
    assert proxies.script_is_set()
    assert reason(client, "https://nowhere.invalid/") is Reason.PROXY_UNSUPPORTED


def test_no_proxy_stands_before_this_computer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with listening(answering(OK)) as port:
        assert get(client, f"http://127.0.0.1:{port}/") == b"body"
        client.close()
