"""HTTP on bad days: a service that is absent, slow, too talkative, or talks nonsense."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_client.api import transport
from desktop_client.api.transport import Call, Transport
from desktop_client.errors import ClientError, ServiceRefused, explain
from desktop_client.work import Stopped, Work

GET = Call("GET", "/x", repeatable=True)
POST = Call("POST", "/x", signed=b"signed")

Behaviour = Callable[[socket.socket], object]


@contextmanager
def listening(behave: Behaviour) -> Iterator[tuple[str, list[bytes]]]:
    """A server on loopback that reads each request and answers as told."""
    listener = socket.create_server(("127.0.0.1", 0))
    requests: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                requests.append(connection.recv(65536))
                try:
                    behave(connection)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", requests
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def answer(status: str, body: bytes, length: int | None = None) -> Behaviour:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body) if length is None else length}\r\n"
    return lambda connection: connection.sendall(
        head.encode() + b"Connection: close\r\n\r\n" + body
    )


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "PAUSES", (0.0, 0.0))


def code_of(address: str, call: Call, work: Work | None = None) -> str:
    with pytest.raises(ClientError) as caught:
        Transport(address).send(work or Work(), call)
    return caught.value.code


def test_a_success_gives_its_body() -> None:
    with listening(answer("200 OK", b"body")) as (address, _):
        assert Transport(address).send(Work(), GET) == b"body"


def test_an_absent_service_is_tried_three_times_only_where_that_is_safe() -> None:
    with listening(lambda connection: connection.close()) as (address, requests):
        assert code_of(address, GET) == "service_unreachable"
        assert len(requests) == 3
        assert code_of(address, POST) == "service_unreachable"
        assert len(requests) == 4


def test_a_refusal_is_not_tried_again() -> None:
    body = b'{"code": "busy", "values": {}}'
    with listening(answer("503 Busy", body)) as (address, requests):
        with pytest.raises(ServiceRefused) as caught:
            Transport(address).send(Work(), GET)
        assert caught.value.code == "busy"
        assert len(requests) == 1


def test_a_refusal_brings_the_number_of_its_request() -> None:
    for sent, expected in (("ab12cd34ef56", "ab12cd34ef56"), ("<b>" * 9, ""), ("a" * 99, "")):
        refusing = listening(answer(f"503 No\r\nX-Request-Id: {sent}", b'{"code":"busy"}'))
        with refusing as (address, _), pytest.raises(ServiceRefused) as caught:
            Transport(address).send(Work(), POST)
        assert explain(caught.value).request_id == expected


def test_a_refusal_brings_the_problems_of_the_form() -> None:
    body = (
        b'{"code": "form_invalid", "values": {"problems": ['
        b'{"path": ["general", "name"], "code": "required", "values": {}},'
        b'{"path": ["x"], "code": "unheard of"}, 7]}}'
    )
    refusing = listening(answer("422 No", body))
    with refusing as (address, _), pytest.raises(ServiceRefused) as caught:
        Transport(address).send(Work(), POST)
    assert [one.path for one in caught.value.problems] == [("general", "name")]


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        ("502 Bad", b"<html>proxy</html>", "service_unreachable"),
        ("404 No", b"<html>other server</html>", "answer_unreadable"),
        ("302 Moved", b"", "answer_unreadable"),
    ],
)
def test_answers_of_something_else(status: str, body: bytes, expected: str) -> None:
    with listening(answer(status, body)) as (address, _):
        assert code_of(address, POST) == expected


def test_a_redirect_is_not_followed() -> None:
    with listening(answer("200 OK", b"elsewhere")) as (other, requests):
        head = f"HTTP/1.1 307 T\r\nLocation: {other}\r\nContent-Length: 0\r\n\r\n".encode()
        with listening(lambda connection: connection.sendall(head)) as (address, _):
            assert code_of(address, POST) == "answer_unreadable"
        assert requests == []


def test_an_answer_that_breaks_off_is_no_success() -> None:
    with listening(answer("200 OK", b"half", length=100)) as (address, _):
        assert code_of(address, POST) == "service_unreachable"


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "ANSWER_LIMIT", 200_000)
    with listening(answer("200 OK", b"x" * 1_000_000)) as (address, _):
        assert code_of(address, GET) == "answer_unreadable"


def test_a_dripping_answer_meets_the_limit_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "WHOLE_SECONDS", 0.2)

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while True:
            connection.sendall(b"x")
            time.sleep(0.01)

    with listening(drip) as (address, _):
        assert code_of(address, POST) == "service_unreachable"


def test_stopping_ends_an_exchange_at_once() -> None:
    work = Work()
    silence = threading.Event()

    def keep_silent(connection: socket.socket) -> None:
        work.stop()
        silence.wait(30)

    with listening(keep_silent) as (address, _):
        began = time.monotonic()
        with pytest.raises(Stopped):
            Transport(address).send(work, POST)
        assert time.monotonic() - began < 10
        silence.set()


def test_a_service_with_too_much_to_do_is_busy() -> None:
    with listening(answer("429 Too Many", b"<html>later</html>")) as (address, requests):
        with pytest.raises(ServiceRefused) as caught:
            Transport(address).send(Work(), GET)
        assert caught.value.code == "busy"
        assert explain(caught.value).code == "service.busy"
        assert len(requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        b'{"code": "form_invalid", "values": {"problems": [{"path": 5, "code": "required"}]}}',
        b'{"code": "form_invalid", "values": {"problems": [{"path": [[]], "code": "required"}]}}',
        b'{"code": "form_invalid", "values": {"code": "x", "self": 1, "problems": 5}}',
    ],
)
def test_odd_refusals_are_refusals(body: bytes) -> None:
    with listening(answer("422 No", body)) as (address, _):
        with pytest.raises(ServiceRefused) as caught:
            Transport(address).send(Work(), POST)
        assert caught.value.problems == ()
        assert explain(caught.value).code == "service.form_invalid"


def test_no_password_of_the_computer_takes_the_place_of_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login kim password secret\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with listening(answer("200 OK", b"")) as (address, requests):
        Transport(address).send(Work(), Call("GET", "/x", token="session-token"))
        Transport(address).send(Work(), Call("GET", "/x"))
    assert b"\r\nAuthorization: Bearer session-token\r\n" in requests[0]
    assert b"uthorization" not in requests[1]


def test_a_silent_service_meets_the_read_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "READ_SECONDS", 0.1)
    silence = threading.Event()

    def keep_silent(connection: socket.socket) -> None:
        silence.wait(10)

    with listening(keep_silent) as (address, _):
        assert code_of(address, POST) == "service_unreachable"
        silence.set()


def test_the_user_can_stop_between_attempts() -> None:
    work = Work()
    with listening(lambda _: work.stop()) as (address, requests):
        with pytest.raises(Stopped):
            Transport(address).send(work, GET)
        assert len(requests) == 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", "service_address_missing"),
        ("http://g2b.example.kr", "service_not_secure"),
        ("http://127.0.0.1.example.kr", "service_not_secure"),
        ("http://localhost@example.kr", "service_address_wrong"),
        ("ftp://127.0.0.1", "service_address_wrong"),
        ("https://", "service_address_wrong"),
        ("https://[", "service_address_wrong"),
        ("http://evil.example\\@127.0.0.1", "service_address_wrong"),
        ("http://evil.example\t@127.0.0.1", "service_address_wrong"),
        ("https://user:secret@example.kr", "service_address_wrong"),
        ("https://example.kr#127.0.0.1", "service_address_wrong"),
        ("https://example.kr?127.0.0.1", "service_address_wrong"),
        ("https://example.kr\n", "service_address_wrong"),
        ("https://example.kr:70000", "service_address_wrong"),
        ("https://example.kr\u200b", "service_address_wrong"),
    ],
)
def test_only_https_or_this_computer(address: str, expected: str) -> None:
    assert code_of(address, POST) == expected
