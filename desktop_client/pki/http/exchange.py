"""HTTP exchanges within limits of time and size, whatever the other side does.

The one who asks waits in its own thread and can leave at any moment; a second thread speaks, and
its sockets are shut down once nobody waits any more. So a limit holds and a stop works while a
name is looked up, a handshake hangs, or headers, body and trailers come byte by byte.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import NamedTuple

import requests
from urllib3.exceptions import HTTPError

from desktop_client.pki.http.address import parse
from desktop_client.pki.http.failures import ExchangeFailed, Reason, reason_of
from desktop_client.pki.http.line import Adapter, Cut, Line
from desktop_client.pki.http.proxies import proxies_for, script_is_set

CHUNK_BYTES = 256 * 1024
BROKEN = (requests.RequestException, HTTPError, HTTPException, OSError, ValueError)
"""What speaking may raise."""
_UNREACHED = frozenset({Reason.NAME_UNKNOWN, Reason.PORT_CLOSED, Reason.TIMEOUT})


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `headers` are all that is sent along; nothing is added from the computer."""

    method: str
    url: str
    body: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, for each silence, and for the whole; bytes of the answer's body."""

    connect: float
    silence: float
    whole: float
    body_bytes: int


class Head(NamedTuple):
    """How an answer begins."""

    status: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """How an answer begins, and its body as it comes."""

    head: Head
    body: Iterator[bytes]

    def read(self) -> bytes:
        """Return the whole body; raises ExchangeFailed."""
        return b"".join(self.body)


class Client:
    """Connections that are kept open from one exchange to the next."""

    def __init__(self) -> None:
        self._session = requests.Session()
        self._session.trust_env = False  # no password from .netrc takes the place of a token
        self._session.mount("https://", Adapter())
        self._session.mount("http://", Adapter())

    @contextmanager
    def exchange(
        self, request: Request, limits: Limits, check: Callable[[], object] = lambda: None
    ) -> Iterator[Answer]:
        """Send a request and give the answer as soon as it has begun; redirects are answers.

        `check` is asked all the time and may raise to end the exchange. Raises ExchangeFailed,
        also from the body.
        """
        line = Line()
        speaking = threading.Thread(
            target=self._speak, args=(line, request, limits), name="exchange", daemon=True
        )
        speaking.start()
        pieces = line.pieces(time.monotonic() + limits.whole, check)
        try:
            head = next(pieces)
            if isinstance(head, ExchangeFailed):
                raise head
            assert isinstance(head, Head)  # noqa: S101 - it comes first
            yield Answer(head, _body(pieces, limits.body_bytes))
        finally:
            line.cut()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _speak(self, line: Line, request: Request, limits: Limits) -> None:
        """Put the head, the body and then None to the line, or the failure."""
        line.use()
        try:
            try:
                self._perform(line, request, limits)
            except ExchangeFailed as failed:
                line.put(failed)
            except BROKEN as error:
                line.put(ExchangeFailed(_told(request.url, reason_of(error))))
        except Cut:
            return

    def _perform(self, line: Line, request: Request, limits: Limits) -> None:
        if parse(request.url) is None:
            raise ExchangeFailed(Reason.ADDRESS_WRONG)
        proxies = proxies_for(request.url)
        with self._session.request(
            request.method,
            request.url,
            data=request.body,
            headers={"Accept-Encoding": "identity", **request.headers},
            timeout=(limits.connect, limits.silence),
            proxies=proxies,
            stream=True,
            allow_redirects=False,
        ) as response:
            if response.status_code == 407 and proxies:
                raise ExchangeFailed(Reason.PROXY_LOGIN)
            line.put(Head(response.status_code, response.headers))
            while chunk := response.raw.read1(CHUNK_BYTES, decode_content=False):
                line.put(chunk)
        line.release()
        line.put(None)


def _body(pieces: Iterator[object], most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        if piece is None:
            return
        if isinstance(piece, ExchangeFailed):
            raise piece
        assert isinstance(piece, bytes)  # noqa: S101 - nothing else follows the head
        size += len(piece)
        if size > most:
            raise ExchangeFailed(Reason.TOO_LARGE)
        yield piece


def _told(url: str, reason: Reason) -> Reason:
    """Return the reason; where nothing was reached and a script knows the proxy, that."""
    unreached = reason in _UNREACHED and not proxies_for(url)
    return Reason.PROXY_UNSUPPORTED if unreached and script_is_set() else reason
