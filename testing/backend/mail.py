"""A real mail server on the loopback (aiosmtpd), and one whose every answer a test chooses."""

import asyncio
import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "g2b", "mail-password-of-the-tests"


@dataclass
class Mailbox:
    """What arrived, and how the server answers each step."""

    port: int = 0
    arrived: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    logins: list[bytes] = field(default_factory=list)
    answer_to_recipient: str = "250 OK"
    answer_to_message: str = "250 OK"

    async def handle_RCPT(self, *about: Any) -> str:  # noqa: N802 - aiosmtpd's name
        _, _, envelope, address, _ = about
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, *about: Any) -> str:  # noqa: N802
        _, _, envelope = about
        if self.answer_to_message.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            parsed = message_from_bytes(content, policy=default)
            assert isinstance(parsed, EmailMessage)
            self.arrived.append(parsed)
            self.recipients += envelope.rcpt_tos
        return self.answer_to_message


class _OnFreePort(Controller):
    """Finds out its port before it asks itself whether it runs."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server(certificate: Path, key: Path) -> Iterator[Mailbox]:
    """Run a server that wants STARTTLS and a login."""
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # what clients do is theirs to tell
    mailbox = Mailbox()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)

    def authenticate(*about: Any) -> AuthResult:
        given = about[-1]
        mailbox.logins.append(given.login)
        right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right)

    controller = _OnFreePort(
        mailbox,
        hostname="127.0.0.1",
        port=0,
        tls_context=tls,
        require_starttls=True,
        auth_required=True,
        authenticator=authenticate,
        server_hostname="localhost",
    )
    controller.start()
    mailbox.port = controller.port
    yield mailbox
    controller.stop()


@contextmanager
def scripted_server(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """Run what speaks to each connection as a test says; the port."""

    def accept(listener: socket.socket) -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line:
                try:
                    serve(line)
                except OSError:
                    continue

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=accept, args=(listener,))
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def speaking(line: socket.socket, last_words: bytes | None) -> None:
    """Speak SMTP without TLS up to the message's end; then say the last words, or hang up."""
    with line.makefile("rb") as heard:
        line.sendall(b"220 test\r\n")
        for said in heard:
            word = said[:4].upper()
            if word == b"DATA":
                line.sendall(b"354 go on\r\n")
                while heard.readline() not in (b".\r\n", b""):
                    pass
                if last_words is None:
                    return
                line.sendall(last_words)
            elif word == b"QUIT":
                line.sendall(b"221 bye\r\n")
                return
            else:
                line.sendall(b"250 test\r\n")
