"""E-mail and SMS over real servers on the loopback, in every way in which they fail."""

import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from backend.config import Config, Mail, Notices, Sms
from backend.post.message import written
from backend.post.office import Outgoing, PostOffice
from backend.post.trouble import Declined, PutOff, Trouble, Unclear
from registration.notices import Channel, Occasion
from testing.backend.mail import (
    PASSWORD,
    USER,
    Mailbox,
    mail_server,
    scripted_server,
    speaking,
)
from testing.backend.world import openssl
from testing.pki.web import Server, body, server

__all__ = ["server"]

DETAILS = {
    "receipt_number": "2026000001",
    "kind": "supplier",
    "papers": ["licence"],
    "deadline": "2026-12-18T14:59:59Z",
    "reason": "<b>면허\u202e</b>\r\nBcc: everyone@example.kr\n\n.\n",
}
IDENTITY = "i" * 43


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout", folder / "key.pem", "-out", folder / "certificate.pem",
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def running(certificate: Path) -> Iterator[Mailbox]:
    with mail_server(certificate / "certificate.pem", certificate / "key.pem") as mailbox:
        yield mailbox


@pytest.fixture
def mailbox(running: Mailbox) -> Mailbox:
    for kept in (running.arrived, running.recipients, running.logins):
        kept.clear()
    running.answer_to_recipient = running.answer_to_message = "250 OK"
    return running


@pytest.fixture
def servers(mailbox: Mailbox, certificate: Path) -> tuple[Mailbox, Path]:
    return mailbox, certificate


def outgoing(channel: Channel = Channel.EMAIL, to: str = "kim@firm.example.kr") -> Outgoing:
    at = datetime(2026, 11, 28, tzinfo=UTC)
    return Outgoing(IDENTITY, Occasion.HELD, channel, to, DETAILS, at)


def office(folder: Path, **parts: Any) -> PostOffice:
    values: dict[str, Any] = {"name": "연습", "sms": Sms(), "mail": Mail()} | parts
    values["notices"] = Notices(spool=folder / "spool")
    return PostOffice.of(Config.model_construct(None, **values))


def secured(folder: Path, mailbox: Mailbox, certificate: Path, **changed: Any) -> PostOffice:
    (folder / "password").write_text(PASSWORD)
    values: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": mailbox.port,
        "authority": certificate / "certificate.pem",
        "user": USER,
        "password": folder / "password",
        "sender": "no-reply@pps.example.kr",
        "seconds": 5,
    }
    return office(folder, mail=Mail(**(values | changed)))


class Point:
    """Counts how often a message was about to go out."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def test_a_message_arrives_whole_by_starttls_and_login(
    tmp_path: Path, mailbox: Mailbox, certificate: Path
) -> None:
    point = Point()
    secured(tmp_path, mailbox, certificate).deliver(outgoing(), point)
    (arrived,) = mailbox.arrived
    assert (point.times, mailbox.recipients) == (1, ["kim@firm.example.kr"])
    assert mailbox.logins == [USER.encode()]
    assert arrived["Message-ID"] == f"<{IDENTITY}@pps.example.kr>"
    assert arrived["Subject"].startswith("[나라장터] 신청이 보류되었습니다 (2026000001) / [G2B]")
    assert arrived["Bcc"] is None
    plain, page = _text(arrived, "plain"), _text(arrived, "html")
    for text in (plain, page):
        assert "2026-12-18 23:59까지" in text
        assert "면허·등록·신고증" in text
        assert "Licence or registration" in text
        assert "\u202e" not in text
    assert "사유: <b>면허</b> Bcc: everyone@example.kr ." in plain
    assert "&lt;b&gt;면허&lt;/b&gt;" in page
    assert PASSWORD not in plain + page


def _text(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize(
    ("step", "answer", "expected"),
    [
        ("answer_to_recipient", "450 4.2.0 greylisted", (PutOff, "put_off", 0)),
        ("answer_to_recipient", "550 5.1.1 nobody", (Declined, "address_refused", 0)),
        ("answer_to_message", "452 4.3.1 full", (PutOff, "put_off", 1)),
        ("answer_to_message", "554 5.7.1 spam", (Declined, "refused", 1)),
    ],
)
def test_what_the_server_says_decides(
    tmp_path: Path,
    servers: tuple[Mailbox, Path],
    step: str,
    answer: str,
    expected: tuple[type[Trouble], str, int],
) -> None:
    mailbox, certificate = servers
    setattr(mailbox, step, answer)
    point = Point()
    trouble, why, times = expected
    with pytest.raises(trouble) as failed:
        secured(tmp_path, mailbox, certificate).deliver(outgoing(), point)
    assert (failed.value.why, point.times, mailbox.arrived) == (why, times, [])


def test_a_wrong_password_and_an_unknown_certificate_are_told_apart(
    tmp_path: Path, mailbox: Mailbox, certificate: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "backend")
    (tmp_path / "wrong").write_text("another-password")
    wrong = secured(tmp_path, mailbox, certificate, password=tmp_path / "wrong")
    with pytest.raises(PutOff, match="login_failed"):
        wrong.deliver(outgoing(), Point())
    with pytest.raises(PutOff, match="untrusted"):
        secured(tmp_path, mailbox, certificate, authority=None).deliver(outgoing(), Point())
    assert mailbox.logins == [USER.encode()]  # to the untrusted one none was sent
    assert "another-password" not in caplog.text


def test_a_server_that_offers_no_tls_gets_neither_password_nor_message(
    tmp_path: Path, certificate: Path
) -> None:
    def serve(line: socket.socket) -> None:
        speaking(line, b"250 OK\r\n")

    with scripted_server(serve) as port, pytest.raises(PutOff, match="untrusted"):
        secured(tmp_path, Mailbox(port), certificate).deliver(outgoing(), Point())


def _clear(folder: Path, port: int) -> PostOffice:
    settings = Mail(host="127.0.0.1", port=port, security="none", seconds=1)
    return office(folder, mail=settings)


@pytest.mark.parametrize(
    ("last_words", "trouble", "why"),
    [
        (None, Unclear, "broken_off"),
        (b"", Unclear, "broken_off"),
        (b"nonsense\r\n", Unclear, "broken_off"),
        (b"421 4.3.0 going down\r\n", PutOff, "put_off"),
    ],
)
def test_what_breaks_after_the_message_went_out_is_unclear(
    tmp_path: Path, last_words: bytes | None, trouble: type[Trouble], why: str
) -> None:
    def serve(line: socket.socket) -> None:
        speaking(line, last_words)

    point = Point()
    with scripted_server(serve) as port, pytest.raises(trouble, match=why):
        _clear(tmp_path, port).deliver(outgoing(), point)
    assert point.times == 1


def test_what_is_accepted_is_accepted_though_the_line_breaks_after_it(tmp_path: Path) -> None:
    def serve(line: socket.socket) -> None:
        speaking(line, b"250 OK\r\n")

    with scripted_server(serve) as port:
        _clear(tmp_path, port).deliver(outgoing(), Point())


def _silent(line: socket.socket) -> None:
    while line.recv(4096):
        pass


def _dripping(line: socket.socket) -> None:
    while True:
        line.sendall(b"220-more\r\n")
        time.sleep(0.05)


@pytest.mark.parametrize("serve", [_silent, _dripping])
def test_a_server_that_hangs_or_drips_is_left(
    tmp_path: Path, serve: Callable[[socket.socket], None]
) -> None:
    point = Point()
    began = time.monotonic()
    with scripted_server(serve) as port, pytest.raises(PutOff):
        _clear(tmp_path, port).deliver(outgoing(), point)
    assert (point.times, time.monotonic() - began < 10) == (0, True)


def test_nobody_there_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(PutOff, match="unreachable"):
        _clear(tmp_path, port).deliver(outgoing(), Point())


def test_a_name_of_other_letters_is_no_address_of_this_server(
    tmp_path: Path, mailbox: Mailbox, certificate: Path
) -> None:
    with pytest.raises(Declined, match=r"address_refused|unwritable"):
        secured(tmp_path, mailbox, certificate).deliver(outgoing(to="김@firm.example.kr"), Point())


def test_a_text_message_goes_to_the_gateway_with_its_key(tmp_path: Path, server: Server) -> None:
    got: list[tuple[dict[str, str], dict[str, str]]] = []

    def take(request: BaseHTTPRequestHandler) -> None:
        content = request.rfile.read(int(request.headers["Content-Length"]))
        got.append((dict(request.headers), json.loads(content)))
        body(b"{}")(request)

    (tmp_path / "key").write_text("sms-key\n")
    settings = Sms(url=server.url("/send", take), key=tmp_path / "key", sender="0215880000")
    point = Point()
    post = office(tmp_path, sms=settings)
    post.deliver(outgoing(Channel.SMS, "01000000001"), point)
    post.close()
    ((headers, sent),) = got
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer sms-key", IDENTITY)
    assert (sent["to"], sent["from"], point.times) == ("01000000001", "0215880000", 1)
    assert sent["text"].startswith("[나라장터] ")


@pytest.mark.parametrize(
    ("status", "trouble"),
    [(503, PutOff), (429, PutOff), (401, PutOff), (400, Declined), (500, Unclear)],
)
def test_what_the_gateway_says_decides(
    tmp_path: Path, server: Server, status: int, trouble: type[Trouble]
) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Length", "0")
        request.end_headers()

    post = office(tmp_path, sms=Sms(url=server.url("/send", answer)))
    with pytest.raises(trouble):
        post.deliver(outgoing(Channel.SMS, "01000000001"), Point())
    post.close()


def test_a_gateway_that_hangs_is_unclear(tmp_path: Path, server: Server) -> None:
    def hang(_request: BaseHTTPRequestHandler) -> None:
        server.closing.wait()

    post = office(tmp_path, sms=Sms(url=server.url("/send", hang), seconds=1))
    with pytest.raises(Unclear):
        post.deliver(outgoing(Channel.SMS, "01000000001"), Point())
    post.close()
    assert threading.active_count() < 50


@pytest.mark.parametrize("occasion", ["received", "held", "approved", "rejected"])
def test_a_message_says_which_office_and_how_it_is_reached(occasion: str) -> None:
    contact = {"fax": "042-000-0000", "source": "누리집", "as_of": "2026-11-28"}
    korean, english = written(
        Occasion(occasion), "연습", DETAILS | {"office": "25", "contact": contact}
    )
    assert ("접수청: 대전지방조달청", "팩스: 042-000-0000") in korean.paragraphs
    assert ("Office: Daejeon", "Fax: 042-000-0000") in english.paragraphs
    (alone, _) = written(Occasion(occasion), "연습", DETAILS | {"office": "25", "contact": {}})
    assert ("접수청: 대전지방조달청",) in alone.paragraphs
    assert written(Occasion(occasion), "연습", DETAILS)  # from before offices were told
