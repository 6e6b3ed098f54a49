"""Hands an e-mail over to a mail server, within one limit of time for all of it."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from backend.config import Mail
from backend.post.trouble import Declined, PutOff, Trouble, Unclear

CONNECT_SECONDS = 10.0
QUIT_SECONDS = 2.0


class _Named:
    """Knows before it connects whose certificate to expect, which smtplib is told only then."""

    _host: str

    def expect(self, host: str) -> None:
        self._host = host


class _Plain(_Named, smtplib.SMTP): ...


class _Tls(_Named, smtplib.SMTP_SSL): ...


class MailServer:
    """The SMTP server (RFC 5321) of the settings."""

    def __init__(self, settings: Mail, password: str) -> None:
        self._settings, self._password = settings, password
        self._domain = settings.sender.rpartition("@")[2]

    def deliver(self, content: bytes, to: str, on_the_point: Callable[[], None]) -> None:
        """Hand a message over.

        `on_the_point` is called just before the message goes out: until then nothing arrives, and
        from then on only the server's answer tells whether it did. Raises Trouble.
        """
        with self._connected() as server:
            try:
                self._log_in(server)
                self._address(server, to)
            except smtplib.SMTPException:
                raise PutOff("unreachable") from None
            except (OSError, ValueError) as error:
                raise _before(error) from None
            on_the_point()
            self._hand_over(server, content)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """Connect; the line is cut when the time is over, however slowly the server goes on."""
        settings = self._settings
        server = self._server(min(CONNECT_SECONDS, settings.seconds))
        end = threading.Timer(settings.seconds, _cut, (server,))
        end.daemon = True
        end.start()
        try:
            try:
                code, _ = server.connect(settings.host, settings.port)
            except (OSError, smtplib.SMTPException, ValueError) as error:
                raise _before(error) from None
            if code != 220:
                raise PutOff("put_off")
            assert server.sock is not None  # noqa: S101 - it has greeted
            server.sock.settimeout(settings.seconds)
            yield server
        finally:
            end.cancel()
            _leave(server)

    def _server(self, timeout: float) -> "_Plain | _Tls":
        """Return one that is not connected yet: it must be cut while it connects, too."""
        server: _Plain | _Tls
        if self._settings.security == "tls":
            server = _Tls(timeout=timeout, local_hostname=self._domain, context=self._tls())
        else:
            server = _Plain(timeout=timeout, local_hostname=self._domain)
        server.expect(self._settings.host)
        return server

    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._settings.authority)

    def _log_in(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        if self._settings.security == "starttls":
            try:
                server.starttls(context=self._tls())
            except smtplib.SMTPNotSupportedError:
                raise PutOff("untrusted") from None
            server.ehlo()
        if self._settings.user:
            try:
                server.login(self._settings.user, self._password)
            except smtplib.SMTPException:  # some hang up instead of answering
                raise PutOff("login_failed") from None

    def _address(self, server: smtplib.SMTP, to: str) -> None:
        code, _ = server.mail(self._settings.sender)
        _require(code, "refused")
        code, _ = server.rcpt(to)
        _require(code, "address_refused")

    def _hand_over(self, server: smtplib.SMTP, content: bytes) -> None:
        try:
            code, _ = server.data(content)
        except smtplib.SMTPDataError as error:  # it would not have the message begin
            code = error.smtp_code
        except (OSError, smtplib.SMTPException):
            raise Unclear("broken_off") from None
        if not 200 <= code < 600:
            raise Unclear("broken_off")
        _require(code, "refused")


def _require(code: int, why: str) -> None:
    """Let 2xx pass; 4xx may change (greylisting, a full mailbox), what is else does not."""
    if 200 <= code < 300:
        return
    if 400 <= code < 500:
        raise PutOff("put_off")
    raise Declined(why) if 500 <= code < 600 else PutOff("unreachable")


def _before(error: Exception) -> Trouble:
    """What went wrong before the message went out."""
    if isinstance(error, UnicodeError):
        return Declined("address_refused")
    if isinstance(error, ssl.SSLError):
        return PutOff("untrusted")
    return PutOff("timeout" if isinstance(error, TimeoutError) else "unreachable")


def _leave(server: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        if server.sock is not None:
            server.sock.settimeout(QUIT_SECONDS)
            server.quit()
    server.close()


def _cut(server: smtplib.SMTP) -> None:
    line = server.sock
    if line is not None:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
