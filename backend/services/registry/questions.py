"""What is asked of the registry about an application, or why nothing is."""

from typing import Any

from backend.registry.protocol import Question
from backend.service import Service
from backend.services.proofs.documents import filed
from backend.storage.models import Submission
from registration.business_registry import Unasked
from registration.enclosure_rules import required_enclosures
from registration.enclosures import CheckedHow, Enclosure
from registration.forms.field import Answers


def question(service: Service, application: Submission) -> Question | Unasked:
    """Return what is asked about an application as it is filed now."""
    number = application.business_number
    if service.registry is None:
        return Unasked.SWITCHED_OFF
    if not number:
        return Unasked.NO_NUMBER
    if not (number.isascii() and number.isdecimal()):
        return Unasked.FOREIGN
    form = filed(application).form
    if form.get("reception", {}).get("sharing_consent") is False:
        return Unasked.NO_CONSENT
    opened = form["general"].get("opening_date") if "general" in form else None
    return Question(number, opened.replace("-", "") if opened else None, _representative(form))


def papers(application: Submission) -> list[Enclosure]:
    """Return the papers that are checked online elsewhere than at the registry of businesses."""
    needed = required_enclosures(application.kind, filed(application).form)
    return [
        need.document
        for need in needed
        if need.checked is CheckedHow.ONLINE and need.document != Enclosure.BUSINESS_REGISTRATION
    ]


def _representative(form: Answers) -> str | None:
    """Return the name that the registry knows: the main representative's (대표대표자)."""
    rows: list[dict[str, Any]] = form.get("representatives", [])
    return next((str(row["name"]) for row in rows if row.get("is_main")), None)
