"""One who holds the service up: `python -m bench.others_child FOLDER URL ATTACK`, until killed.

Each attack is what a stranger without a certificate or an account can do from one address; one
of them is what twenty can.
"""

import base64
import hashlib
import json
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import rfc8785

from desktop_client.pki.keyfile import open_key
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage.store import load
from practice.pki import PASSWORD, Practice
from registration.attachments import PART_SIZE
from registration.submission import MOST_VALUES
from registration.wire import DRAFT_HEADER, IDENTITY_HEADER, TICKET_HEADER

SECONDS = 60
"""How long an exchange may take, so that this process ends some day."""
JSON = {"Content-Type": "application/json", DRAFT_HEADER: "d" * 20}


class Attacker:
    """Somebody at an address of this computer."""

    def __init__(self, folder: Path, url: str) -> None:
        self._pki = Practice.load(folder / "pki")
        self._address = urlsplit(url)

    def connect(self, source: str = "127.0.0.1") -> socket.socket:
        assert self._address.hostname
        assert self._address.port
        at = (self._address.hostname, self._address.port)
        return socket.create_connection(at, SECONDS, source_address=(source, 0))

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        connection = HTTPConnection(self._address.netloc, timeout=SECONDS)
        try:
            connection.request(method, path, body, headers)
            return connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.01)  # refused: there is no use in trying faster
            return b""
        finally:
            connection.close()

    def signed(self, content: bytes) -> bytes:
        """Any bytes, signed by somebody's true certificate."""
        entry = load(self._pki.sample("supplier").path)
        assert entry.certificate
        assert entry.key_path
        key = open_key(entry.key_path.read_bytes(), PASSWORD.encode(), entry.certificate)
        return cms.sign(content, SigningIdentity(entry.certificate, key, entry.ca_certificates))

    def ticket(self, kind: str = "supplier") -> dict[str, str]:
        body = json.dumps({"kind": kind, "draft": secrets.token_urlsafe(24)}).encode()
        found: dict[str, str] = json.loads(self.ask("POST", "/v1/tickets", body, JSON))
        return found


def crowd(number: int, work: Callable[[int], object]) -> None:
    """Do it again and again, so many at a time."""

    def again(which: int) -> None:
        while True:
            work(which)

    for which in range(number):
        threading.Thread(target=again, args=(which,), daemon=True).start()


def piled_marks(by: Attacker) -> None:
    marks = "\u0300\u0316"
    bodies = [
        ("/v1/submissions/unsigned", unsigned({"general": {"name": marks * 100_000}})),
        ("/v1/submissions/unsigned", unsigned({"ticket": {"service": marks * 25_000}})),
        ("/v1/submissions/unsigned", json.dumps({"document": marks * 100_000}).encode()),
        ("/v1/enrolments", by.signed(rfc8785.dumps({"user": {"name": marks * 7_000}}))),
    ]
    crowd(8, lambda which: by.ask("POST", *bodies[which % len(bodies)], JSON))


def dripping_parts(by: Attacker) -> None:
    head = (
        f"PUT /v1/attachments/{'a' * 64} HTTP/1.1\r\nHost: x\r\n{TICKET_HEADER}: eA==\r\n"
        "Content-Range: bytes 0-999999/1000000\r\nContent-Length: 1000000\r\n\r\n"
    )
    crowd(200, lambda _: drip(by, head))


def dripping_bodies(by: Attacker) -> None:
    head = "POST /v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
    crowd(200, lambda _: drip(by, head))


def drip(by: Attacker, head: str) -> None:
    with suppress(OSError), by.connect() as connection:
        connection.sendall(head.encode())
        while True:
            time.sleep(1)
            connection.sendall(b"1")
    time.sleep(0.1)


def silent_connections(by: Attacker) -> None:
    def hold(_: int) -> None:
        with suppress(OSError), by.connect() as connection:
            connection.recv(1)
        time.sleep(0.1)

    crowd(1100, hold)


def silent_addresses(by: Attacker) -> None:
    def hold(which: int) -> None:
        with suppress(OSError), by.connect(f"127.0.1.{which % 20 + 1}") as connection:
            connection.recv(1)
        time.sleep(0.1)

    crowd(1400, hold)


def many_values(by: Attacker) -> None:
    names = b"{" + b",".join(b'"%d":0' % number for number in range(480_000)) + b"}"
    most = {str(number): number for number in range(MOST_VALUES - 20)}
    long = {"form": {"general": most | {"x": "x" * 3_500_000}}}
    signed = {DRAFT_HEADER: "d" * 20, IDENTITY_HEADER: "eA=="}
    bodies: list[tuple[str, bytes, dict[str, str]]] = [
        ("/v1/submissions/unsigned", names, JSON),
        ("/v1/submissions/unsigned", b'{"document":[' + b"[]," * 1_800_000 + b"0]}", JSON),
        ("/v1/submissions/unsigned", unsigned({"form": {"general": most}}), JSON),
        ("/v1/submissions/unsigned", whole(by, most), JSON),
        ("/v1/submissions", by.signed(rfc8785.dumps(long)), signed),
    ]
    crowd(20, lambda which: by.ask("POST", *bodies[which % len(bodies)]))


def whole(by: Attacker, form: dict[str, int]) -> bytes:
    """A document that is one, but for names that its form does not have."""
    service = json.loads(by.ask("GET", "/v1/service", b"", {}))
    leaf = base64.b64decode(service["signing_certificates"][0])
    return unsigned(
        {
            "format": "g2b-registration/application/2",
            "service_certificate": hashlib.sha256(leaf).hexdigest(),
            "purpose": "new",
            "ticket": by.ticket("institution"),
            "form": {"general": form},
            "attachments": [],
        }
    )


def _canonical(document: Any) -> bytes:
    return rfc8785.dumps(document)


def unsigned(document: dict[str, object]) -> bytes:
    return json.dumps({"document": base64.b64encode(_canonical(document)).decode()}).encode()


def uploads(by: Attacker) -> None:
    ticket = base64.b64encode(rfc8785.dumps(by.ticket())).decode()

    def send(content: bytes) -> None:
        where = f"bytes 0-{len(content) - 1}/{len(content)}"
        path = f"/v1/attachments/{hashlib.sha256(content).hexdigest()}"
        by.ask("PUT", path, content, {TICKET_HEADER: ticket, "Content-Range": where})

    begun: set[int] = set()

    def work(which: int) -> None:
        if which not in begun:
            begun.add(which)
            send(b"%PDF-" + secrets.token_bytes(PART_SIZE - 5))
        send(b"%PDF-" + secrets.token_bytes(8))

    crowd(40, work)


def logins(by: Attacker) -> None:
    tries = [
        ("/v1/officer/sessions", {"officer": "officer", "password": "a wrong one"}),
        ("/v1/password-sessions", {"account_id": "practice1", "password": "a wrong one"}),
    ]
    crowd(
        190,
        lambda which: by.ask(
            "POST", tries[which % 2][0], json.dumps(tries[which % 2][1]).encode(), JSON
        ),
    )


ATTACKS: dict[str, Callable[[Attacker], None]] = {
    work.__name__: work
    for work in (
        piled_marks,
        dripping_parts,
        dripping_bodies,
        silent_connections,
        silent_addresses,
        many_values,
        uploads,
        logins,
    )
}

if __name__ == "__main__":
    ATTACKS[sys.argv[3]](Attacker(Path(sys.argv[1]), sys.argv[2]))
    time.sleep(SECONDS)
