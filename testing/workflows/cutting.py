"""A way to the service that breaks: requests pass, and the answers to some never arrive."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from desktop_client.api import ServiceClient
from desktop_client.work import Work
from desktop_client.workflows.mode import Mode


class CutMode:
    """Another mode's service, reached through an address that breaks."""

    def __init__(self, mode: Mode, address: str) -> None:
        self._service = ServiceClient(address)
        self.trust = mode.trust
        self.pin = mode.pin
        self.places = mode.places
        self.drivers = mode.drivers
        self.issuing_url = mode.issuing_url
        self.stop = mode.stop

    def service(self, work: Work) -> ServiceClient:  # noqa: ARG002 - as Mode has it
        """The service behind the breaking address."""
        return self._service


@contextmanager
def cut_after(request_line: bytes, address: str) -> Iterator[tuple[str, list[bytes]]]:
    """Forward to `address`; once a request begins with this, its answer is thrown away."""
    target = urlsplit(address)
    listener = socket.create_server(("127.0.0.1", 0))
    cut: list[bytes] = []

    def forward(client: socket.socket) -> None:
        with client, socket.create_connection((target.hostname, target.port)) as server:
            while request := _whole_request(client):
                server.sendall(request)
                answer = server.recv(65536)
                if request.startswith(request_line):
                    cut.append(request)
                    return
                while answer and not _is_whole(answer):
                    answer += server.recv(65536)
                client.sendall(answer)

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=forward, args=(client,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", cut
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def _whole_request(client: socket.socket) -> bytes:
    request = client.recv(65536)
    while request and not _is_whole(request):
        request += client.recv(65536)
    return request


def _is_whole(message: bytes) -> bool:
    head, separator, body = message.partition(b"\r\n\r\n")
    if not separator:
        return False
    for line in head.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return len(body) >= int(value)
    return True
