"""등록 정보: the record of an organisation, one a kind."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.storage.models import Organisation, Record
from registration.kinds import Kind


def find(session: Session, kind: Kind, key: str) -> Record:
    """Return the record of an organisation. Raises Refused `record_missing`."""
    found = session.scalar(
        select(Record).join(Record.organisation).where(Organisation.key == key, Record.kind == kind)
    )
    if found is None:
        raise Refused("record_missing")
    return found
