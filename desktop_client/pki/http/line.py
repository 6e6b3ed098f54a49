"""A way to end an exchange from outside: the sockets it uses, and what it has brought so far."""

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.poolmanager import PoolManager

from desktop_client.pki.http.failures import ExchangeFailed, Reason
from desktop_client.pki.http.trust import tls_context

POLL_SECONDS = 0.05
AHEAD = 16
"""Pieces of a body that may wait to be taken."""

Piece = object
"""What the thread that speaks hands to the one that waits."""

_current = threading.local()


class Cut(OSError):
    """The exchange was ended while it was under way."""


class Line:
    """What one exchange runs over. One thread speaks, another waits and may cut it."""

    def __init__(self) -> None:
        self._pieces: queue.Queue[Piece] = queue.Queue(AHEAD)
        self._lock = threading.Lock()
        self._cut = False
        self._sockets: list[tuple[socket.socket, bool]] = []

    def use(self) -> None:
        """Let the connections this thread makes or takes from now on belong to this line."""
        _current.line = self

    def hold(self, line: socket.socket, *, own: bool) -> None:
        """Take a socket along, to close it at the end where it is our own. Raises Cut."""
        with self._lock:
            self._sockets.append((line, own))
            if not self._cut:
                return
        self.cut()
        raise Cut

    def put(self, piece: Piece) -> None:
        """Hand over a piece; raises Cut when nobody waits for it any more."""
        while not self._cut:
            with suppress(queue.Full):
                self._pieces.put(piece, timeout=POLL_SECONDS)
                return
        raise Cut

    def pieces(self, end: float, check: Callable[[], object]) -> Iterator[Piece]:
        """Yield pieces as they come, asking `check` meanwhile, which may raise.

        Raises ExchangeFailed `timeout` at `end` (time.monotonic).
        """
        while time.monotonic() < end:
            check()
            with suppress(queue.Empty):
                yield self._pieces.get(timeout=POLL_SECONDS)
        raise ExchangeFailed(Reason.TIMEOUT)

    def cut(self) -> None:
        """End it: whatever the other thread is waiting for ends now."""
        with self._lock:
            self._cut = True
            held, self._sockets = self._sockets, []
        for line, own in held:
            with suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)
            if own:
                line.close()

    def release(self) -> None:
        """Let go of the sockets: the exchange is over, and its connection may serve others."""
        with self._lock:
            held, self._sockets = self._sockets, []
        for line, own in held:
            if own:
                line.close()


class _Held(HTTPConnection):
    """A connection whose socket the line can shut down, from its first moment."""

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        # A second handle: TLS takes the first one away while it shakes hands.
        try:
            _current.line.hold(made.dup(), own=True)
        except Cut:
            made.close()
            raise
        return made

    def request(self, *arguments: object, **options: object) -> None:
        if self.sock is not None:
            _current.line.hold(self.sock, own=False)
        super().request(*arguments, **options)  # type: ignore[arg-type]  # passed on as they came


class _HeldSecurely(_Held, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Held


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _HeldSecurely


class Adapter(HTTPAdapter):
    """Lets requests speak over lines."""

    def init_poolmanager(self, *arguments: object, **options: object) -> None:
        """Make the manager of direct connections."""
        options["ssl_context"] = tls_context()
        super().init_poolmanager(*arguments, **options)  # type: ignore[arg-type]  # passed on
        _use_held(self.poolmanager)

    def proxy_manager_for(self, *arguments: object, **options: object) -> PoolManager:
        """Return the manager of connections through a proxy."""
        options["ssl_context"] = tls_context()
        manager: PoolManager = super().proxy_manager_for(*arguments, **options)  # type: ignore[arg-type]  # passed on
        _use_held(manager)
        return manager


def _use_held(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
