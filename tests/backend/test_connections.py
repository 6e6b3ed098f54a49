"""A real service against clients that hold it up: others are served all the while.

The others come from another address of this computer.
"""

import json
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any

import pytest

from backend.storage.migrate import upgrade
from practice.pki import Practice
from testing.backend.world import openssl
from tests.backend.test_serve import settings_file

OTHER, THIRD = ("127.0.0.2", 0), ("127.0.0.3", 0)
HANG = 10
"""Seconds after which a request counts as not answered."""
ENDED = 60
"""Seconds after which the process counts as not ending: a limit against hangs alone.

Whether it waited for anybody is told by its log: it cancels what is left after a time.
"""
FILES = 400
"""Files the process may open: connections are to fit in, others are to be refused."""


class Running:
    """A service in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]", port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log

    def connect(self, source: tuple[str, int] | None = None) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), HANG, source_address=source)

    def answers_others(self, source: tuple[str, int] = OTHER) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, HANG, source_address=source)
        try:
            connection.request("GET", "/v1/service")
            return connection.getresponse().status == 200
        finally:
            connection.close()

    def post(self, path: str, body: bytes, source: tuple[str, int] | None = None) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, HANG, source_address=source)
        headers = {"Content-Type": "application/json", "Idempotency-Key": "d" * 20}
        try:
            connection.request("POST", path, body, headers)
            return connection.getresponse().status
        finally:
            connection.close()


@pytest.fixture(scope="module")
def running(practice_pki: Practice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(practice_pki, tmp_path_factory.mktemp("service")) as running:
        yield running


@contextmanager
def serving(pki: Practice, folder: Path, seconds: int = 1, **settings: str) -> Iterator[Running]:
    """`seconds`: how long a head or a body may take."""
    config = settings_file(folder, pki, **settings)
    with config.open("a", encoding="utf-8") as file:
        file.write(f"\n[limits]\nhead_seconds = {seconds}\nbody_seconds = {seconds}\n")
    upgrade(folder / "service.sqlite")
    log = folder / "log"
    command = [sys.executable, "-m", "backend", "serve", "--config", str(config), "--port", "0"]
    with log.open("w") as errors:
        process = subprocess.Popen(
            ["sh", "-c", f'ulimit -n {FILES}; exec "$@"', "sh", *command], stderr=errors, text=True
        )
    try:
        at = wait_for(lambda: re.search(r"running on https?://127.0.0.1:(\d+)", log.read_text()))
        yield Running(process, int(at[1]), log)
    finally:
        process.kill()
        process.wait()


def wait_for(found: Callable[[], "re.Match[str] | None"]) -> "re.Match[str]":
    end = time.monotonic() + 30
    while time.monotonic() < end:
        match = found()
        if match:
            return match
        time.sleep(0.05)
    raise AssertionError("it did not come to pass")


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side closes, sooner or later; what it says before does not matter."""
    with suppress(ConnectionError):
        while connection.recv(65536):
            pass
    return True


def test_silent_connections_leave_room_for_others_and_are_closed(running: Running) -> None:
    size = running.log.stat().st_size
    with ExitStack() as stack:
        silent = [stack.enter_context(running.connect()) for _ in range(FILES)]
        assert running.answers_others()
        assert all(is_closed(connection) for connection in silent)
    assert running.answers_others()
    assert running.log.stat().st_size - size < 10_000


@pytest.mark.parametrize(
    "head",
    [
        f"PUT /v1/attachments/{'a' * 64} HTTP/1.1\r\nHost: x\r\nFiling-Ticket: eA==\r\n"
        "Content-Range: bytes 0-999999/1000000\r\nContent-Length: 1000000\r\n\r\n",
        "POST /v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n",
        "POST /v1/submissions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /v1/service HTTP/1.1\r\nHost: x\r\nX-Dripping: ",
    ],
    ids=["part", "json", "chunks", "head"],
)
def test_senders_that_drip_are_closed(running: Running, head: str) -> None:
    stop = threading.Event()
    with ExitStack() as stack:
        dripping = [stack.enter_context(running.connect()) for _ in range(50)]
        for connection in dripping:
            connection.sendall(head.encode())

        def drip() -> None:
            while not stop.wait(0.3):
                for connection in dripping:
                    with suppress(OSError):
                        connection.send(b"1")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            assert running.answers_others()
            assert all(is_closed(connection) for connection in dripping)
        finally:
            stop.set()
            thread.join()


PLACES = 120
"""Connections that fit beside FILES."""


@pytest.fixture(scope="module")
def patient(practice_pki: Practice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service that waits for heads and bodies as long as it does in earnest, and longer."""
    with serving(practice_pki, tmp_path_factory.mktemp("patient"), seconds=60) as running:
        yield running


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET /v1/service HTTP/1.1\r\nHost: x\r\nX-Dripping: ", b"\x16\x03"],
    ids=["silent", "head", "other protocol"],
)
def test_many_addresses_that_fill_all_places_make_room(patient: Running, begun: bytes) -> None:
    """Who asks nothing leaves for who does; who sends a body is kept."""
    body = b'{"kind": "supplier", "draft": "' + b"d" * 20 + b'"}'
    head = "POST /v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    with ExitStack() as stack:
        working = stack.enter_context(patient.connect(THIRD))
        working.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:9])
        for number in range(2 * PLACES):
            holding = stack.enter_context(patient.connect((f"127.0.1.{number % 4 + 1}", 0)))
            with suppress(ConnectionError):
                holding.sendall(begun)
        for last in range(5):
            assert patient.answers_others((f"127.0.2.{last + 1}", 0))
        working.sendall(body[9:])
        assert working.recv(65536).startswith(b"HTTP/1.1 201")


def test_bodies_that_never_come_make_room_for_who_holds_fewer_places(patient: Running) -> None:
    head = b"POST /v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
    with ExitStack() as stack:
        for number in range(PLACES):
            holding = stack.enter_context(patient.connect((f"127.0.3.{number % 4 + 1}", 0)))
            holding.sendall(head)
        for _ in range(5):
            assert patient.answers_others()


def _answer(raw: bytes) -> tuple[int, dict[str, str], dict[str, object]]:
    head, _, body = raw.partition(b"\r\n\r\n")
    status, *fields = head.decode().split("\r\n")
    named = dict(field.lower().split(": ", 1) for field in fields)
    return int(status.split()[1]), named, json.loads(body)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"nonsense\r\n\r\n", (400, "malformed")),
        (b"GET / HTTP/1.1\r\n\r\n", (400, "malformed")),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", (400, "malformed")),
        (b"GET /" + b"a" * 70_000, (431, "head_too_large")),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"a:\r\n" * 100 + b"\r\n", (431, "head_too_large")),
        (
            b"POST /v1/tickets HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\n0\r\n" * 100,
            (400, "malformed"),
        ),
        (b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n", (400, "malformed")),
        (b"GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", (404, "not_found")),
        (
            b"BREW /v1/service HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            (405, "method_not_allowed"),
        ),
        (
            b"POST /v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n",
            (413, "too_large"),
        ),
    ],
    ids=[
        "no HTTP",
        "no host",
        "length",
        "long head",
        "many lines",
        "small chunks",
        "target",
        "path",
        "method",
        "large",
    ],
)
def test_what_no_route_sees_is_refused_in_the_form_of_all_refusals(
    patient: Running, sent: bytes, expected: tuple[int, str]
) -> None:
    """The answer's request id stands in the log too."""
    with patient.connect() as connection:
        connection.sendall(sent)
        raw = b""
        while part := connection.recv(65536):
            raw += part
    status, fields, body = _answer(raw)
    assert (status, body["code"]) == expected
    assert fields["content-type"] == "application/json"
    assert fields["x-request-id"] in patient.log.read_text()


def _bodies() -> Iterator[bytes]:
    piled = "\u0300\u0316" * 100_000
    yield json.dumps({"document": piled}).encode()
    yield json.dumps({"kind": "supplier", "draft": piled[:20_000]}).encode()
    yield b"{" + b",".join(b'"%d":0' % number for number in range(50_000)) + b"}"
    yield b'{"document":' + b"[" * 500_000
    yield b'{"document":[' + b"[]," * 200_000 + b"0]}"
    yield b'{"document":"' + b"\\n" * 300_000 + b'"}'
    yield b'"' * 600_000


@pytest.mark.parametrize("path", ["/v1/submissions/unsigned", "/v1/tickets", "/v1/lookups"])
def test_costly_bodies_are_refused(running: Running, path: str) -> None:
    for body in _bodies():
        with suppress(ConnectionError):  # it may be closed before all is sent
            assert 400 <= running.post(path, body) < 500
        assert running.answers_others()


def test_a_forged_address_counts_for_nothing(running: Running) -> None:
    """Without a proxy in the settings nobody is believed whom they forward."""
    body = b'{"receipt_number": "2026000001", "key": "1111111119"}'

    def status(number: int) -> int:
        connection = HTTPConnection("127.0.0.1", running.port, HANG, source_address=THIRD)
        try:
            headers = {"Content-Type": "application/json", "X-Forwarded-For": f"10.0.0.{number}"}
            connection.request("POST", "/v1/lookups", body, headers)
            return connection.getresponse().status
        finally:
            connection.close()

    answers = [status(number) for number in range(70)]
    assert answers == [404] * 60 + [503] * 10


def test_it_ends_when_told_to_while_connections_are_held(
    practice_pki: Practice, tmp_path: Path
) -> None:
    with serving(practice_pki, tmp_path) as running, ExitStack() as stack:
        for head in (
            b"",
            b"POST /v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n",
            b"G",
        ):
            for _ in range(20):
                stack.enter_context(running.connect()).sendall(head)
        assert running.answers_others()
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(ENDED)
        log = running.log.read_text()
        assert "Traceback" not in log
        assert "Cancel" not in log


def test_over_tls_too_who_stays_silent_holds_nobody_up(
    practice_pki: Practice, tmp_path: Path
) -> None:
    certificate, key = tmp_path / "tls.pem", tmp_path / "tls.key"
    openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=IP:127.0.0.1", "-out", certificate, "-keyout", key,
    )  # fmt: skip
    tls: dict[str, Any] = {"tls_certificate": str(certificate), "tls_key": str(key)}
    with serving(practice_pki, tmp_path, **tls) as running, ExitStack() as stack:
        for _ in range(FILES):
            stack.enter_context(running.connect())
        context = ssl.create_default_context(cafile=certificate)
        connection = HTTPSConnection(
            "127.0.0.1", running.port, timeout=HANG, source_address=OTHER, context=context
        )
        connection.request("GET", "/v1/service")
        assert connection.getresponse().status == 200
        connection.close()
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(ENDED)
        assert "Traceback" not in running.log.read_text()
