"""Why a session ended, as far as this program can tell."""

from enum import StrEnum

from registration.refusals import SESSIONS

ENDING = frozenset({"session_expired", "not_authorised", *SESSIONS})
"""Refusals of the service that say the session is over."""
ENDED_CODES = frozenset({"not_logged_in", *(f"service.{code}" for code in ENDING)})
"""The codes of a failure after which one has to log in."""


class End(StrEnum):
    """What ended a session."""

    TIME = "time"
    SERVICE = "service"
    """The service knows it no more, and nothing done here explains why."""
    REPLACED = "replaced"
    ENROLLED = "enrolled"
    """A certificate was registered by a 목록화요청업체: its ID and password have ended."""
    CERTIFICATE_ENDED = "certificate_ended"
    TRANSFERRED = "transferred"
    USER_REMOVED = "user_removed"
    BY_OFFICE = "by_office"
    """An officer ended the user or the certificate; the next login tells the reason."""


BY_CODE: dict[str, End] = {
    "session_expired": End.TIME,
    "session_certificate_replaced": End.REPLACED,
    "session_account_ended": End.ENROLLED,
    "session_certificate_ended": End.CERTIFICATE_ENDED,
    "session_certificate_given": End.TRANSFERRED,
    "session_user_removed": End.USER_REMOVED,
    "session_ended_by_office": End.BY_OFFICE,
}
"""What the service's own refusals say; other refusals that end a session leave it open."""
