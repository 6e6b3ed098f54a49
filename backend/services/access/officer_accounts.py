"""담당자 계정: what administrators see of officers' accounts and change."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.access import officers, second_factor
from backend.services.officer_rights import OfficerActing, require_role
from backend.storage.models import Officer
from registration.roles import OfficerRole

LEAST_PASSWORD, MOST_PASSWORD = 10, 200
"""Characters of an officer's password."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an administrator says of an account."""

    roles: frozenset[OfficerRole]
    offices: frozenset[str] | None
    """None for all."""
    organisation: str | None
    fingerprint: str | None
    email: str | None = None
    mobile: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account as administrators see it."""

    id: int
    name: str
    particulars: Particulars
    has_second_factor: bool
    ended: datetime | None
    version: int


def listed(service: Service, acting: OfficerActing) -> list[Account]:
    """Return every account by name. Raises Refused `role_missing`."""
    require_role(acting, OfficerRole.ADMINISTRATOR, OfficerRole.AUDITOR)
    with service.database.read() as session:
        rows = session.scalars(select(Officer).order_by(Officer.ended.nulls_first(), Officer.name))
        return [_account(officer) for officer in rows]


def find(service: Service, acting: OfficerActing, account_id: int) -> Account:
    """Return an account. Raises Refused `role_missing`, `not_found`."""
    require_role(acting, OfficerRole.ADMINISTRATOR)
    with service.database.read() as session:
        return _account(_found(session, account_id))


def add(service: Service, acting: OfficerActing, name: str, given: Particulars) -> str:
    """Add an account; return a password made up for it, told this once.

    Raises Refused `role_missing`, `account_exists`, `certificate_taken`.
    """
    require_role(acting, OfficerRole.ADMINISTRATOR)
    password = _new_password()
    kept = service.passwords.hash(password)
    with service.database.write() as session:
        if officers.by_name(session, name) is not None:
            raise Refused("account_exists")
        officer = Officer(name=name, password_hash=kept, must_enrol=True)
        _set(session, officer, given)
        session.add(officer)
        session.flush()
        audit.append(session, service.clock(), acting.doer, "officer_added", name)
    return password


def change(
    service: Service, acting: OfficerActing, account_id: int, version: int, given: Particulars
) -> None:
    """Change an account of somebody else.

    Raises Refused `role_missing`, `not_found`, `version_stale`, `own_account`,
    `certificate_taken`.
    """
    with service.database.write() as session:
        officer = _to_change(session, acting, account_id, version)
        _set(session, officer, given)
        reason = ", ".join(sorted(given.roles))
        audit.append(
            session, service.clock(), acting.doer, "officer_changed", officer.name, reason=reason
        )


def reset(service: Service, acting: OfficerActing, account_id: int, version: int) -> str:
    """Give an account a new password, told this once; its second factor is set up anew.

    An account that had ended is in force again. Raises Refused as `change`.
    """
    password = _new_password()
    kept = service.passwords.hash(password)
    with service.database.write() as session:
        officer = _to_change(session, acting, account_id, version)
        officer.password_hash, officer.ended, officer.must_enrol = kept, None, True
        second_factor.forget(officer)
        officers.forget(session, officer, "session_password_changed")
        audit.append(session, service.clock(), acting.doer, "officer_reset", officer.name)
    return password


def end(service: Service, acting: OfficerActing, account_id: int, version: int) -> None:
    """End an account and its logins; the name stays taken. Raises Refused as `change`."""
    with service.database.write() as session:
        officer = _to_change(session, acting, account_id, version)
        officer.ended = service.clock()
        officers.forget(session, officer, "session_account_closed")
        audit.append(session, service.clock(), acting.doer, "officer_ended", officer.name)


def change_password(service: Service, acting: OfficerActing, present: str, new: str) -> None:
    """Change one's own password; every login ends. Raises Refused `present_wrong`."""
    with service.database.read() as session:
        kept = officers.required(session, acting.name).password_hash
    with service.passwords.turn():
        if not service.passwords.fits(kept, present):
            raise Refused("present_wrong")
        hashed = service.passwords.hash(new)
    with service.database.write() as session:
        officer = officers.required(session, acting.name)
        officer.password_hash = hashed
        officers.forget(session, officer, "session_password_changed")
        audit.append(session, service.clock(), acting.doer, "officer_changed", officer.name)


def _to_change(session: Session, acting: OfficerActing, account_id: int, version: int) -> Officer:
    require_role(acting, OfficerRole.ADMINISTRATOR)
    officer = _found(session, account_id)
    if officer.version != version:
        raise Refused("version_stale")
    if officer.name == acting.name:
        raise Refused("own_account")
    officer.version += 1
    return officer


def _found(session: Session, account_id: int) -> Officer:
    officer = session.get(Officer, account_id)
    if officer is None:
        raise Refused("not_found")
    return officer


def _set(session: Session, officer: Officer, given: Particulars) -> None:
    same = Officer.fingerprint == given.fingerprint
    others = select(Officer.id).where(same, Officer.name != officer.name)
    if given.fingerprint and session.scalar(others) is not None:
        raise Refused("certificate_taken")
    officer.roles = sorted(given.roles)
    officer.offices = None if given.offices is None else sorted(given.offices)
    if officer.fingerprint != given.fingerprint:
        officer.holder = None  # of the new certificate it is known once it logs in
    officer.organisation, officer.fingerprint = given.organisation, given.fingerprint
    officer.email, officer.mobile = given.email, given.mobile


def _account(officer: Officer) -> Account:
    return Account(
        id=officer.id,
        name=officer.name,
        particulars=Particulars(
            roles=frozenset(OfficerRole(role) for role in officer.roles),
            offices=None if officer.offices is None else frozenset(officer.offices),
            organisation=officer.organisation,
            fingerprint=officer.fingerprint,
            email=officer.email,
            mobile=officer.mobile,
        ),
        has_second_factor=officer.totp_since is not None,
        ended=officer.ended,
        version=officer.version,
    )


def _new_password() -> str:
    return f"{secrets.token_urlsafe(12)}-{secrets.randbelow(90) + 10}"
