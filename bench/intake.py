"""Filing, and looking at one's application: the service's processor time against the floor's.

The service, those who file and the floor are a process each, and so is PostgreSQL, whose own work
is not counted; it is measured with where it is there.
"""

import base64
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from bench.measure import Row, milliseconds
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.keyfile import open_key
from desktop_client.pki.signing import cms, cms_verify, envelope
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage.store import load
from practice.applicants import supplier
from practice.leaf import KeyPair, Office, npki_folder
from practice.pki import PASSWORD, Practice
from practice.samples import SAMPLES
from registration.forms.check import canonical
from registration.kinds import Kind
from registration.submission import Application, Ticket
from registration.wire import DRAFT_HEADER, IDENTITY_HEADER
from testing.backend.databases import POSTGRESQL, SQLITE, is_there

FIRMS, WARMING, AGAIN = 60, 20, 3
"""Who files, how many more before that, and how often all file again."""
LOOKS = 300
LEAST_SHARE = 0.4
"""Of the floor's rate."""
LEAST_LOOKS = 500
"""A second and core."""


def rows() -> Iterator[Row]:
    """Filings with certificates that are new and known to the service, then looks at one."""
    for kind in (SQLITE, POSTGRESQL) if is_there() else (SQLITE,):
        yield from _rows_on(kind)


def _rows_on(kind: str) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, running(folder, kind) as desk:
        floor = _floor_of(folder)
        firms = list(_firms(Practice.load(Path(folder) / "pki")))
        desk.file_all(firms[:WARMING])
        new, filed = desk.file_all(firms[WARMING:])
        yield _against(f"{kind}: files, {FIRMS} certificates seen first", new, floor)
        known = []
        for _ in range(AGAIN):
            desk.cancel_all(filed)
            spent, filed = desk.file_all(firms[WARMING:])
            known.append(spent)
        yield _against("  certificates seen before", min(known), floor)
        look = min(desk.look_at(filed[0]) for _ in range(AGAIN))
        rate = f"{1 / look:.0f} a second"
        yield Row(
            "looks at an application",
            milliseconds(look),
            "processor time",
            rate,
            f"at least {LEAST_LOOKS} a second",
            1 / look >= LEAST_LOOKS,
        )


def _against(measure: str, spent: float, floor: float) -> Row:
    return Row(
        measure,
        milliseconds(spent),
        f"{milliseconds(floor)} floor",
        f"{floor / spent:.0%}",
        f"at least {LEAST_SHARE:.0%} of its rate",
        floor / spent >= LEAST_SHARE,
    )


@dataclass(frozen=True, slots=True)
class Firm:
    """One who files."""

    number: str
    identity: SigningIdentity
    random: bytes


def _firms(pki: Practice) -> Iterator[Firm]:
    """Firms whose certificates differ; they share the good supplier's keys."""
    shared = load(pki.sample("supplier").path)
    assert shared.certificate
    assert shared.key_path
    key = open_key(shared.key_path.read_bytes(), PASSWORD.encode(), shared.certificate).private_key
    office = Office(pki.chain(), "ldap://127.0.0.1:389", datetime.now(UTC))
    with tempfile.TemporaryDirectory() as npki:
        for serial in range(WARMING + FIRMS):
            number = _business_number(serial)
            sample_of_it = replace(SAMPLES["supplier"], holder=f"연습 {number}", number=number)
            office.write_folder(Path(npki), sample_of_it, KeyPair(key, key))
            entry = load(npki_folder(Path(npki), sample_of_it, office.organisation))
            assert entry.certificate
            assert entry.key_path
            opened = open_key(entry.key_path.read_bytes(), PASSWORD.encode(), entry.certificate)
            assert opened.random
            identity = SigningIdentity(entry.certificate, opened, entry.ca_certificates)
            yield Firm(number, identity, opened.random)


def _business_number(serial: int) -> str:
    first = f"{100_000_000 + serial}"
    total = sum(int(d) * w for d, w in zip(first, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
    return f"{first}{(10 - (total + int(first[8]) * 5 // 10) % 10) % 10}"


class Filed(NamedTuple):
    """An application that was accepted, and the key to look at it."""

    receipt_number: str
    status_key: str


class Desk:
    """Sends filings over one connection; each is made ready before the service's time is read."""

    def __init__(self, url: str, pid: int) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc)
        self._stat = Path(f"/proc/{pid}/stat")
        about = self._ask("GET", "/v1/service")
        (leaf, *_), km = about["signing_certificates"], about["encryption_certificate"]
        self._fingerprint = Certificate.from_der(base64.b64decode(leaf)).fingerprint
        self._recipient = Certificate.from_der(base64.b64decode(km))

    def file_all(self, firms: Iterable[Firm]) -> tuple[float, list[Filed]]:
        """File for each; the service's processor seconds for one, and what was filed."""
        self._connection.close()  # the service has let go of one that was left alone
        ready = [self._made(firm) for firm in firms]
        before = self._spent()
        answers = [self._ask("POST", "/v1/submissions", *filing) for filing in ready]
        spent = (self._spent() - before) / len(ready)
        return spent, [_filed(answer) for answer in answers]

    def look_at(self, filed: Filed) -> float:
        """The service's processor seconds for one look."""
        before = self._spent()
        for _ in range(LOOKS):
            self._ask("GET", *self._own(filed))
        return (self._spent() - before) / LOOKS

    def cancel_all(self, filed: Iterable[Filed]) -> None:
        """Withdraw them, that the same firms may file again."""
        for each in filed:
            path, body, headers = self._own(each)
            version = self._ask("GET", path, body, headers)["version"]
            body = json.dumps({"version": version}).encode()
            self._ask("POST", f"{path}/cancel", body, headers | _JSON)

    def _own(self, filed: Filed) -> tuple[str, bytes, dict[str, str]]:
        token = {"Authorization": f"Bearer {filed.status_key}"}
        return f"/v1/submissions/{filed.receipt_number}", b"", token

    def _made(self, firm: Firm) -> tuple[bytes, dict[str, str]]:
        draft, form = secrets.token_urlsafe(24), supplier()
        form["general"]["business_number"] = firm.number
        asked = json.dumps({"kind": Kind.SUPPLIER, "draft": draft}).encode()
        ticket = self._ask("POST", "/v1/tickets", asked, _JSON)
        document = Application(
            service_certificate=self._fingerprint,
            ticket=Ticket.model_validate(ticket, strict=False),
            form=canonical(Kind.SUPPLIER, form),
        )
        sealed = base64.b64encode(envelope.seal(firm.random, self._recipient)).decode()
        headers = {DRAFT_HEADER: draft, IDENTITY_HEADER: sealed}
        return cms.sign(document.canonical(), firm.identity), headers

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        self._connection.request(method, path, body, headers or {})
        answer = self._connection.getresponse()
        told = answer.read()
        assert answer.status < 300, told
        found: dict[str, Any] = json.loads(told)
        return found

    def _spent(self) -> float:
        """Processor seconds of the service so far, threads that have ended included (Linux)."""
        *_, numbers = self._stat.read_text().rpartition(")")
        user, system = numbers.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _filed(answer: dict[str, Any]) -> Filed:
    signed = cms_verify.verify(base64.b64decode(answer["receipt"]))
    receipt = json.loads(signed.content or b"")
    return Filed(receipt["receipt_number"], answer["status_key"])


@contextmanager
def running(folder: str, kind: str = SQLITE) -> Iterator[Desk]:
    """A service over a database of this kind; who files with it."""
    command = [sys.executable, "-m", "bench.intake_child", "serve", folder, kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout
        try:
            yield Desk(**json.loads(service.stdout.readline()))
        finally:
            service.terminate()


def _floor_of(folder: str) -> float:
    """Processor seconds of what cannot be left out."""
    command = [sys.executable, "-m", "bench.intake_child", "floor", folder]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


_JSON = {"Content-Type": "application/json"}
