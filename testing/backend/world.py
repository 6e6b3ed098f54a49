"""A service on this computer, its applicants and officers, as tests meet them."""

import base64
import hashlib
import itertools
import json
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import requests
from sqlalchemy import CompoundSelect, func, literal, select, union_all

from backend.service import Service
from backend.services.access import officers
from backend.storage.folder_store import FolderStore
from backend.storage.models import Table
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError
from desktop_client.pki.keyfile import OpenedKey, open_key
from desktop_client.pki.signing import cms, cms_verify, envelope
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage.store import load
from practice import place as practice
from practice.applicants import applicant
from practice.authority import Authority
from practice.leaf import RANDOM_SIZE, Office, npki_folder
from practice.pki import PASSWORD, Practice
from practice.samples import SAMPLES
from registration.enclosures import Enclosure
from registration.forms.check import canonical
from registration.kinds import Kind
from registration.roles import OfficerRole
from registration.submission import (
    Application,
    Attachment,
    Challenge,
    ChallengePurpose,
    Enrolment,
    Login,
    Ticket,
    User,
    sha256,
)
from registration.wire import DRAFT_HEADER, IDENTITY_HEADER, TICKET_HEADER

OFFICER = "officer"
OFFICER_PASSWORD = "correct horse battery"
USER = User(name="김이용", email="user@practice.example.kr", mobile="01000000002")

_drafts = itertools.count(1)


class SetClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Move the time, as timedelta's arguments say."""
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Applicant:
    """A certificate folder with its opened key."""

    folder: Path
    certificate: Certificate
    key: OpenedKey
    issuers: tuple[Certificate, ...]
    clock: ClassVar[SetClock | None] = None
    """The clock of their computers, which is the service's; None where it is the real one."""
    met: ClassVar[dict[str, "Applicant"]] = {}
    """All there are, by the fingerprint of their certificate."""

    @classmethod
    def of(cls, folder: Path) -> "Applicant":
        entry = load(folder)
        certificate = entry.certificate or entry.km_certificate
        key_path = entry.key_path or entry.km_key_path
        assert certificate is not None
        assert key_path is not None
        key = open_key(key_path.read_bytes(), PASSWORD.encode(), certificate)
        return cls.met.setdefault(
            certificate.fingerprint, cls(folder, certificate, key, entry.ca_certificates)
        )

    def sign(self, content: bytes, **options: Any) -> bytes:
        at = {"at": self.clock.now} if self.clock else {}
        return cms.sign(
            content, SigningIdentity(self.certificate, self.key, self.issuers), **(at | options)
        )


@dataclass
class World:
    """One service with an empty database."""

    url: str
    service: Service
    pki: Practice
    clock: SetClock
    http: requests.Session = field(default_factory=requests.Session)

    def applicant(self, sample: str = "supplier") -> Applicant:
        return Applicant.of(self.pki.sample(sample).path)

    def firm(self, number: str) -> Applicant:
        """A supplier with another business number; its key is the good supplier's."""
        return _firm(self.pki, number)

    def get(self, path: str, token: str = "", **headers: str) -> requests.Response:
        return self.http.get(self.url + path, headers=_bearer(token) | headers, timeout=20)

    def post(
        self, path: str, body: Any = None, token: str = "", **headers: str
    ) -> requests.Response:
        given = {"data": body} if isinstance(body, bytes) else {"json": body}
        return self.http.post(
            self.url + path, headers=_bearer(token) | headers, timeout=20, **given
        )

    def put(self, path: str, body: Any, token: str = "") -> requests.Response:
        return self.http.put(self.url + path, json=body, headers=_bearer(token), timeout=20)

    def delete(self, path: str, token: str = "") -> requests.Response:
        return self.http.delete(self.url + path, headers=_bearer(token), timeout=20)

    @property
    def fingerprint(self) -> str:
        """What the documents for this service name it by."""
        (leaf, *_) = self.http.get(f"{self.url}/v1/service", timeout=20).json()[
            "signing_certificates"
        ]
        return hashlib.sha256(base64.b64decode(leaf)).hexdigest()

    # the applicant's way

    def ticket(self, draft: str = "", kind: Kind = Kind.SUPPLIER) -> Ticket:
        body = {"kind": kind.value, "draft": draft or new_draft()}
        answer = self.post("/v1/tickets", body)
        assert answer.status_code == 201, answer.text
        return Ticket.model_validate_json(answer.content)

    def application(
        self,
        form: dict[str, Any] | None = None,
        draft: str = "",
        kind: Kind = Kind.SUPPLIER,
        **more: Any,
    ) -> Application:
        typed = applicant(kind) if form is None else form
        values = {"service_certificate": self.fingerprint} | more
        return Application(ticket=self.ticket(draft, kind), form=canonical(kind, typed), **values)

    def file(self, cms_der: bytes, draft: str, **headers: str) -> requests.Response:
        return self.post("/v1/submissions", cms_der, **(self.filing(cms_der, draft) | headers))

    def file_unsigned(
        self, application: Application, password: str | None = None, token: str = ""
    ) -> requests.Response:
        document = base64.b64encode(application.canonical()).decode()
        return self.post(
            "/v1/submissions/unsigned",
            {"document": document, "password": password},
            token,
            **{DRAFT_HEADER: application.ticket.draft},
        )

    def part(
        self, ticket: Ticket, content: bytes, first: int = 0, last: int | None = None
    ) -> requests.Response:
        """Send bytes of a file from `first` up to `last`, which is not sent."""
        sent = content[first:last]
        where = f"bytes {first}-{first + len(sent) - 1}/{len(content)}"
        headers = with_ticket(ticket) | {"Content-Range": where}
        path = f"{self.url}/v1/attachments/{sha256(content)}"
        return self.http.put(path, data=sent, headers=headers, timeout=20)

    def part_state(
        self, ticket: Ticket, digest: str, query: str = "", **headers: str
    ) -> requests.Response:
        path = f"{self.url}/v1/attachments/{digest}{query}"
        return self.http.get(path, headers=with_ticket(ticket) | headers, timeout=20)

    def filing(self, cms_der: bytes, draft: str) -> dict[str, str]:
        """The headers that go with a filing; R is that of the signer, where there is one."""
        try:
            signer = Applicant.met.get(cms_verify.verify(cms_der).certificate.fingerprint)
        except PkiError:
            signer = None
        return {DRAFT_HEADER: draft, IDENTITY_HEADER: self.sealed(signer)}

    def sealed(self, signer: Applicant | None) -> str:
        """R in an envelope for the service; some other R where there is none."""
        random = (signer.key.random if signer else None) or bytes(20)
        told = self.get("/v1/service").json()["encryption_certificate"]
        sealed = envelope.seal(random, Certificate.from_der(base64.b64decode(told)))
        return base64.b64encode(sealed).decode()

    def file_form(
        self, form: dict[str, Any] | None = None, by: Applicant | None = None
    ) -> dict[str, Any]:
        """File an application that is in order; its receipt number and status key."""
        application = self.application(form)
        number = application.form["general"]["business_number"]
        signed = (by or self.owner(number)).sign(application.canonical())
        answer = self.file(signed, application.ticket.draft)
        return taken_in(answer) | {"signed": signed}

    def owner(self, number: str) -> Applicant:
        """The good supplier for its own number, a firm of its own for any other."""
        own = self.pki.sample("supplier").business_number
        return self.applicant() if number == own else self.firm(number)

    def challenge(self, purpose: ChallengePurpose) -> Challenge:
        answer = self.post("/v1/challenges", {"purpose": purpose.value})
        assert answer.status_code == 201, answer.text
        return Challenge.model_validate_json(answer.content)

    def enrolment(self, by: Applicant, number: str = "1111111119", **changed: Any) -> Enrolment:
        values: dict[str, Any] = {
            "service_certificate": self.fingerprint,
            "challenge": self.challenge(ChallengePurpose.ENROL),
            "key": number,
            "certificate_sha256": by.certificate.fingerprint,
            "user": USER,
            "random_envelope": self.sealed(by),
        }
        return Enrolment(**(values | changed))

    def enrol(
        self, by: Applicant, number: str = "1111111119", token: str = "", **changed: Any
    ) -> requests.Response:
        enrolment = self.enrolment(by, number, **changed)
        return self.post("/v1/enrolments", by.sign(enrolment.canonical()), token)

    def login(self, by: Applicant) -> requests.Response:
        login = Login(
            service_certificate=self.fingerprint,
            challenge=self.challenge(ChallengePurpose.LOGIN),
            certificate_sha256=by.certificate.fingerprint,
        )
        return self.post("/v1/sessions", by.sign(login.canonical()))

    def registered(self, by: Applicant | None = None) -> dict[str, Any]:
        """File, have it approved, register the certificate."""
        applicant = by or self.applicant()
        filed = self.file_form(by=applicant)
        self.decided(filed["number"], "approve")
        answer = self.enrol(applicant)
        assert answer.status_code == 201, answer.text
        return filed

    # the officer's way

    def officer(self) -> str:
        """A token of an officer."""
        database, passwords = self.service.database, self.service.passwords
        if OFFICER not in officers.names(database):
            officers.set_password(database, passwords, OFFICER, OFFICER_PASSWORD, self.clock())
        body = {"officer": OFFICER, "password": OFFICER_PASSWORD}
        answer = self.post("/v1/officer/sessions", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    def practice_officer(self) -> None:
        """Make the account that the practice service's link opens, with every role."""
        self.account(practice.OFFICER, *OfficerRole)

    def account(
        self, name: str, *roles: OfficerRole, offices: list[str] | None = None, **more: Any
    ) -> str:
        """Make an officer's account; a token of it for programs."""
        database, passwords = self.service.database, self.service.passwords
        officers.set_password(
            database,
            passwords,
            name,
            OFFICER_PASSWORD,
            self.clock(),
            roles=roles,
            offices=offices,
            **more,
        )
        body = {"officer": name, "password": OFFICER_PASSWORD}
        answer = self.post("/v1/officer/sessions", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    def decide(
        self, number: str, action: str, token: str, version: int = 1, reason: str = ""
    ) -> requests.Response:
        body = {"action": action, "version": version, "reason": reason}
        return self.post(f"/v1/officer/applications/{number}/decision", body, token)

    def decided(self, number: str, action: str, version: int = 1, reason: str = "") -> None:
        answer = self.decide(number, action, self.officer(), version, reason)
        assert answer.status_code == 200, answer.text

    # what is kept

    @property
    def folder(self) -> FolderStore:
        """The folder of attached files."""
        store = self.service.attachments
        assert isinstance(store, FolderStore)
        return store

    def incoming(self) -> list[Path]:
        """The files that are on their way in."""
        return list((self.folder.folder / "incoming").iterdir())

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.service.database.read() as session:
            return {row[0]: row[1] for row in session.execute(_counts())}

    @contextmanager
    def nothing_stored(self, *but: str) -> Iterator[None]:
        """Asserts that the tables, `but` some, keep their number of rows."""
        ignored = dict.fromkeys(but, 0)
        before = self.rows()
        yield
        assert self.rows() | ignored == before | ignored


@cache
def _counts() -> CompoundSelect[Any]:
    """Return the one statement that asks for the name and the number of rows of each table."""
    tables = Table.metadata.tables.items()
    return union_all(*(select(literal(name), func.count()).select_from(of) for name, of in tables))


@cache
def _chain(pki: Practice) -> tuple[Authority, Authority]:
    """Opening the CA's keys takes longer than all else of issuing a certificate."""
    return pki.chain()


@cache
def _firm(pki: Practice, number: str) -> Applicant:
    """Issue a firm's certificate, of which no file is needed; it has one for all tests."""
    own = Applicant.of(pki.sample("supplier").path)
    sample = replace(SAMPLES["supplier"], holder=f"연습업체(Practice){number}", number=number)
    office = Office(_chain(pki), "ldap://127.0.0.1:389", datetime.now(UTC))
    key = OpenedKey(own.key.private_key, secrets.token_bytes(RANDOM_SIZE))
    issued = office.certificate(sample, key.private_key, key.random)
    certificate = Certificate.from_der(issued.dump())
    folder = npki_folder(pki.npki, sample, office.organisation)
    return Applicant.met.setdefault(
        certificate.fingerprint, Applicant(folder, certificate, key, own.issuers)
    )


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def new_draft() -> str:
    return f"draft-{next(_drafts):016d}"


def with_ticket(ticket: Ticket) -> dict[str, str]:
    return {TICKET_HEADER: base64.b64encode(ticket.canonical()).decode()}


def attachment(content: bytes, document: Enclosure, name: str = "서류.pdf") -> Attachment:
    return Attachment(document=document, name=name, size=len(content), sha256=sha256(content))


def taken_in(answer: requests.Response) -> dict[str, Any]:
    """Receipt number and status key of a filing that was accepted."""
    assert answer.status_code == 201, answer.text
    receipt = opened(base64.b64decode(answer.json()["receipt"]))
    return {"number": receipt["receipt_number"], "key": answer.json()["status_key"]}


def refusal(answer: requests.Response) -> tuple[int, str]:
    """Status and code of a refused request."""
    body = answer.json()
    assert set(body) == {"code", "values"}
    return answer.status_code, body["code"]


def openssl(*arguments: str | Path, data: bytes = b"") -> bytes:
    """Standard output of an openssl command that must succeed."""
    done = subprocess.run(
        ["openssl", *map(str, arguments)], input=data, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def judged(signed: bytes, pki: Practice) -> bytes:
    """The content of a CAdES signature, as openssl returns it after verifying the chain too."""
    with tempfile.NamedTemporaryFile(suffix=".pem") as trusted:
        trusted.write(pki.root.read_bytes() + pki.ca.read_bytes())
        trusted.flush()
        return openssl(
            "cms", "-verify", "-cades", "-binary", "-inform", "DER",
            "-CAfile", trusted.name, "-purpose", "any",
            data=signed,
        )  # fmt: skip


def opened(signed: bytes) -> Any:
    """The JSON document in a signature, unverified."""
    return json.loads(cms_verify.verify(signed).content or b"")


def business_number(serial: int) -> str:
    """A made-up business number whose check digit fits."""
    first = f"{100_000_000 + serial}"
    total = sum(int(d) * w for d, w in zip(first, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
    total += int(first[8]) * 5 // 10
    return f"{first}{(10 - total % 10) % 10}"
