"""Runs the HTTP server (uvicorn)."""

import gc
import logging
import socket
from collections.abc import Callable

import uvicorn

from backend.app import create_app
from backend.config import Config
from backend.service import Service

GRACE_SECONDS = 10
"""How long requests that are under way may take once the service is told to stop."""


def log_to_stderr() -> None:
    """Send what the service reports to the standard error."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )


def listen_on_free_port() -> socket.socket:
    """Return a socket that listens on a free port of this computer.

    The protocol is named, for asyncio sets TCP_NODELAY only where it is: without it each answer
    waits some 40 ms for the client's acknowledgement.
    """
    listener = socket.socket(proto=socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    return listener


class Server(uvicorn.Server):
    """Tells when it is ready to serve, and when it has ended."""

    def __init__(
        self,
        service: Service,
        *,
        grace: int = GRACE_SECONDS,
        ready: Callable[[], None] = lambda: None,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        self._ready, self._ended = ready, ended
        super().__init__(_settings(service.config, create_app(service), grace))

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start serving, then tell."""
        await super().startup(sockets)
        gc.enable()  # the command starts without
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop serving, then tell; afterwards uvicorn lets a signal it caught end the process."""
        await super().shutdown(sockets)
        self._ended()


def _settings(config: Config, app: object, grace: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=config.host,
        port=config.port,
        ssl_certfile=config.tls_certificate,
        ssl_keyfile=config.tls_key,
        http="h11",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=grace,
    )
