"""What sanctions in force now do: they block approvals, and are shown at login and to anyone."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services.proofs.signatures import Findings
from backend.storage.models import Sanction, SanctionedPerson
from registration import wire
from registration.field_types import BusinessNumber
from registration.korean_time import today
from registration.sanctions.documents import basis_text, law
from registration.sanctions.messages import PublicSanction, PublicSanctions

_NUMBER = TypeAdapter(BusinessNumber)


class _Met(NamedTuple):
    """A sanction that concerns a firm: by its number, or by a person of theirs."""

    sanction: Sanction
    holder: str
    is_certain: bool


def in_force(session: Session, business_number: str, day: date) -> list[Sanction]:
    """Return the sanctions of a number that are in force on this day, which must not be past."""
    return list(
        session.scalars(
            select(Sanction)
            .where(Sanction.business_number == business_number, *_now(day))
            .order_by(Sanction.sequence)
        )
    )


def banners(service: Service, session: Session, business_number: str) -> list[wire.Sanction]:
    """Return what a firm that logs in is told."""
    return [
        wire.Sanction(
            agency=sanction.agency,
            start=sanction.start.isoformat(),
            end=sanction.end.isoformat(),
            reason=sanction.form["terms"]["reason"],
        )
        for sanction in in_force(session, business_number, today(service.clock()))
    ]


def findings(
    service: Service, session: Session, business_number: str, form: dict[str, Any]
) -> Findings:
    """Return what an officer is told of the sanctions that concern an application now.

    `sanctioned` blocks its approval; `sanction_same_name` is to be looked into.
    """
    return [
        {
            "code": "sanctioned" if met.is_certain else "sanction_same_name",
            "severity": "error" if met.is_certain else "warning",
            "values": _values(met),
        }
        for met in _concerning(session, business_number, form, today(service.clock()))
    ]


def require_none(
    service: Service, session: Session, business_number: str, form: dict[str, Any]
) -> Findings:
    """Refuse `sanctioned` where a sanction blocks an approval; return the findings otherwise."""
    found = findings(service, session, business_number, form)
    blocking = [finding["values"] for finding in found if finding["code"] == "sanctioned"]
    if blocking:
        raise Refused("sanctioned", **max(blocking, key=lambda values: str(values["end"])))
    return found


def look_up(service: Service, typed: str) -> PublicSanctions:
    """Return what anyone may see of a number. Raises Refused `business_number_wrong`."""
    try:
        number = _NUMBER.validate_python(typed)
    except ValidationError:
        raise Refused("business_number_wrong") from None
    with service.database.read() as session:
        found = in_force(session, number, today(service.clock()))
        return PublicSanctions(
            business_number=number, sanctions=[_public(sanction) for sanction in found]
        )


def _now(day: date) -> tuple[Any, ...]:
    return (
        Sanction.lifted.is_(None),
        Sanction.stayed.is_(None),
        Sanction.start <= day,
        Sanction.end >= day,
    )


def _concerning(
    session: Session, business_number: str, form: dict[str, Any], day: date
) -> Iterator[_Met]:
    own = in_force(session, business_number, day)
    yield from (_Met(sanction, sanction.name, is_certain=True) for sanction in own)
    people = list(_people(form))
    named = session.execute(
        select(Sanction, SanctionedPerson)
        .join(SanctionedPerson, SanctionedPerson.sanction_id == Sanction.id)
        .where(
            SanctionedPerson.name.in_([name for name, _ in people]),
            Sanction.business_number != business_number,
            *_now(day),
        )
        .order_by(Sanction.id)
    )
    for sanction, person in named:
        known = {birth for name, birth in people if name == person.name}
        if person.birth_date in known and person.birth_date is not None:
            yield _Met(sanction, person.name, is_certain=True)
        elif person.birth_date is None or None in known:
            yield _Met(sanction, person.name, is_certain=False)


def _people(form: dict[str, Any]) -> Iterator[tuple[str, date | None]]:
    """Yield the firm's 대표자 with their dates of birth, as far as the form names them."""
    for row in form.get("representatives", []):
        birth = row.get("birth_date")
        yield row["name"], date.fromisoformat(birth) if birth else None
    only = form.get("general", {}).get("representative")
    if isinstance(only, str):
        yield only, None


def _values(met: _Met) -> dict[str, Any]:
    terms = met.sanction.form["terms"]
    return {
        "holder": met.holder,
        "agency": met.sanction.agency,
        "basis": law(terms["basis"]),
        "reason": terms["reason"],
        "end": met.sanction.end.isoformat(),
    }


def _public(sanction: Sanction) -> PublicSanction:
    terms = sanction.form["terms"]
    basis = basis_text(terms["basis"])
    return PublicSanction(
        business_number=sanction.business_number,
        name=sanction.name,
        agency=sanction.agency,
        basis=basis.ko,
        basis_en=basis.en,
        start=sanction.start.isoformat(),
        end=sanction.end.isoformat(),
        reason=terms["reason"],
    )
