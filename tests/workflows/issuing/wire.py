"""A wire to the practice CA that a test can cut, slow down or listen to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from desktop_client.pki.issuing.answers import read_message

_HEAD_END = b"\r\n\r\n"


@dataclass
class Wire:
    """What has gone through, and where it ends."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    """The kinds of messages that came from the client."""
    was_asked: threading.Event = field(default_factory=threading.Event)
    cut_before: str = ""
    """Messages of this kind do not reach the CA."""
    cut_after: str = ""
    """Answers to messages of this kind do not reach the client, but for half of their bytes."""
    drips: bool = False
    """Answers come a byte at a time."""


@contextmanager
def wired(ca_url: str) -> Iterator[Wire]:
    """Give a wire to a CA."""
    wire = Wire()
    port = int(ca_url.rstrip("/").rpartition(":")[2])
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        wire.url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        listening.settimeout(0.05)

        def serve() -> None:
            while not ended.is_set():
                try:
                    client, _ = listening.accept()
                except TimeoutError:
                    continue
                threading.Thread(
                    target=_carry, args=(wire, client, port, ended), daemon=True
                ).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield wire
        finally:
            ended.set()
            thread.join()


def _carry(wire: Wire, client: socket.socket, port: int, ended: threading.Event) -> None:
    with client, socket.create_connection(("127.0.0.1", port)) as ca:
        while request := _message(client):
            kind = read_message(request.partition(_HEAD_END)[2])["body"].name
            wire.asked.append(kind)
            wire.was_asked.set()
            if kind == wire.cut_before:
                return
            ca.sendall(request)
            answer = _message(ca)
            if kind == wire.cut_after:
                client.sendall(answer[: len(answer) // 2])
                return
            if wire.drips:
                _drip(client, answer, ended)
                return
            client.sendall(answer)


def _drip(client: socket.socket, answer: bytes, ended: threading.Event) -> None:
    try:
        for place in range(len(answer)):
            if ended.wait(0.05):
                return
            client.sendall(answer[place : place + 1])
    except OSError:
        return


def _message(source: socket.socket) -> bytes:
    """Return a request or answer whole; empty where the other side has gone."""
    data = b""
    try:
        while _HEAD_END not in data or len(data.partition(_HEAD_END)[2]) < _length(data):
            more = source.recv(65536)
            if not more:
                return b""
            data += more
    except OSError:
        return b""
    return data


def _length(data: bytes) -> int:
    for line in data.partition(_HEAD_END)[0].split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
