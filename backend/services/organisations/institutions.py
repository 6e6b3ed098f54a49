"""수요기관코드 찾기: the table of institutions, and which of them are registered."""

from sqlalchemy import select

from backend.service import Service
from backend.storage.models import Organisation, Record
from registration import wire
from registration.kinds import Kind

MOST = 50


def search(service: Service, query: str) -> wire.Institutions:
    """Return the institutions whose code begins with, or whose name holds, every typed word."""
    found = service.institutions.search(query, MOST + 1)
    with service.database.read() as session:
        registered = set(
            session.scalars(
                select(Organisation.key)
                .join(Record)
                .where(
                    Record.kind == Kind.INSTITUTION,
                    Organisation.key.in_([institution.code for institution in found]),
                )
            )
        )
    return wire.Institutions(
        found=[
            wire.Institution(
                code=institution.code,
                name=institution.title.ko,
                top=institution.more.get("top", ""),
                parent=institution.more.get("parent", ""),
                registered=institution.code in registered,
            )
            for institution in found[:MOST]
        ],
        more=len(found) > MOST,
    )
