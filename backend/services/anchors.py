"""감사 기록의 닻: once a day the head of the audit is kept in a signed, dated file.

The record alone tells whether something in its middle was changed; that its tail was cut off, or
all of it made anew, shows against the anchors. Each names the one before it, so that none can be
taken out, and a copy of the newest one kept elsewhere covers them all.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.service import Service
from backend.services.audit import FIRST
from backend.storage.models import AuditRecord
from desktop_client.files import replacing
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError, Validity, validity
from desktop_client.pki.signing import cms, cms_verify
from desktop_client.pki.signing.signer import SigningIdentity
from registration.field_types import ShortText
from registration.korean_time import today
from registration.submission import (
    CanonicalDocument,
    Moment,
    NotCanonical,
    Sha256,
    moment,
    sha256,
)

LARGEST = 64 * 1024
"""Bytes of an anchor: a few kB, most of them certificates."""
READABLE = 0o644
_NAME = r"audit-[0-9]{4}(-[0-9]{2}){2}T[0-9]{6}Z\.p7s"


class Before(CanonicalDocument):
    """The anchor before: its file, and the sum of its bytes."""

    file: Annotated[str, StringConstraints(pattern=f"^{_NAME}$")]
    sha256: Sha256


class Anchor(CanonicalDocument):
    """The head of the audit at a moment: so many records, the last one with this hash."""

    format: Literal["g2b-registration/audit-anchor/1"] = "g2b-registration/audit-anchor/1"
    service: ShortText
    at: Moment
    records: Annotated[int, Field(ge=0)]
    head: Sha256
    before: Before | None = None


class _Kept(NamedTuple):
    """A file of the folder as it was read; None where it holds no intact anchor."""

    name: str
    sum: str
    anchor: Anchor | None
    signer: str


def drop(service: Service) -> int:
    """Anchor the head unless that was done today; return how many anchors were made.

    Raises OSError where the file cannot be written.
    """
    folder = service.config.anchors
    with service.database.write() as session:  # nobody else anchors, or writes to the record
        now = service.clock()
        newest = next(iter(_files(folder)), None)
        if newest is not None and _is_of_today(service, _read(newest), now):
            return 0
        records, head = _head(session)
        anchor = Anchor(
            service=service.config.name,
            at=moment(now.replace(microsecond=0)),
            records=records,
            head=head,
            before=Before(file=newest.name, sha256=_read(newest).sum) if newest else None,
        )
        name = f"audit-{now.astimezone(UTC):%Y-%m-%dT%H%M%S}Z.p7s"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with replacing(folder / name, READABLE, over=False) as file:
            file.write(_signed(service, anchor))
    return 1


def faults(
    session: Session, folder: Path, name: str, certificate: Certificate, now: datetime
) -> Iterator[str]:
    """Yield what is wrong with the anchors of a service, and with the record against them."""
    kept = {path.name: _read(path) for path in _files(folder)}
    chain: list[Anchor] = []
    for file in kept.values():
        if chain:
            break
        anchor, wrong = _judged(file, name, certificate)
        if wrong or anchor is None:
            yield f"anchor {file.name} {wrong}"
            continue
        chain.append(anchor)
        yield from _followed_back(kept, chain, name)
    for anchor in chain:
        yield from _against(session, anchor)
    yield from _unanchored(session, chain, now)


def _followed_back(kept: dict[str, _Kept], chain: list[Anchor], name: str) -> Iterator[str]:
    """Add every anchor before the one in the chain; what a later one names is trusted.

    Where all are there, no other may lie between them.
    """
    newest = next(file.name for file in kept.values() if file.anchor == chain[0])
    named = [newest]
    while before := chain[-1].before:
        found = kept.get(before.file)
        if found is None:
            yield f"anchor {before.file} is missing"
            return
        if found.sum != before.sha256 or found.anchor is None:
            yield f"anchor {before.file} was altered"
            return
        if found.anchor.service != name:
            yield f"anchor {before.file} is of another service"
            return
        chain.append(found.anchor)
        named.append(before.file)
    for other in kept.keys() - set(named):
        if other < newest:
            yield f"anchor {other} is named by no later one"


def _judged(file: _Kept, name: str, certificate: Certificate) -> tuple[Anchor | None, str]:
    """Return the anchor, or what is wrong with it where no later one vouches for it."""
    if file.anchor is None:
        return None, "was altered"
    if (file.anchor.service, file.signer) != (name, certificate.fingerprint):
        return None, "is of another service"
    return file.anchor, ""


def _against(session: Session, anchor: Anchor) -> Iterator[str]:
    """Compare the record with what an anchor says of it."""
    day = today(datetime.fromisoformat(anchor.at))
    if anchor.records == 0:
        return
    record = session.get(AuditRecord, anchor.records)
    if record is None:
        last, _ = _head(session)
        yield f"records {last + 1} to {anchor.records} are cut off: they were there on {day}"
    elif record.hash != anchor.head:
        yield f"record {anchor.records} is another one than on {day}"


def _unanchored(session: Session, chain: list[Anchor], now: datetime) -> Iterator[str]:
    """Tell of days that no anchor covers: anchors were removed, or the service did not run."""
    covered = chain[0].records if chain else 0
    since = today(datetime.fromisoformat(chain[0].at)) if chain else None
    for at in session.scalars(
        select(AuditRecord.at).where(AuditRecord.position > covered).order_by(AuditRecord.position)
    ):
        day = today(at)
        if (since is None or day > since) and day < today(now):
            yield f"no anchor covers the records of {day}: anchors are missing"
            return


def _signed(service: Service, anchor: Anchor) -> bytes:
    pair = service.keys.signing
    identity = SigningIdentity(pair.certificate, pair.key, service.keys.issuers)
    return cms.sign(anchor.canonical(), identity, at=service.clock())


def _is_of_today(service: Service, newest: _Kept, now: datetime) -> bool:
    """Whether the newest anchor is of today, and signed with the present certificate."""
    signer = service.keys.signing.certificate.fingerprint
    return (
        newest.anchor is not None
        and newest.signer == signer
        and today(datetime.fromisoformat(newest.anchor.at)) >= today(now)
    )


def _head(session: Session) -> tuple[int, str]:
    last = session.scalar(select(AuditRecord).order_by(AuditRecord.position.desc()).limit(1))
    return (last.position, last.hash) if last else (0, FIRST)


def _files(folder: Path) -> list[Path]:
    """Return the anchors, the newest first."""
    if not folder.is_dir():
        return []
    return sorted(
        (path for path in folder.iterdir() if re.fullmatch(_NAME, path.name)), reverse=True
    )


def _read(path: Path) -> _Kept:
    """Read an anchor whose signature fits it, whoever signed. Raises OSError."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    anchor, signer = None, ""
    if len(data) <= LARGEST:
        try:
            signed = cms_verify.verify(data)
            if validity(signed.findings) is Validity.VALID:
                anchor = Anchor.parse(signed.content or b"")
                signer = signed.certificate.fingerprint
        except (PkiError, NotCanonical):
            anchor = None
    return _Kept(path.name, sha256(data), anchor, signer)
