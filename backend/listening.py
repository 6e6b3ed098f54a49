"""Takes connections in: so many in all and from one address.

Once all places are taken, whoever has been waiting longest without asking anything makes room.

asyncio's own server takes whatever comes, and turns round and round once the files run out.
"""

import asyncio
import itertools
import logging
import socket
import ssl
import sys
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from backend.connection import Connection, Stage
from backend.rate import network

log = logging.getLogger(__name__)

BACKLOG = 4096
"""Connections that wait to be accepted: one that finds no room tries again a second later."""
AT_ONCE = 16
"""Connections accepted before those already open get a turn: they may come without end."""
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
PATIENCE_SECONDS = 1
"""How long a place is kept at the least from who holds as many places."""
_IDLE_STAGES = (Stage.HEAD, Stage.IDLE)


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


@dataclass(eq=False, slots=True)
class Place:
    """One of the places for connections, and who has it."""

    connection: socket.socket
    protocol: Connection
    origin: str
    since: float
    is_left: bool = False

    def leave(self) -> None:
        """Make room: to whoever works with it, it is as if the other side had closed."""
        self.is_left = True
        with suppress(OSError):  # it has gone already
            self.connection.shutdown(socket.SHUT_RDWR)


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
        self._places: dict[str, set[Place]] = {}
        """By who has them."""
        self._taken = 0
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
        for number in itertools.count(1):
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)  # to accept what waits already never does
            try:
                connection, address = await loop.sock_accept(listener)
            except OSError as error:  # too many open files; a client that is gone already
                self._tell("cannot accept connections", error.strerror or "")
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            origin = network(address[0])
            if self._has_room(origin):
                place = Place(connection, self._make(), origin, loop.time())
                self._take(place)
                self._keep(self._serve(place))
            else:
                connection.close()
                self._tell("connections refused, too many are open", origin)

    def _has_room(self, origin: str) -> bool:
        """Return whether one more from there may come, for whom another may have to leave."""
        held = len(self._places[origin]) if origin in self._places else 0
        if origin not in self._proxies and held >= self._most_of_one:
            return False
        if self._taken < self._most:
            return True
        share = self._most // (len(self._places) + (not held))
        leaving = self._least_busy(held) if held < max(share, 1) else None
        if leaving is None:
            return False
        leaving.leave()
        self._free(leaving)
        self._tell("connections make room, all places are taken", leaving.origin)
        return True

    def _least_busy(self, held: int) -> Place | None:
        """Return who makes room for one who holds so many places: least is lost where least began.

        Of those that are equally far it is the oldest of whoever holds the most places. Nobody
        who is answered has to leave, nor a proxy, which speaks for many.
        """
        now = asyncio.get_running_loop().time()
        holders = sorted(self._places.items(), key=lambda holder: len(holder[1]), reverse=True)
        for stages in (_IDLE_STAGES, (Stage.BODY,)):
            for origin, places in holders:
                if len(places) <= held:
                    break
                fit = [
                    (place.protocol.stage, place.since, id(place), place)
                    for place in places
                    if place.protocol.stage in stages
                    and (len(places) > held + 1 or now - place.since > PATIENCE_SECONDS)
                ]
                if fit and origin not in self._proxies:
                    return min(fit)[-1]
        return None

    def _take(self, place: Place) -> None:
        self._places.setdefault(place.origin, set()).add(place)
        self._taken += 1

    def _free(self, place: Place) -> None:
        self._places[place.origin].discard(place)
        if not self._places[place.origin]:
            del self._places[place.origin]
        self._taken -= 1

    async def _serve(self, place: Place) -> None:
        """Hold a place for a connection until it is closed."""
        connection = place.connection
        try:
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            seconds = HANDSHAKE_SECONDS if self._tls else None
            farewell = FAREWELL_SECONDS if self._tls else None
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: place.protocol,
                connection,
                ssl=self._tls,
                ssl_handshake_timeout=seconds,
                ssl_shutdown_timeout=farewell,
            )
            await place.protocol.closed.wait()
        except OSError:  # no TLS, or none in time
            connection.close()
        finally:
            if not place.is_left:
                self._free(place)

    def _tell(self, what: str, why: str) -> None:
        """Log once a minute: these come by the thousand."""
        now = asyncio.get_running_loop().time()
        if now - self._told_at >= TELL_SECONDS:
            self._told_at = now
            log.warning("%s (%s)", what, why)
