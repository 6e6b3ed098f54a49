"""What officers are there for; an account may have several roles."""

from enum import StrEnum

from registration.text import Text


class OfficerRole(StrEnum):
    """A role of an officer's account."""

    OFFICER = "officer"
    """Decides on the applications of their offices."""
    ADMINISTRATOR = "administrator"
    """Looks after accounts and what the service does by itself."""
    AUDITOR = "auditor"
    """Reads everything, changes nothing."""


ROLE_NAMES = {
    OfficerRole.OFFICER: Text("담당자", "Officer"),
    OfficerRole.ADMINISTRATOR: Text("관리자", "Administrator"),
    OfficerRole.AUDITOR: Text("감사", "Auditor"),
}
