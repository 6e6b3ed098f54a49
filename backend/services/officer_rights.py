"""What an officer may do: by role, by office, and never in a matter of their own."""

from dataclasses import dataclass

from backend.refused import Refused
from backend.services.audit import Doer
from backend.storage.models import Officer, OfficerSession, Submission
from registration.lifecycle import Actor
from registration.roles import OfficerRole


@dataclass(frozen=True, slots=True)
class OfficerActing:
    """The officer who acts, as they were when the request came."""

    name: str
    roles: frozenset[OfficerRole]
    offices: frozenset[str] | None = None
    """Those whose applications they decide on; None where all."""
    organisation: str | None = None
    """The key of the organisation they belong to."""
    fingerprint: str | None = None
    """Of the certificate they log in with."""
    session: str = ""
    """The SHA-256 of the login's token."""
    must_enrol: bool = False
    """Whether a second factor has to be set up before anything else."""

    @property
    def doer(self) -> Doer:
        """Who it is in the audit."""
        return Doer(Actor.OFFICER, self.name)

    def has(self, *roles: OfficerRole) -> bool:
        """Return whether they have one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def may_administer(self) -> bool:
        """Whether they look after accounts and the service."""
        return self.has(OfficerRole.ADMINISTRATOR)

    @property
    def may_audit(self) -> bool:
        """Whether they read the audit record."""
        return self.has(OfficerRole.ADMINISTRATOR, OfficerRole.AUDITOR)

    def may_decide(self, application: Submission) -> bool:
        """Return whether they decide on an application."""
        return _why_not(self, application) is None


def acting(login: OfficerSession) -> OfficerActing:
    """Return who acts by a login."""
    officer: Officer = login.officer
    return OfficerActing(
        name=officer.name,
        roles=frozenset(OfficerRole(role) for role in officer.roles),
        offices=None if officer.offices is None else frozenset(officer.offices),
        organisation=officer.organisation,
        fingerprint=officer.fingerprint,
        session=login.token_sha256,
        must_enrol=officer.must_enrol and officer.totp_since is None,
    )


def require_role(officer: OfficerActing, *roles: OfficerRole) -> None:
    """Raise Refused `role_missing` unless the officer has one of the roles."""
    if not officer.has(*roles):
        raise Refused("role_missing")


def require_decider(officer: OfficerActing, application: Submission) -> None:
    """Raise Refused `role_missing`, `office_differs`, `own_application`; nothing if they may."""
    refused = _why_not(officer, application)
    if refused is not None:
        raise refused


def _why_not(officer: OfficerActing, application: Submission) -> Refused | None:
    if not officer.has(OfficerRole.OFFICER):
        return Refused("role_missing")
    if officer.offices is not None and application.office not in officer.offices:
        return Refused("office_differs", office=application.office)
    own = officer.organisation in (application.key, application.business_number)
    filed = application.certificate_sha256 == officer.fingerprint
    if (officer.organisation and own) or (officer.fingerprint and filed):
        return Refused("own_application")
    return None
