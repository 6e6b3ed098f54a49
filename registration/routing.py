"""접수: where an application goes when it has come in, and how it stands there."""

from collections.abc import Iterable
from dataclasses import dataclass

from registration.enclosure_rules import not_among, required_enclosures
from registration.enclosures import Enclosure, RequiredEnclosure
from registration.forms import office_of
from registration.forms.field import Answers
from registration.kinds import Kind
from registration.lifecycle import State

CENTRAL_DESK = "91"
"""The desk that takes over what needs no paper."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where an application goes when it has come in, and how it stands."""

    office: str
    state: State
    missing: tuple[RequiredEnclosure, ...]


def route(
    kind: Kind, form: Answers, attached: Iterable[Enclosure], before: Answers | None = None
) -> Route:
    """Return where a checked form goes, given the enclosures attached to it.

    `before`: the registered form that a change (변경) was made from.

    Nothing to send: 대기 at the central desk (suppliers and cataloguing firms). Something to send
    that is not attached: 보류 with a term. Manufacturers stay 대기, and so do institutions, whose
    papers come by official letter.
    """
    required = required_enclosures(kind, form, before)
    lacks = not_among(attached, required)
    sends = any(need.is_paper for need in required)
    if not sends and kind in (Kind.SUPPLIER, Kind.CATALOGUE):
        return Route(CENTRAL_DESK, State.PENDING, lacks)
    waits = kind is Kind.INSTITUTION or bool(form.get("manufactured"))
    state = State.ON_HOLD if lacks and not waits else State.PENDING
    return Route(office_of(kind, form), state, lacks)
