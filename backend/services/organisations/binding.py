"""Whose a newly registered certificate becomes, and what becomes of an account (아이디).

A certificate proves the number, an account proves nothing but its own password. So the holder of
an account goes on as the certificate's user only where its own session comes along; otherwise the
account ends where the record was its alone, and stays apart where certificates are registered.
"""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.access import accounts, logins, sessions
from backend.services.audit import Doer
from backend.services.organisations import users
from backend.storage.models import (
    EndedCertificate,
    Organisation,
    RegisteredUser,
    Submission,
    UserCertificate,
    UserSession,
)
from registration.submission import Enrolment


@dataclass(frozen=True, slots=True)
class Binding:
    """An enrolment that was proved, in its writing transaction.

    `acting`: the user whose session came along, if one did.
    """

    service: Service
    session: Session
    enrolment: Enrolment
    doer: Doer
    acting: RegisteredUser | None

    def user(self) -> RegisteredUser:
        """Return the user of the certificate, in the organisation of certificates.

        Raises Refused `organisation_not_approved`, `replaced_unknown`, or as the certificate's
        former registration ended, where nobody who may do so registers it again.
        """
        held, proved = self._organisation(by_account=True), self._organisation(by_account=False)
        organisation = proved or held
        if organisation is None:
            raise Refused("organisation_not_approved")
        self._require_consent(organisation)
        holder = held.users[0] if held and self._acts_for(held) else None
        if held and (holder or organisation is held):
            self._end_account(held)
            organisation = self._joined(held, proved)
        replaced = self._replaced(organisation)
        if replaced or holder:
            return replaced or holder or self._new(organisation)
        return self._new(organisation)

    def _organisation(self, *, by_account: bool) -> Organisation | None:
        return self.session.scalar(
            select(Organisation).where(
                Organisation.key == self.enrolment.key, Organisation.by_account == by_account
            )
        )

    def _acts_for(self, organisation: Organisation) -> bool:
        return self.acting is not None and self.acting.organisation is organisation

    def _require_consent(self, organisation: Organisation) -> None:
        """What was ended comes back by the 대표수신자 alone."""
        ended = self.session.get(EndedCertificate, self.enrolment.certificate_sha256)
        if ended is None or ended.organisation_id != organisation.id:
            return
        if not (self._acts_for(organisation) and self.acting and self.acting.is_recipient):
            raise sessions.refused_as_ended(ended)
        self.session.delete(ended)

    def _end_account(self, held: Organisation) -> None:
        """End ID and password; who comes without their session inherits no user of theirs."""
        for user in list(held.users):
            if user.account is None:
                continue
            account = user.account
            accounts.end(self.service, self.session, account)
            now = self.service.clock()
            audit.append(self.session, now, self.doer, "account_ended", account.account_id)
            if not self._acts_for(held):
                account.user = None
                logins.forget_user(self.session, user.id)
                held.users.remove(user)
                self.session.delete(user)
        self.session.flush()

    def _joined(self, held: Organisation, proved: Organisation | None) -> Organisation:
        """Make what the account held the certificates'; return their organisation."""
        if proved is None:
            held.by_account = False
            return held
        for record in list(held.records):
            record.organisation = proved
        for user in list(held.users):
            user.organisation, user.is_recipient = proved, False
        self.session.execute(
            update(Submission)
            .where(Submission.organisation_id == held.id)
            .values(organisation_id=proved.id)
        )
        self.session.flush()
        self.session.delete(held)
        self.session.flush()
        return proved

    def _replaced(self, organisation: Organisation) -> RegisteredUser | None:
        """Return the user of the certificate it replaces, whose registration ends."""
        replaced = self.enrolment.replaces
        if replaced is None:
            return None
        old = self.session.get(UserCertificate, replaced)
        if old is None or old.user.organisation is not organisation:
            raise Refused("replaced_unknown")
        user = old.user
        logins.end(
            self.session, "session_certificate_replaced", UserSession.fingerprint == replaced
        )
        users.end_certificate(self.service, self.session, old, "certificate_replaced")
        return user

    def _new(self, organisation: Organisation) -> RegisteredUser:
        user = RegisteredUser(is_recipient=not organisation.users)
        users.take_over(user, self.enrolment.user)
        organisation.users.append(user)
        return user
