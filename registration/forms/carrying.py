"""What one kind's form can give to another's: the answers that are named alike in both."""

from collections.abc import Mapping
from typing import Any

from registration.forms import FieldDescription, describe
from registration.kinds import Kind

CARRIED: dict[Kind, tuple[Kind, ...]] = {
    Kind.SUPPLIER: (Kind.STOCKPILE, Kind.CATALOGUE, Kind.SUPPLIER),
    Kind.STOCKPILE: (Kind.SUPPLIER, Kind.CATALOGUE, Kind.STOCKPILE),
    Kind.CATALOGUE: (Kind.SUPPLIER, Kind.STOCKPILE, Kind.CATALOGUE),
    Kind.INSTITUTION: (Kind.INSTITUTION,),
}
"""In which forms an applicant of a kind may have given the same before, the likeliest first."""


def carried(kind: Kind, source: Kind, form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of a `source` form that a form of this kind asks for too.

    Consents are given anew: boxes to tick are carried in rows only, where they mark the main one.
    """
    theirs = {page.key: page for page in describe(source).pages}
    found: dict[str, Any] = {}
    for page in describe(kind).pages:
        other, given = theirs.get(page.key), form.get(page.key)
        if other is None or not given or other.repeats != page.repeats:
            continue
        known = {field.key for field in other.fields}
        fields = [asked for asked in page.fields if asked.key in known]
        if page.repeats:
            found[page.key] = [_given(fields, row) for row in given[: page.most_rows]]
        else:
            found[page.key] = _given([asked for asked in fields if asked.control != "check"], given)
    return found


def user_in(form: Mapping[str, Any]) -> dict[str, str]:
    """Return what an application of any kind says of who works with the certificate.

    That is 담당자, else the first 입찰대리인 with the address and phone for the result.
    """
    agents = form.get("agents") or [{}]
    places = (form.get("clerk"), form.get("reception"), agents[0])
    found: dict[str, str] = {}
    for place in places:
        given = place if isinstance(place, Mapping) else {}
        for key in ("name", "department", "email", "mobile"):
            if given.get(key) and key not in found:
                found[key] = str(given[key])
    return found


def _given(fields: list[FieldDescription], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers to these fields, but for what does not apply without the others."""
    given = {field.key: answers[field.key] for field in fields if field.key in answers}
    asked = [
        field for field in fields if field.ask.applies is None or field.ask.applies.holds(given)
    ]
    return {field.key: given[field.key] for field in asked if field.key in given}
