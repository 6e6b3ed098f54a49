"""Looks at personal data: each is in the audit, once for an officer, an object and a login."""

from backend.service import Service
from backend.services import audit
from backend.services.officer_rights import OfficerActing
from backend.storage.models import OfficerLook


def note(service: Service, officer: OfficerActing, subject: str) -> None:
    """Note that an officer looks at an application (receipt number) or organisation (key)."""
    key = (officer.session, subject[:64])
    with service.database.read() as session:
        if session.get(OfficerLook, key) is not None:
            return
    with service.database.write() as session:
        if session.get(OfficerLook, key) is None:  # another request may have been quicker
            session.add(OfficerLook(token_sha256=key[0], subject=key[1]))
            audit.append(session, service.clock(), officer.doer, audit.LOOKED, key[1])
