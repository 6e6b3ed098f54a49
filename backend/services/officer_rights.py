"""What an officer may do: by role, by office, and never in a matter of their own."""

from dataclasses import dataclass

from backend.refused import Refused
from backend.services import interest
from backend.services.audit import Doer
from backend.storage.models import Officer, OfficerSession, Submission
from registration.lifecycle import Actor
from registration.roles import OfficerRole
from registration.ties import Tie


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
    holder: str | None = None
    """The distinguished name of that certificate, once it has logged in."""
    email: str | None = None
    mobile: str | None = None
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
        return self.why_not(application) is None

    def why_not(
        self, application: Submission, applicant: interest.Known | None = None
    ) -> Refused | None:
        """Return why they do not decide on an application; None where they do.

        `applicant`: what is known of who filed it, where it was gathered before.
        """
        if not self.has(OfficerRole.OFFICER):
            return Refused("role_missing")
        if self.offices is not None and application.office not in self.offices:
            return Refused("office_differs", office=application.office)
        tie = self._known.tie(applicant or interest.of_applicant(application))
        return Refused("own_application", tie=tie.value) if tie else None

    @property
    def _known(self) -> interest.Known:
        about = (
            (Tie.ORGANISATION, self.organisation),
            (Tie.CERTIFICATE, self.fingerprint),
            (Tie.HOLDER, self.holder),
            (Tie.EMAIL, self.email),
            (Tie.PHONE, self.mobile),
        )
        return interest.known(iter(about))


def acting(login: OfficerSession) -> OfficerActing:
    """Return who acts by a login."""
    return of_account(login.officer, login.token_sha256)


def of_account(officer: Officer, session: str = "") -> OfficerActing:
    """Return the officer of an account, as they would act."""
    return OfficerActing(
        name=officer.name,
        roles=frozenset(OfficerRole(role) for role in officer.roles),
        offices=None if officer.offices is None else frozenset(officer.offices),
        organisation=officer.organisation,
        fingerprint=officer.fingerprint,
        holder=officer.holder,
        email=officer.email,
        mobile=officer.mobile,
        session=session,
        must_enrol=officer.must_enrol and officer.totp_since is None,
    )


def require_role(officer: OfficerActing, *roles: OfficerRole) -> None:
    """Raise Refused `role_missing` unless the officer has one of the roles."""
    if not officer.has(*roles):
        raise Refused("role_missing")


def require_decider(officer: OfficerActing, application: Submission) -> None:
    """Raise Refused `role_missing`, `office_differs`, `own_application`; nothing if they may."""
    refused = officer.why_not(application)
    if refused is not None:
        raise refused
