"""Every refusal of the service by subject: its code, HTTP status, and what a person is told."""

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

__all__ = ["REFUSALS", "SESSIONS", "Refusal"]
