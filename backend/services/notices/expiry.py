"""Tells holders before their licence, product or certificate ends: 30, 14, 7 and 1 days, each once.

What was missed, as while the service stood still, is told at the next of these days, not in a heap.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.service import Service
from backend.services.notices import outbox
from backend.services.notices.outbox import Told
from backend.storage.database import Database
from backend.storage.models import Chore, Record, RegisteredUser, UserCertificate
from registration.kinds import Kind
from registration.korean_time import end_of_day, today
from registration.notices import (
    EXPIRY_DAYS,
    PRODUCT_YEARS,
    Channel,
    Occasion,
    recipient_of,
)

CHORE = "expiry notices"
_AT_ONCE = 500


class _Ending(NamedTuple):
    """What ends and when; `name` tells it from everything else that ends."""

    occasion: Occasion
    name: str
    ends: date
    details: dict[str, Any]


class _Whom(NamedTuple):
    """Whose it is, and how they are told."""

    subject: str
    channel: Channel
    address: str


def write_due(service: Service) -> int:
    """Write what is due today, once a day; return how many messages.

    Another process that does the same at the same moment writes nothing twice.
    """
    day = today(service.clock())
    with service.database.read() as session:
        done = session.get(Chore, CHORE)
        if done is not None and today(done.done) >= day:
            return 0
    written = sum(_write(service, told) for told in due(service.database, day))
    with service.database.write() as session:
        session.merge(Chore(name=CHORE, done=service.clock()))
    return written


def _write(service: Service, told: list[Told]) -> int:
    if not told:
        return 0
    with service.database.write() as session:
        return outbox.write(session, service.clock(), told)


def due(database: Database, day: date) -> Iterator[list[Told]]:
    """Yield what is to be told on a day of records, some at a time, then of certificates."""
    last = 0
    while True:
        with database.read() as session:
            records = list(
                session.scalars(
                    select(Record)
                    .where(Record.kind == Kind.SUPPLIER, Record.id > last)
                    .order_by(Record.id)
                    .limit(_AT_ONCE)
                )
            )
            told = [message for record in records for message in _of_record(record, day)]
        yield told
        if len(records) < _AT_ONCE:
            break
        last = records[-1].id
    with database.read() as session:
        told = list(_of_certificates(session, day))
    yield told


def _of_record(record: Record, day: date) -> Iterator[Told]:
    found = recipient_of(record.kind, record.form)
    if found is None:
        return
    channel, address = found
    recipient = next((user for user in record.organisation.users if user.is_recipient), None)
    if recipient and channel is Channel.EMAIL:
        address = recipient.email
    about = (
        (Occasion.LICENCE_ENDS, "licences", "industry_code"),
        (Occasion.PRODUCT_ENDS, "manufactured", "product_number"),
    )
    for occasion, rows, code in about:
        for row in record.form.get(rows) or ():
            ends = _licence_end(row) if rows == "licences" else _product_end(record, row)
            name = f"record {record.id} {row[code]} {row.get('licence_number') or ''}"
            details = {"code": row[code], "name": row["name"]}
            whom = _Whom(str(record.organisation_id), channel, address)
            if ends:
                yield from _told(_Ending(occasion, name, ends, details), whom, day)


def _licence_end(row: dict[str, Any]) -> date | None:
    return date.fromisoformat(row["expires"]) if row.get("expires") else None


def _product_end(record: Record, row: dict[str, Any]) -> date:
    """Return the proof's own end, or three years from when the product was first registered."""
    if row.get("valid_until"):
        return date.fromisoformat(row["valid_until"])
    first = record.renewed
    for version in record.versions:  # the newest first
        products = version.form.get("manufactured") or ()
        if row["product_number"] not in {product["product_number"] for product in products}:
            break
        first = version.at
    begun = today(first)
    try:
        return begun.replace(year=begun.year + PRODUCT_YEARS)
    except ValueError:  # 29 February
        return begun.replace(year=begun.year + PRODUCT_YEARS, day=28)


def _of_certificates(session: Session, day: date) -> Iterator[Told]:
    ends_soon = (
        UserCertificate.expires >= end_of_day(day - timedelta(days=1)),
        UserCertificate.expires <= end_of_day(day + timedelta(days=max(EXPIRY_DAYS))),
    )
    for certificate in session.scalars(select(UserCertificate).where(*ends_soon)):
        ends, name = today(certificate.expires), f"certificate {certificate.fingerprint}"
        ending = _Ending(Occasion.CERTIFICATE_ENDS, name, ends, {})
        yield from _told(ending, _way_to(certificate.user), day)


def _way_to(user: RegisteredUser) -> _Whom:
    """Return how a user is told: by SMS where the firm only uses stockpiled goods."""
    kinds = {record.kind for record in user.organisation.records}
    if kinds == {Kind.STOCKPILE}:
        return _Whom(str(user.organisation_id), Channel.SMS, user.mobile)
    return _Whom(str(user.organisation_id), Channel.EMAIL, user.email)


def _told(ending: _Ending, whom: _Whom, day: date) -> Iterator[Told]:
    """Yield the message of the day reached last, if any is."""
    left = (ending.ends - day).days
    reached = [days for days in EXPIRY_DAYS if 0 <= left <= days]
    if reached:
        named = f"{ending.name} {ending.ends} {min(reached)}"
        event = f"expiry {hashlib.sha256(named.encode()).hexdigest()}"
        details = {"ends": ending.ends.isoformat(), "days": left} | ending.details
        yield Told(event, ending.occasion, *whom, details)
