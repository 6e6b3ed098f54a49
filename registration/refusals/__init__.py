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
from registration.text import Explanation

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
    """Return what a person is told of a refusal: its values filled in, an office by its name."""
    known = {name: str(value) for name, value in values.items()}
    by_name = {"office": office(known["office"]).title} if "office" in known else {}
    return Explanation(*(part.filled(**known | by_name) for part in REFUSALS[code].told))
