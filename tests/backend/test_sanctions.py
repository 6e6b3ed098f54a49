"""부정당업자: documents of sanctions, and what a sanction in force does."""

import json
import secrets
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from backend.services import audit
from backend.services.access import agencies
from backend.storage.models import AuditRecord, SanctionEvent
from practice.applicants import supplier
from registration.korean_time import today
from registration.sanctions.course import Document, last_day
from registration.sanctions.messages import NO_HISTORY
from registration.sanctions.package import SanctionPackage
from registration.submission import moment
from testing.backend.sanctions import entered, followed, notice
from testing.backend.world import World, judged, refusal

AGENCY = "한국도로공사"


def _found(world: World, number: str = "1111111119") -> list[dict[str, Any]]:
    answer = world.get(f"/v1/sanctions?business_number={number}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["note"] == NO_HISTORY.ko
    found: list[dict[str, Any]] = answer.json()["sanctions"]
    return found


def test_a_notice_is_in_force_from_its_first_day_to_its_last(world: World) -> None:
    tomorrow = today(world.clock()) + timedelta(days=1)
    entered(world, notice(world, start=str(tomorrow), end=str(tomorrow + timedelta(days=40))))
    assert _found(world) == []
    world.clock.move(days=1)
    (told,) = _found(world)
    assert told["agency"] == AGENCY
    assert told["basis"].startswith("국가계약법 제27조제1항제1호")
    world.clock.move(days=40)
    assert len(_found(world)) == 1
    world.clock.move(days=1)
    assert _found(world) == []


def test_it_ends_at_midnight_in_korea(world: World) -> None:
    end = today(world.clock()) + timedelta(days=100)
    entered(world, notice(world, end=str(end)))
    world.clock.now = world.clock.now.replace(hour=14, minute=59, second=59)
    world.clock.move(days=(end - today(world.clock())).days)
    assert len(_found(world)) == 1
    world.clock.move(seconds=1)
    assert _found(world) == []


def test_twenty_four_months_and_a_day_are_refused(world: World) -> None:
    form = notice(world, start="2026-05-31", end="2028-05-31")
    answer = world.post("/v1/officer/sanctions", {"form": form}, world.officer())
    assert refusal(answer) == (422, "sanction_invalid")
    (problem,) = answer.json()["values"]["problems"]
    assert (problem["path"], problem["code"]) == (["terms", "end"], "period_long")


def test_a_stay_a_resumption_and_a_lifting_keep_every_document(world: World) -> None:
    entered(world, notice(world))
    first_end = _found(world)[0]["end"]
    world.clock.move(days=10)
    stayed = followed(world, Document.STAY, 1).json()
    assert stayed["summary"]["standing"] == "stayed"
    assert _found(world) == []
    world.clock.move(days=5)
    shown = world.get("/v1/officer/sanctions/1111111119/1", world.officer()).json()
    moved = shown["end_if_resumed"]
    assert refusal(followed(world, Document.RESUME, 2, end=first_end)) == (422, "sanction_invalid")
    assert followed(world, Document.RESUME, 2, end=moved).status_code == 200
    assert _found(world)[0]["end"] == moved > first_end
    lifted = followed(world, Document.LIFT, 3).json()
    assert _found(world) == []
    assert [entry["document"] for entry in lifted["history"]] == [
        "notice", "stay", "resume", "lift",
    ]  # fmt: skip
    assert lifted["history"][2]["before"]["end"] == first_end
    assert lifted["history"][2]["after"]["end"] == moved
    assert refusal(followed(world, Document.LIFT, 4)) == (409, "sanction_over")


def test_an_amendment_changes_all_but_the_number(world: World) -> None:
    detail = entered(world, notice(world))
    form = detail["form"] | {"correction": {"on": str(today(world.clock())), "why": "오기"}}
    form["terms"]["reason"] = "담합"
    path = "/v1/officer/sanctions/1111111119/1/amend"
    token = world.officer()
    amended = world.post(path, {"form": form, "version": 1}, token)
    assert amended.status_code == 200, amended.text
    assert _found(world)[0]["reason"] == "담합"
    form["firm"]["business_number"] = "3333333336"
    refused = world.post(path, {"form": form, "version": 2}, token)
    assert refused.json()["values"]["problems"][0]["code"] == "business_number_fixed"


def test_a_stale_version_and_an_unknown_sanction_are_refused(world: World) -> None:
    entered(world, notice(world))
    assert refusal(followed(world, Document.STAY, 7)) == (409, "version_stale")
    unknown = followed(world, Document.STAY, 1, number="3333333336")
    assert refusal(unknown) == (404, "sanction_unknown")


def test_who_looks_at_a_sanction_is_recorded_once(world: World) -> None:
    entered(world, notice(world))
    token = world.officer()
    for _ in range(2):
        world.get("/v1/officer/sanctions/1111111119/1", token)
        world.get("/v1/officer/sanctions/1111111119/2", token)
    with world.service.database.read() as session:
        looks = session.query(AuditRecord).filter_by(event=audit.LOOKED).all()
        assert [record.subject for record in looks] == ["1111111119-1"]
        assert audit.verify(session).faults == []


def test_sanctions_are_listed_by_how_they_stand_and_what_they_are_called(world: World) -> None:
    entered(world, notice(world))
    entered(world, notice(world, firm={"business_number": "3333333336", "name": "두번째100%상사"}))
    followed(world, Document.LIFT, 1)
    token = world.officer()

    def names(query: str) -> list[str]:
        page = world.get(f"/v1/officer/sanctions?{query}", token).json()
        return [row["name"] for row in page["sanctions"]]

    assert names("") == ["두번째100%상사", "연습업체"]
    assert names("standing=lifted") == ["연습업체"]
    assert names("standing=in_force") == ["두번째100%상사"]
    assert names("search=100%25상") == ["두번째100%상사"]
    assert names("search=111-11") == ["연습업체"]
    assert names("search=" + "%25") == ["두번째100%상사"]
    first = world.get("/v1/officer/sanctions?limit=1", token).json()
    assert names(f"after={first['next']}") == ["연습업체"]


def test_a_firm_is_filed_but_not_approved_until_the_sanction_ends(world: World) -> None:
    start = today(world.clock()) - timedelta(days=25)
    entered(world, notice(world, start=str(start), end=str(last_day(start, 1))))
    filed = world.file_form()
    token = world.officer()
    detail = world.get(f"/v1/officer/applications/{filed['number']}", token).json()
    (verdict,) = [check for check in detail["checks"] if check["check"] == "sanctions"]
    assert verdict["findings"][0]["code"] == "sanctioned"
    refused = world.decide(filed["number"], "approve", token)
    assert refusal(refused) == (409, "sanctioned")
    told = refused.json()["values"]
    assert (told["end"], told["reason"]) == (_found(world)[0]["end"], "계약 불이행")
    world.clock.move(days=7)
    world.decided(filed["number"], "approve")


def test_a_representative_of_a_sanctioned_firm_blocks_another_firm(world: World) -> None:
    form = deepcopy(supplier())
    person = form["representatives"][0]
    birth = person.get("birth_date") or "1970-01-01"
    person["birth_date"] = birth
    named = [{"name": person["name"], "birth_date": birth}]
    entered(world, notice(world, number="3333333336", representatives=named))
    filed = world.file_form(form)
    assert refusal(world.decide(filed["number"], "approve", world.officer()))[1] == "sanctioned"


def test_a_person_of_the_same_name_is_shown_and_blocks_nothing(world: World) -> None:
    name = supplier()["representatives"][0]["name"]
    entered(world, notice(world, number="3333333336", representatives=[{"name": name}]))
    filed = world.file_form()
    token = world.officer()
    detail = world.get(f"/v1/officer/applications/{filed['number']}", token).json()
    (verdict,) = [check for check in detail["checks"] if check["check"] == "sanctions"]
    assert verdict["findings"][0]["code"] == "sanction_same_name"
    world.decided(filed["number"], "approve")


def test_a_sanctioned_firm_logs_in_and_is_told(world: World) -> None:
    world.registered()
    entered(world, notice(world))
    session = world.login(world.applicant()).json()
    assert session["sanctions"][0]["agency"] == AGENCY
    registered = world.get("/v1/registration", session["token"]).json()
    assert registered["sanctions"] == session["sanctions"]
    followed(world, Document.LIFT, 1)
    assert world.login(world.applicant()).json()["sanctions"] == []


@pytest.mark.parametrize("typed", ["111-11-11119", "１１１１１１１１１９", "1111111119"])
def test_a_number_is_looked_up_however_it_is_typed(world: World, typed: str) -> None:
    entered(world, notice(world))
    assert len(_found(world, typed)) == 1


@pytest.mark.parametrize("typed", ["1111111118", "abc", "", "%00"])
def test_what_is_no_number_is_refused(world: World, typed: str) -> None:
    answer = world.get(f"/v1/sanctions?business_number={typed}")
    assert refusal(answer) == (422, "business_number_wrong")


def test_the_audit_names_the_document_by_its_sum(world: World) -> None:
    entered(world, notice(world))
    with world.service.database.read() as session:
        assert audit.verify(session).faults == []
    with world.service.database.write() as session:
        event = session.scalars(select(SanctionEvent)).one()
        event.form = json.loads(
            json.dumps(event.form, ensure_ascii=False).replace("불이행", "이행")
        )
    with world.service.database.read() as session:
        assert audit.verify(session).faults == ["document 1 of sanction 1111111119-1 was changed"]


# what another agency sends


@pytest.fixture
def token(world: World) -> str:
    return agencies.add(world.service.database, AGENCY, world.clock())


def package(world: World, **changed: Any) -> SanctionPackage:
    values: dict[str, Any] = {
        "id": secrets.token_urlsafe(24),
        "service": "practice",
        "service_certificate": world.fingerprint,
        "made": moment(world.clock()),
        "document": Document.NOTICE,
        "business_number": "1111111119",
        "form": notice(world),
    }
    return SanctionPackage(**(values | changed))


def send(world: World, token: str, sent: SanctionPackage, sample: str = "institution") -> Any:
    return world.post("/v1/agency/sanctions", world.applicant(sample).sign(sent.canonical()), token)


def test_a_signed_notice_is_taken_once(world: World, token: str) -> None:
    sent = package(world)
    answer = send(world, token, sent)
    assert answer.status_code == 201, answer.text
    assert answer.json()["sequence"] == 1
    again = send(world, token, sent)
    assert (again.status_code, again.json()) == (200, answer.json())
    assert len(_found(world)) == 1
    other = sent.model_copy(update={"form": notice(world, reason="다른 사유")})
    assert refusal(send(world, token, other))[1] == "draft_already_filed"
    with world.service.database.read() as session:
        kept = session.execute(text("SELECT signature FROM sanction_events")).scalar_one()
    assert judged(kept, world.pki) == sent.canonical()


def test_what_follows_comes_from_the_same_agency(world: World, token: str) -> None:
    send(world, token, package(world))
    form = {"terms": {"on": str(today(world.clock())), "reason": "집행정지"}}
    stay = package(world, document=Document.STAY, sequence=1, version=1, form=form)
    other = agencies.add(world.service.database, "다른 기관", world.clock())
    assert refusal(send(world, other, stay)) == (403, "agency_differs")
    assert send(world, token, stay).json()["standing"] == "stayed"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"service": "다른 서비스"}, "package_elsewhere"),
        ({"service_certificate": "0" * 64}, "service_differs"),
        ({"business_number": "3333333336"}, "sanction_invalid"),
        ({"form": {}}, "sanction_invalid"),
        ({"made": "2026-01-01T00:00:00Z"}, "package_old"),
    ],
)
def test_a_package_that_is_not_in_order_is_refused(
    world: World, token: str, changed: dict[str, Any], code: str
) -> None:
    with world.nothing_stored():
        assert refusal(send(world, token, package(world, **changed)))[1] == code


def test_a_firm_signs_no_sanction(world: World, token: str) -> None:
    with world.nothing_stored():
        answer = send(world, token, package(world), sample="supplier")
    assert refusal(answer) == (422, "agency_certificate_needed")


def test_a_damaged_package_is_refused(world: World, token: str) -> None:
    signed = world.applicant("institution").sign(package(world).canonical())
    for damaged, code in (
        (b"", "malformed"),
        (signed[:-9], "malformed"),
        (signed.replace("연습".encode(), "실제".encode()), "document_changed"),
    ):
        answer = world.post("/v1/agency/sanctions", damaged, token)
        assert refusal(answer)[1] == code
