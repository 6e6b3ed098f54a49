"""A directory on the loopback that answers with whatever bytes it is given."""

import socket
import threading
import time
from functools import cache

from desktop_client.pki.http.limits import Limits
from desktop_client.pki.revocation import directory

LIMITS = Limits(connect_timeout=2, read_timeout=2, deadline=3, max_bytes=1024 * 1024)


class _Server(threading.Thread):
    """Sends `answer` to whoever connects, then hangs up once the other has."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.answer = b""

    def run(self) -> None:
        while True:
            connected, _ = self._listening.accept()
            with connected:
                try:
                    connected.sendall(self.answer)
                    connected.shutdown(socket.SHUT_WR)
                    while connected.recv(4096):
                        pass
                except OSError:
                    continue


@cache
def _server() -> _Server:
    server = _Server()
    server.start()
    return server


def fetch_from(answer: bytes) -> list[bytes]:
    """Return the lists in a directory's answers to a bind and a search. Raises Unreachable."""
    server = _server()
    server.answer = answer
    end = time.monotonic() + LIMITS.deadline
    return directory.fetch(f"ldap://127.0.0.1:{server.port}/c=kr", LIMITS, end)
