"""Every refusal of the service by subject: its code, HTTP status, and what a person is told."""

from collections.abc import Mapping

from registration.offices import office
from registration.refusals.access import ACCESS, SESSIONS
from registration.refusals.attachments import ATTACHMENTS
from registration.refusals.certificates import CERTIFICATES
from registration.refusals.desk import DESK
from registration.refusals.filing import FILING
from registration.refusals.general import GENERAL
from registration.refusals.notices import NOTICES
from registration.refusals.registry import REGISTRY
from registration.refusals.review import REVIEW
from registration.refusals.sanctions import SANCTIONS
from registration.refusals.words import Refusal
from registration.text import Explanation, Text
from registration.ties import TIE_NAMES, Tie

REFUSALS: dict[str, Refusal] = (
    GENERAL
    | FILING
    | ATTACHMENTS
    | CERTIFICATES
    | REVIEW
    | DESK
    | REGISTRY
    | NOTICES
    | SANCTIONS
    | ACCESS
    | SESSIONS
)

__all__ = ["REFUSALS", "SESSIONS", "Refusal", "told"]


def told(code: str, values: Mapping[str, object]) -> Explanation:
    """Return what a person is told of a refusal: its values filled in, codes by what they mean."""
    shown = {name: _shown(name, str(value)) for name, value in values.items()}
    return Explanation(*(part.filled(**shown) for part in REFUSALS[code].told))


def _shown(name: str, value: str) -> Text | str:
    if name == "office":
        return office(value).title
    return TIE_NAMES[Tie(value)] if name == "tie" else value
