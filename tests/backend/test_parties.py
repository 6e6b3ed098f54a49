"""The export of registered organisations, against the shape of OCDS 1.1's parties."""

import json
from typing import Any

from practice.applicants import applicant
from registration.kinds import Kind
from registration.roles import OfficerRole
from testing.backend.world import World, refusal, taken_in

TEXT = str
PARTY: dict[str, Any] = {
    "id": TEXT,
    "name": TEXT,
    "identifier": {"scheme": TEXT, "id": TEXT, "legalName": TEXT, "uri": TEXT},
    "additionalIdentifiers": [{"scheme": TEXT, "id": TEXT, "legalName": TEXT, "uri": TEXT}],
    "address": dict.fromkeys(
        ("streetAddress", "locality", "region", "postalCode", "countryName"), TEXT
    ),
    "contactPoint": dict.fromkeys(("name", "email", "telephone", "faxNumber", "url"), TEXT),
    "roles": [TEXT],
    "details": dict,
}
"""The block `Organization` of the OCDS release schema 1.1: names and types."""
ROLES = {
    "buyer", "procuringEntity", "supplier", "tenderer", "funder", "enquirer", "payer", "payee",
    "reviewBody", "interestedParty",
}  # fmt: skip


def misfits(value: Any, shape: Any, place: str = "") -> list[str]:
    """Where a value has another form, or says something the standard has no name for."""
    if isinstance(shape, type):
        return [] if isinstance(value, shape) and value != "" else [place]
    if isinstance(shape, list):
        if not isinstance(value, list) or not value:
            return [place]
        return [fault for item in value for fault in misfits(item, shape[0], f"{place}[]")]
    if not isinstance(value, dict):
        return [place]
    strange = [f"{place}.{name}" for name in value if name not in shape]
    return strange + [
        fault
        for name, part in value.items()
        if name in shape
        for fault in misfits(part, shape[name], f"{place}.{name}")
    ]


def test_every_organisation_is_a_party_once(world: World) -> None:
    world.registered()
    form = applicant(Kind.CATALOGUE)
    form["general"]["business_number"] = "1111111119"
    unsigned = world.application(form, kind=Kind.CATALOGUE)
    catalogue = taken_in(world.file_unsigned(unsigned, "Correct-Horse-7"))
    world.decided(catalogue["number"], "approve")
    institution = applicant(Kind.INSTITUTION)
    filed = world.application(institution, kind=Kind.INSTITUTION)
    number = taken_in(world.file_unsigned(filed))["number"]
    token = world.officer()
    detail = world.get(f"/v1/officer/applications/{number}", token).json()
    if detail["summary"]["state"] == "on_hold":
        world.decided(number, "resume", 1)
    version = world.get(f"/v1/officer/applications/{number}", token).json()["summary"]["version"]
    world.decided(number, "approve", version)

    told = json.loads(world.get("/v1/officer/parties", token).content)
    assert (told["version"], told["publisher"]) == ("1.1", {"name": "practice"})
    parties = told["parties"]
    for party in parties:
        assert misfits(party, PARTY) == []
        assert set(party["roles"]) <= ROLES
        assert {"id", "name", "identifier", "address", "contactPoint", "details"} <= set(party)
    assert len({party["id"] for party in parties}) == len(parties) == 2
    firm = next(party for party in parties if party["id"] == "KR-BRN-1111111119")
    assert firm["identifier"]["scheme"] == "KR-BRN"
    assert set(firm["roles"]) == {"tenderer", "interestedParty"}
    assert firm["details"]["kinds"] == ["supplier", "catalogue"]
    (office,) = [party for party in parties if party is not firm]
    assert office["roles"] == ["procuringEntity"]
    assert office["additionalIdentifiers"][0]["scheme"] == "KR-MOIS"
    people = json.dumps(parties, ensure_ascii=False)
    assert applicant(Kind.SUPPLIER)["representatives"][0]["name"] not in people


def test_an_empty_registry_is_an_empty_list(world: World) -> None:
    told = json.loads(world.get("/v1/officer/parties", world.officer()).content)
    assert told["parties"] == []


def test_only_administrators_export(world: World) -> None:
    session = world.account("김담당", OfficerRole.OFFICER, OfficerRole.AUDITOR)
    assert refusal(world.get("/v1/officer/parties", session)) == (403, "role_missing")
