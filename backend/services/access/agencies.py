"""다른 기관: the accounts by which their services forward packages."""

from datetime import datetime

from sqlalchemy import select

from backend.refused import Refused
from backend.secret import new_token, token_hash
from backend.service import Service
from backend.services import audit
from backend.services.access.officers import CONSOLE
from backend.storage.database import Database
from backend.storage.models import Agency


def authenticate(service: Service, token: str) -> str:
    """Return the agency's name. Raises Refused `not_authorised`."""
    with service.database.read() as session:
        found = session.scalar(select(Agency).where(Agency.token_sha256 == token_hash(token)))
        if found is None or found.ended is not None:
            raise Refused("not_authorised")
        return found.name


def add(database: Database, name: str, now: datetime) -> str:
    """Add an account, or give one a new token; return the token, which is kept nowhere."""
    token = new_token()
    with database.write() as session:
        found = session.scalar(select(Agency).where(Agency.name == name))
        event = "agency_changed" if found else "agency_added"
        agency = found or Agency(name=name)
        session.add(agency)
        agency.token_sha256, agency.ended = token_hash(token), None
        audit.append(session, now, CONSOLE, event, name)
    return token


def end(database: Database, name: str, now: datetime) -> bool:
    """End an account; return whether there was one in force."""
    with database.write() as session:
        found = session.scalar(select(Agency).where(Agency.name == name, Agency.ended.is_(None)))
        if found is None:
            return False
        found.ended = now
        audit.append(session, now, CONSOLE, "agency_ended", name)
        return True


def names(database: Database) -> list[str]:
    """Return the names of the agencies whose accounts are in force."""
    in_force = select(Agency.name).where(Agency.ended.is_(None)).order_by(Agency.name)
    with database.read() as session:
        return list(session.scalars(in_force))
