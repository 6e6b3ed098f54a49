"""What an organisation sees of itself, and what anyone may look up."""

from copy import deepcopy
from typing import Any

import pytest

from backend.config import ConfigError
from backend.service import Service
from practice.applicants import applicant, supplier
from registration.kinds import FilingPurpose, Kind
from testing.backend.world import World, refusal, taken_in

pytestmark = pytest.mark.usefixtures("no_route_goes_through_a_table")


def _stockpile(world: World, by: str = "supplier") -> dict[str, Any]:
    application = world.application(kind=Kind.STOCKPILE)
    signed = world.applicant(by).sign(application.canonical())
    return taken_in(world.file(signed, application.ticket.draft))


def _approve_stockpile(world: World, filed: dict[str, Any]) -> None:
    """It waited for a paper, which came by letter."""
    world.decided(filed["number"], "resume", version=2)
    world.decided(filed["number"], "approve", version=3)


def _token(world: World, sample: str = "supplier") -> str:
    answer = world.login(world.applicant(sample))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


def test_a_supplier_approved_for_stockpile_uses_the_same_certificate(world: World) -> None:
    world.registered()
    filed = _stockpile(world)
    seen = world.get("/v1/registration", _token(world)).json()
    assert seen["applications"][0]["receipt_number"] == filed["number"]
    assert len(seen["applications"]) == 2
    _approve_stockpile(world, filed)
    session = world.login(world.applicant()).json()
    assert session["kinds"] == ["supplier", "stockpile"]
    records = world.get("/v1/registration", session["token"]).json()["records"]
    assert [(one["kind"], one["version"]) for one in records] == [("supplier", 1), ("stockpile", 1)]


def test_a_certificate_for_stockpile_alone_opens_what_it_serves(world: World) -> None:
    _approve_stockpile(world, _stockpile(world, "stockpile_only"))
    assert world.enrol(world.applicant("stockpile_only")).status_code == 201
    assert world.login(world.applicant("stockpile_only")).json()["kinds"] == ["stockpile"]


@pytest.mark.parametrize(("sample", "status"), [("institution", 201), ("other_number", 201)])
def test_an_institution_registers_its_own_or_a_general_certificate(
    world: World, sample: str, status: int
) -> None:
    filed = taken_in(world.file_unsigned(world.application(kind=Kind.INSTITUTION)))
    world.decided(filed["number"], "approve")
    assert world.enrol(world.applicant(sample), "9990001").status_code == status
    assert world.login(world.applicant(sample)).json()["kinds"] == ["institution"]


def test_a_record_tells_its_open_application_and_its_history(world: World) -> None:
    filed = world.registered()
    token = _token(world)
    (record,) = world.get("/v1/registration", token).json()["records"]
    assert record["open_application"] is None
    history = world.get("/v1/registration/supplier/history", token).json()
    assert [(one["version"], one["receipt_number"]) for one in history["versions"]] == [
        (1, filed["number"])
    ]
    assert history["versions"][0]["form"] == record["form"]
    none = world.get("/v1/registration/stockpile/history", token)
    assert refusal(none) == (409, "record_missing")


def test_the_code_on_a_paper_tells_whether_it_is_genuine(world: World) -> None:
    filed = world.registered()
    codes = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()["paper_codes"]
    for paper, code in codes.items():  # each paper has its own
        told = world.get(f"/v1/papers/{code}").json()
        assert (told["paper"], told["receipt_number"], told["in_force"]) == (
            paper,
            filed["number"],
            True,
        )
        assert told["contents"] == []
    assert codes.keys() == {"application", "certificate_application", "cover_letter", "receipt"}
    (record,) = world.get("/v1/registration", _token(world)).json()["records"]
    told = world.get(f"/v1/papers/{record['paper_code']}").json()
    assert (told["paper"], told["applicant"], told["in_force"]) == (
        "record",
        "주식회사 연습상사",
        True,
    )
    said = str(told["contents"])
    for part in ("대전광역시 서구 연습로 189", "홍연습", "1468", "노트북컴퓨터"):
        assert part in said  # what a forger would alter
    for private in ("1970-01-01", "ceo@practice.example.kr", "350,000,000"):
        assert private not in said
    for wrong in (f"{filed['number']}-{'A' * 16}", code[:-1], "9999999999", "x"):
        assert refusal(world.get(f"/v1/papers/{wrong}")) == (404, "not_found")


def test_an_outdated_paper_names_what_took_its_place(world: World) -> None:
    world.registered()
    (record,) = world.get("/v1/registration", _token(world)).json()["records"]
    form = deepcopy(supplier())
    form["general"]["phone"] = "0299998888"
    change = world.application(form, purpose=FilingPurpose.CHANGE, record_version=1)
    signed = world.applicant().sign(change.canonical())
    number = taken_in(world.file(signed, change.ticket.draft))["number"]
    world.decided(number, "approve")
    told = world.get(f"/v1/papers/{record['paper_code']}").json()
    assert (told["in_force"], told["newer"]["receipt_number"]) == (False, number)
    (changed,) = world.get("/v1/registration", _token(world)).json()["records"]
    newest = world.get(f"/v1/papers/{changed['paper_code']}").json()
    assert (newest["in_force"], newest["newer"]) == (True, None)
    assert newest["issued"] == told["newer"]["issued"]


def test_institutions_are_found_by_code_or_name(world: World) -> None:
    def search(query: str) -> list[tuple[str, bool]]:
        found = world.http.get(
            world.url + "/v1/institutions", params={"query": query}, timeout=20
        ).json()
        assert not found["more"]
        return [(one["code"], one["registered"]) for one in found["found"]]

    assert search("조달청") == [("1230000", False)]
    assert search("B551182") == [("B551182", False)]
    assert search("없는기관") == []
    filed = taken_in(world.file_unsigned(world.application(kind=Kind.INSTITUTION)))
    assert search("9990001") == [("9990001", False)]
    world.decided(filed["number"], "approve")
    assert search("9990001") == [("9990001", True)]


def test_an_operators_table_of_institutions_takes_the_shipped_ones_place(world: World) -> None:
    folder = world.service.config.secret.parent
    (folder / "own.csv").write_text(
        "code,ko,en,top,parent\n7654321,새기관,New,상위,상위\n", "utf-8"
    )
    config = world.service.config.model_copy(update={"institutions": folder / "own.csv"})
    other = Service.open(config, world.clock)
    other.close()
    assert [one.code for one in other.institutions.entries] == ["7654321"]
    (folder / "own.csv").write_text("code,ko\n7654321,새기관\n", "utf-8")
    with pytest.raises(ConfigError):
        Service.open(config, world.clock)


def test_every_kinds_made_up_applicant_has_the_number_of_a_sample(world: World) -> None:
    for kind, sample in {
        Kind.SUPPLIER: "supplier",
        Kind.STOCKPILE: "stockpile_only",
        Kind.CATALOGUE: "supplier_pbes1",
        Kind.INSTITUTION: "institution",
    }.items():
        number = applicant(kind)["general"]["business_number"].replace("-", "")
        assert number == world.pki.sample(sample).business_number
