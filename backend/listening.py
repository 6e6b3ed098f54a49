"""Takes connections in: so many in all and from one address, and none that does not fit.

asyncio's own server takes whatever comes, and turns round and round once the files run out.
"""

import asyncio
import logging
import socket
import ssl
import sys
from collections import Counter
from collections.abc import Callable, Collection, Coroutine
from typing import Any

from backend.connection import Connection
from backend.rate import network

log = logging.getLogger(__name__)

BACKLOG = 256
HANDSHAKE_SECONDS = 10
FAREWELL_SECONDS = 3
"""How long TLS is given to begin and to end."""
PAUSE_SECONDS = 0.5
TELL_SECONDS = 60
"""After a failure to accept: until the next try, and until the log is told again."""
OTHER_FILES = 160
"""Open files besides connections: the database's, its pool's, the log's, libraries'."""
FILES_OF_ONE = 2
"""Open files of a connection: itself, and the file that is sent or received."""
MOST_FILES = 65_536


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises OSError."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def room_for_connections(wanted: int) -> int:
    """Let the process open as many files as it may; return how many connections then fit."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft == resource.RLIM_INFINITY or soft > most:
        most = MOST_FILES
    elif soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(1, min(wanted, (most - OTHER_FILES) // FILES_OF_ONE))


class Reception:
    """Accepts on listening sockets; `proxies` may have as many connections as there are."""

    def __init__(
        self,
        make: Callable[[], Connection],
        most: int,
        most_of_one: int,
        proxies: Collection[str] = (),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._make, self._tls = make, tls
        self._most, self._most_of_one = most, most_of_one
        self._proxies = frozenset(map(network, proxies))
        self._present: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._told_at = -float(TELL_SECONDS)

    def open(self, listener: socket.socket) -> None:
        """Begin to accept."""
        listener.setblocking(False)
        self._keep(self._accept(listener))

    async def close(self) -> None:
        """Accept no more, and drop whoever has not come in yet."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, address = await loop.sock_accept(listener)
            except OSError as error:  # too many open files; a client that is gone already
                self._tell("cannot accept connections", error.strerror or "")
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            origin = network(address[0])
            if self._fits(origin):
                self._present[origin] += 1
                self._keep(self._serve(connection, origin))
            else:
                connection.close()
                self._tell("connections refused, too many are open", origin)

    def _fits(self, origin: str) -> bool:
        if self._present.total() >= self._most:
            return False
        return origin in self._proxies or self._present[origin] < self._most_of_one

    async def _serve(self, connection: socket.socket, origin: str) -> None:
        """Hold a place for a connection until it is closed."""
        try:
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            seconds = HANDSHAKE_SECONDS if self._tls else None
            farewell = FAREWELL_SECONDS if self._tls else None
            _, protocol = await asyncio.get_running_loop().connect_accepted_socket(
                self._make,
                connection,
                ssl=self._tls,
                ssl_handshake_timeout=seconds,
                ssl_shutdown_timeout=farewell,
            )
            await protocol.closed.wait()
        except OSError:  # no TLS, or none in time
            connection.close()
        finally:
            self._present[origin] -= 1
            if not self._present[origin]:
                del self._present[origin]

    def _tell(self, what: str, why: str) -> None:
        """Log once a minute: these come by the thousand."""
        now = asyncio.get_running_loop().time()
        if now - self._told_at >= TELL_SECONDS:
            self._told_at = now
            log.warning("%s (%s)", what, why)
