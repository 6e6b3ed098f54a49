"""Runs the HTTP server: uvicorn, over connections that are accepted here."""

import gc
import logging
import math
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

import uvicorn

from backend.app import create_app
from backend.config import Config
from backend.connection import MOST_HEAD, Connection
from backend.guard import Seen, nobody_looks
from backend.listening import BACKLOG, Reception, room_for_connections
from backend.service import Service
from backend.services.readiness import Readiness

log = logging.getLogger(__name__)

SWITCH_SECONDS = 0.001
"""How long a thread that works keeps the interpreter from those who wait for it. Each request
changes threads some times, and Python's own 5 ms would each time be waited for."""
GRACE_SECONDS = 10
"""How long requests that are under way may take once the service is told to stop."""


def listen_here(port: int = 0) -> socket.socket:
    """Return a socket that listens on a port of this computer, 0 for a free one. Raises OSError.

    The protocol is named, for asyncio sets TCP_NODELAY only where it is: without it each answer
    waits some 40 ms for the client's acknowledgement.
    """
    listener = socket.socket(proto=socket.IPPROTO_TCP)
    try:
        # The port of a service that has just ended is free, though connections to it linger.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(os.name == "posix"))
        listener.bind(("127.0.0.1", port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


class Server(uvicorn.Server):
    """Serves what listening sockets bring; tells when it is ready, and when it has ended."""

    def __init__(
        self,
        service: Service,
        *,
        grace: int = GRACE_SECONDS,
        drain: int = 0,
        seen: Seen = nobody_looks,
        ready: Callable[[], None] = lambda: None,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        self._ready, self._ended = ready, ended
        self._limits, self._proxies = service.config.limits, service.config.trusted_proxies
        self._drain, self._leave_at = drain, math.inf
        app = create_app(service, seen)
        self._readiness: Readiness = app.state.readiness
        super().__init__(_settings(service.config, app, grace))

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start serving, then tell."""
        await super().startup([])
        self._reception = Reception(
            self._connection,
            room_for_connections(self._limits.connections),
            self._limits.connections_of_one,
            self._proxies,
            self.config.ssl,
        )
        for listener in sockets or ():
            self._reception.open(listener)
            scheme, (host, port) = self._scheme(), listener.getsockname()[:2]
            log.info("running on %s://%s:%d", scheme, f"[{host}]" if ":" in host else host, port)
        gc.enable()  # the command starts without
        sys.setswitchinterval(SWITCH_SECONDS)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Be told to stop; after SIGTERM requests are taken for `drain` seconds more.

        Meanwhile /readyz says that new ones are to go elsewhere, and the end is status 0.
        """
        self._readiness.stopping = True
        if sig != signal.SIGTERM:
            super().handle_exit(sig, frame)
        elif self._leave_at == math.inf:
            self._leave_at = time.monotonic() + self._drain

    async def on_tick(self, counter: int) -> bool:
        """Look after connections once a second, besides."""
        self.should_exit = self.should_exit or time.monotonic() >= self._leave_at
        if counter % 10 == 0:
            for connection in list(self.server_state.connections):
                if isinstance(connection, Connection):
                    connection.give_up_if_stuck()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop serving, then tell; afterwards uvicorn lets a signal but SIGTERM end the process."""
        await self._reception.close()
        await super().shutdown(sockets)
        self._ended()

    def _connection(self) -> Connection:
        return Connection(
            self.config, self.server_state, self.lifespan.state, self._limits.head_seconds
        )

    def _scheme(self) -> str:
        return "https" if self.config.is_ssl else "http"


def _settings(config: Config, app: object, grace: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        ssl_certfile=config.tls_certificate,
        ssl_keyfile=config.tls_key,
        http="h11",
        h11_max_incomplete_event_size=MOST_HEAD,
        proxy_headers=bool(config.trusted_proxies),
        forwarded_allow_ips=list(config.trusted_proxies),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=grace,
    )
