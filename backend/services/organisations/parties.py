"""등록 정보 내보내기: every registered organisation as a party of the Open Contracting Data
Standard.

The shape is that of the `parties` block of OCDS 1.1. What is told of a person is left out: the
contact point is the organisation's own.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from backend.service import Service
from backend.services import audit
from backend.services.officer_rights import OfficerActing, require_role
from backend.storage.models import Organisation
from registration.kinds import Kind
from registration.roles import OfficerRole
from registration.submission import moment

SCHEME = "KR-BRN"
"""사업자등록번호 (고유번호)."""
INSTITUTIONS = "KR-MOIS"
"""행정표준기관코드, of 행정안전부."""
AT_ONCE = 200
EVENT = "parties_exported"
ROLES = {
    Kind.INSTITUTION: "procuringEntity",
    Kind.SUPPLIER: "tenderer",
    Kind.CATALOGUE: "interestedParty",
    Kind.STOCKPILE: "interestedParty",
}


def export(service: Service, officer: OfficerActing) -> Iterator[bytes]:
    """Return the export piece by piece; it is noted in the audit first.

    Raises Refused `role_missing` unless an administrator asks.
    """
    require_role(officer, OfficerRole.ADMINISTRATOR)
    with service.database.write() as session:
        audit.append(session, service.clock(), officer.doer, EVENT, "parties")
    return _pieces(service)


def _pieces(service: Service) -> Iterator[bytes]:
    head = {
        "version": "1.1",
        "publishedDate": moment(service.clock()),
        "publisher": {"name": service.config.name},
    }
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "parties": ['
    comma = b"\n"
    for party in _parties(service):
        yield comma + json.dumps(party, ensure_ascii=False).encode()
        comma = b",\n"
    yield b"\n]}\n"


def _parties(service: Service) -> Iterator[dict[str, Any]]:
    """Yield the parties by their key: an organisation of an account and that of certificates,
    which have the same one, are one party.
    """
    after = ""
    while True:
        with service.database.read() as session:
            keys = select(Organisation.key).where(Organisation.key > after).distinct()
            page = list(session.scalars(keys.order_by(Organisation.key).limit(AT_ONCE)))
            if not page:
                return
            found = session.scalars(
                select(Organisation)
                .where(Organisation.key.in_(page))
                .order_by(Organisation.key, Organisation.by_account)
            )
            of_key: dict[str, list[Organisation]] = {}
            for organisation in found:
                of_key.setdefault(organisation.key, []).append(organisation)
            parties = [_party(same) for same in of_key.values()]
        yield from parties
        after = page[-1]


def _party(same: list[Organisation]) -> dict[str, Any]:
    first = same[0]
    records = [record for organisation in same for record in organisation.records]
    kinds = [record.kind for record in records]
    general = records[0].form.get("general", {}) if records else {}
    number = {"scheme": SCHEME, "id": first.business_number, "legalName": first.name}
    party: dict[str, Any] = {
        "id": f"{SCHEME}-{first.business_number}",
        "name": first.name,
        "identifier": number,
        "address": _filled(
            streetAddress=" ".join(
                filter(None, (general.get("address"), general.get("address_detail")))
            ),
            postalCode=general.get("postcode"),
            countryName=general.get("nationality", "KR"),
        ),
        "contactPoint": _filled(
            name=first.name,
            telephone=general.get("phone"),
            faxNumber=general.get("fax"),
            url=general.get("homepage"),
        ),
        "roles": list(dict.fromkeys(ROLES[kind] for kind in kinds)),
        "details": {
            "kinds": [kind.value for kind in kinds],
            "registered": moment(min(organisation.registered for organisation in same)),
        },
    }
    if first.key != first.business_number:
        party["id"] = f"{INSTITUTIONS}-{first.key}"
        party["additionalIdentifiers"] = [
            {"scheme": INSTITUTIONS, "id": first.key, "legalName": first.name}
        ]
    return party


def _filled(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
