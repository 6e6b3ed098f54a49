"""What one kind's form can give to another's: the answers that are named alike in both."""

from collections.abc import Mapping
from typing import Any

from registration.forms import FieldDescription, describe
from registration.kinds import Kind

CARRIED: dict[Kind, Kind] = {Kind.STOCKPILE: Kind.SUPPLIER}
"""Whose data an applicant of a kind may have given before."""


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


def _given(fields: list[FieldDescription], answers: Mapping[str, Any]) -> dict[str, Any]:
    return {field.key: answers[field.key] for field in fields if field.key in answers}
