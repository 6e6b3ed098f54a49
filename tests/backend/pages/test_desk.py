"""A day's work of officers in a browser: applications taken, weighed, decided."""

from copy import deepcopy
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import event
from sqlalchemy.engine import Connection

from backend.refused import Refused
from backend.services.access import officer_logins
from backend.services.officer_rights import OfficerActing
from backend.services.review import assignment, decisions
from practice.applicants import applicant, supplier
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import Action
from registration.roles import OfficerRole
from registration.wire import Decision
from testing.backend.world import World, taken_in
from tests.backend.pages.conftest import looks_right
from tests.backend.pages.test_login import log_in

PASSWORD = "Correct-Horse-7"
ADMIN = OfficerActing("관리", frozenset({OfficerRole.ADMINISTRATOR}))
OTHER = OfficerActing("이담당", frozenset({OfficerRole.OFFICER}))


def plain_supplier(world: World) -> dict[str, Any]:
    """A supplier that has no papers to send."""
    return world.file_form(no_papers())


def no_papers() -> dict[str, Any]:
    """A supplier's form to which no rule of papers applies."""
    form = supplier()
    for page in ("factories", "manufactured", "branches", "agents", "licences"):
        form[page] = []
    return form


def unsigned(world: World, kind: Kind) -> dict[str, Any]:
    password = PASSWORD if kind is Kind.CATALOGUE else None
    return taken_in(world.file_unsigned(world.application(applicant(kind), kind=kind), password))


def stockpile(world: World) -> dict[str, Any]:
    form = applicant(Kind.STOCKPILE)
    form["items"] = [form["items"][0] | {"item": item} for item in ("AL", "CU")]
    application = world.application(form, kind=Kind.STOCKPILE)
    signed = world.applicant().sign(application.canonical())
    return taken_in(world.file(signed, application.ticket.draft))


def open_application(desk: Page, number: str) -> None:
    """Go to an application by the queue."""
    desk.get_by_role("link", name="업무함", exact=True).click()
    desk.get_by_role("link", name=number).click()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()


def log_in_as(world: World, page: Page, name: str) -> None:
    token = officer_logins.open_for(world.service, name)
    cookie = {"name": "officer", "value": token, "url": f"{world.url}/officer"}
    page.context.clear_cookies()
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def decide(desk: Page, name: str, reason: str = "") -> None:
    desk.get_by_label("사유", exact=True).fill(reason)
    desk.get_by_role("button", name=name, exact=True).click()


def told(desk: Page, text: str) -> None:
    expect(desk.get_by_role("status").first).to_contain_text(text)


def state(world: World, filed: dict[str, Any]) -> Any:
    return world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()


def test_an_officer_takes_a_supplier_and_approves_it(world: World, desk: Page) -> None:
    filed = plain_supplier(world)
    open_application(desk, filed["number"])
    looks_right(desk)
    desk.get_by_role("button", name="내가 맡기").click()
    told(desk, "이 신청을 맡았습니다.")
    desk.get_by_label("메모", exact=True).fill("대표자에게 전화함")
    desk.get_by_role("button", name="메모 남기기").click()
    expect(desk.get_by_text("대표자에게 전화함")).to_be_visible()
    decide(desk, "승인")
    told(desk, "승인")
    assert state(world, filed)["state"] == "approved"
    assert "전화함" not in str(state(world, filed))
    expect(desk.get_by_role("button", name="승인", exact=True)).to_have_count(0)


def test_what_is_held_is_completed_and_then_approved(world: World, desk: Page) -> None:
    filed = plain_supplier(world)
    open_application(desk, filed["number"])
    decide(desk, "보류")
    expect(desk.locator("#field-reason-problem")).to_contain_text("사유")
    desk.get_by_label("자주 쓰는 사유").select_option(index=1)
    decide(desk, "보류", "개업일자도 확인하십시오.")
    told(desk, "보류")
    reason = state(world, filed)["history"][-1]["reason"]
    assert (reason[:5], reason[-7:]) == ("구비서류가", "확인하십시오.")
    application = world.application(
        no_papers(), purpose=FilingPurpose.SUPPLEMENT, supplements=filed["number"]
    )
    signed = world.applicant().sign(application.canonical())
    taken_in(world.file(signed, application.ticket.draft))
    open_application(desk, filed["number"])
    decide(desk, "승인")
    told(desk, "승인")
    assert state(world, filed)["state"] == "approved"


def test_a_rejection_reaches_the_applicant_with_its_reason(world: World, desk: Page) -> None:
    filed = unsigned(world, Kind.CATALOGUE)
    open_application(desk, filed["number"])
    decide(desk, "반려", "폐업한 사업자입니다.")
    told(desk, "반려")
    last = state(world, filed)["history"][-1]
    assert (last["target"], last["reason"]) == ("rejected", "폐업한 사업자입니다.")


def test_a_cataloguing_firm_is_approved(world: World, desk: Page) -> None:
    filed = unsigned(world, Kind.CATALOGUE)
    open_application(desk, filed["number"])
    decide(desk, "승인")
    told(desk, "승인")
    desk.get_by_role("link", name="조직").click()
    desk.get_by_label("이름이나 번호").fill("연습")
    desk.get_by_role("button", name="찾기").click()
    looks_right(desk)
    desk.get_by_role("link", name="연습").first.click()
    expect(desk.get_by_text("아이디로 등록된 조직")).to_be_visible()
    looks_right(desk)


def test_an_institutions_paper_is_compared_line_by_line(world: World, desk: Page) -> None:
    filed = unsigned(world, Kind.INSTITUTION)
    open_application(desk, filed["number"])
    looks_right(desk)
    for _ in range(desk.get_by_role("button", name="받은 것으로 적기").count()):
        way = desk.get_by_label("받은 방법").first
        way.select_option("fax")
        desk.get_by_role("button", name="받은 것으로 적기").first.click()
        told(desk, "받은 것으로 적었습니다.")
    expect(desk.get_by_text("팩스").first).to_be_visible()
    name = desk.locator("tr", has=desk.locator("#line-general\\.\\.name"))
    name.get_by_label("불일치").check()
    desk.get_by_role("button", name="대조 결과 저장").click()
    told(desk, "대조 결과")
    decide(desk, "승인")
    expect(desk.get_by_role("alert")).to_contain_text("불일치로 표시한 항목")
    name.get_by_label("일치", exact=True).check()
    desk.get_by_label("표시하지 않은 항목은 모두 일치").check()
    desk.get_by_role("button", name="대조 결과 저장").click()
    expect(desk.get_by_text("0개 항목이 남았습니다.")).to_be_visible()
    decide(desk, "승인")
    told(desk, "승인")
    assert state(world, filed)["state"] == "approved"


def test_stockpiled_items_are_decided_on_each_by_itself(world: World, desk: Page) -> None:
    filed = stockpile(world)
    open_application(desk, filed["number"])
    desk.get_by_role("button", name="받은 것으로 적기").first.click()
    decide(desk, "대기로 되돌리기")
    decide(desk, "승인")
    expect(desk.get_by_role("alert")).to_contain_text("이용품목마다")
    looks_right(desk)
    aluminium, copper = (desk.get_by_role("group", name=name) for name in ("알루미늄", "구리"))
    aluminium.get_by_label("승인", exact=True).check()
    copper.get_by_label("불승인", exact=True).check()
    copper.get_by_label("불승인 사유").fill("제조 사실이 없습니다.")
    decide(desk, "승인")
    told(desk, "승인")
    found = state(world, filed)
    assert found["refused_items"] == [{"item": "CU", "reason": "제조 사실이 없습니다."}]
    expect(desk.get_by_text("구리: 제조 사실이 없습니다.")).to_be_visible()


def test_a_change_is_shown_as_before_and_after(world: World, desk: Page) -> None:
    world.registered()
    changed = deepcopy(supplier())
    changed["general"]["phone"] = "0299998888"
    change = world.application(changed, purpose=FilingPurpose.CHANGE, record_version=1)
    filed = taken_in(world.file(world.applicant().sign(change.canonical()), change.ticket.draft))
    open_application(desk, filed["number"])
    row = desk.get_by_role("row", name="일반 / 대표전화")
    expect(row).to_contain_text("02-9999-8888")
    decide(desk, "승인")
    desk.get_by_role("link", name="조직").click()
    desk.get_by_role("link", name="연습상사").click()
    desk.get_by_role("link", name="변경 이력 보기").click()
    expect(desk.get_by_role("row", name="일반 / 대표전화")).to_contain_text("02-9999-8888")
    looks_right(desk)


@pytest.mark.parametrize("deed", ["hold", "taken"])
def test_a_conflict_tells_what_was_done_and_keeps_what_was_typed(
    world: World, desk: Page, deed: str
) -> None:
    filed = plain_supplier(world)
    open_application(desk, filed["number"])
    if deed == "hold":
        hold = Decision(action=Action.HOLD, version=1, reason="먼저 확인합니다.")
        decisions.decide(world.service, OTHER, filed["number"], hold)
        assignment.give_back(world.service, OTHER, filed["number"])
    else:
        assignment.take(world.service, OTHER, filed["number"])
    decide(desk, "반려", "내가 적은 사유")
    expect(desk.get_by_role("heading", name="그 사이 바뀐 신청입니다")).to_be_visible()
    if deed == "hold":
        looks_right(desk)
        expect(desk.get_by_role("cell", name="먼저 확인합니다.")).to_be_visible()
        expect(desk.get_by_label("사유", exact=True)).to_have_value("내가 적은 사유")
    else:
        expect(desk.get_by_text("내가 적은 사유")).to_be_visible()
        expect(desk.get_by_role("cell", name="이담당")).to_be_visible()
    assert state(world, filed)["state"] != "rejected"


def test_a_reason_outlives_the_session_and_decides_nothing_by_itself(
    world: World, desk: Page
) -> None:
    filed = plain_supplier(world)
    open_application(desk, filed["number"])
    world.clock.move(minutes=31)
    decide(desk, "반려", "폐업한 사업자입니다.")
    expect(desk.get_by_text("입력하던 내용은 그대로 있습니다")).to_be_visible()
    log_in(desk, "officer")
    expect(desk.get_by_label("사유", exact=True)).to_have_value("폐업한 사업자입니다.")
    assert state(world, filed)["state"] == "pending"
    decide(desk, "반려", "폐업한 사업자입니다.")
    told(desk, "반려")


@pytest.mark.expects_warnings
def test_a_full_disk_is_told_and_keeps_the_reason(world: World, desk: Page) -> None:
    """The database may not grow by a page, as on a disk without room."""
    engine = world.service.database.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no such limit; what it says is told alike, which is tested")
    filed = plain_supplier(world)
    open_application(desk, filed["number"])

    def full(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    event.listen(engine, "begin", full)
    try:
        decide(desk, "반려", "가" * 150)
        expect(desk.get_by_text("서비스의 저장 공간이 모자랍니다.")).to_be_visible()
        expect(desk.get_by_label("사유", exact=True)).to_have_value("가" * 150)
    finally:
        event.remove(engine, "begin", full)
    assert state(world, filed)["state"] == "pending"
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    decide(desk, "반려", "가" * 150)
    told(desk, "반려")


def test_an_administrator_reassigns_what_an_absent_officer_has(world: World, desk: Page) -> None:
    filed = plain_supplier(world)["number"]
    for name in ("이담당", "박담당"):
        world.account(name, OfficerRole.OFFICER)
    world.account("제주담당", OfficerRole.OFFICER, offices=["39"])
    world.account("관리", OfficerRole.ADMINISTRATOR)
    assignment.take(world.service, OTHER, filed)
    log_in_as(world, desk, "관리")
    desk.goto(f"{world.url}/officer/accounts")
    desk.get_by_role("link", name="이담당").click()
    looks_right(desk)
    desk.get_by_role("button", name="다시 배정").click()
    expect(desk.get_by_label("사유")).to_be_focused()  # the browser asks for it
    successor = desk.get_by_label("새 담당자")
    expect(successor.get_by_role("option", name="제주담당")).to_have_count(0)
    successor.select_option("박담당")
    desk.get_by_label("사유").fill("출산 휴가")
    desk.get_by_role("button", name="다시 배정").click()
    expect(desk.get_by_text("고른 신청이 없습니다.")).to_be_visible()
    desk.get_by_label(filed).check()
    desk.get_by_role("button", name="다시 배정").click()
    told(desk, "1건을 다시 배정하였습니다.")
    expect(desk.get_by_text("맡고 있는 신청이 없습니다.")).to_be_visible()

    log_in_as(world, desk, "박담당")
    open_application(desk, filed)
    expect(desk.get_by_text("내가 맡은 신청입니다.")).to_be_visible()
    expect(desk.get_by_text("이담당 → 박담당: 출산 휴가")).to_be_visible()
    row = desk.locator("section[aria-labelledby=history] tr", has_text="관리자가 다시 배정")
    expect(row).to_contain_text("출산 휴가")
    with pytest.raises(Refused) as late:
        assignment.reassign(
            world.service, ADMIN, [filed], taken_by="이담당", successor="", why="부재"
        )
    assert late.value.code == "not_taken_by"


def test_officers_of_another_office_and_auditors_only_look(world: World, page: Page) -> None:
    filed = plain_supplier(world)
    for roles, offices in (({OfficerRole.OFFICER}, ["39"]), ({OfficerRole.AUDITOR}, None)):
        world.account("제주담당", *roles, offices=offices)
        log_in_as(world, page, "제주담당")
        page.goto(f"{world.url}/officer/applications/{filed['number']}")
        expect(page.get_by_text("심사할 권한이 없어")).to_be_visible()
        expect(page.get_by_role("button", name="승인", exact=True)).to_have_count(0)


def test_a_view_of_the_queue_stays_in_the_address_and_is_kept(world: World, desk: Page) -> None:
    filed = plain_supplier(world)
    other = unsigned(world, Kind.CATALOGUE)
    desk.reload()
    looks_right(desk)
    desk.get_by_label("등록 종류").select_option("catalogue")
    desk.get_by_role("button", name="보기", exact=True).click()
    assert "kind=catalogue" in desk.url
    expect(desk.get_by_role("link", name=filed["number"])).to_have_count(0)
    desk.get_by_label("이름 (필수)").fill("목록화")
    desk.get_by_role("button", name="지금 보기를 저장").click()
    told(desk, "저장했습니다.")
    desk.get_by_role("link", name="목록화", exact=True).click()
    assert "kind=catalogue" in desk.url
    desk.get_by_role("link", name=other["number"]).click()
    expect(desk.get_by_role("link", name="다음 신청")).to_have_count(0)
    desk.goto(f"{world.url}/officer/?q=연습")
    desk.get_by_role("link", name=other["number"]).click()
    desk.get_by_role("link", name="다음 신청").click()
    assert f"{filed['number']}?q=" in desk.url


def test_every_page_of_the_desk_is_english_too(world: World, desk: Page) -> None:
    number = unsigned(world, Kind.INSTITUTION)["number"]
    desk.get_by_role("button", name="English").click()
    expect(desk.locator("html")).to_have_attribute("lang", "en")
    pages = ("/", "/figures", "/organisations", "/phrases", f"/applications/{number}")
    for path in pages:
        desk.goto(f"{world.url}/officer{path}")
        looks_right(desk, "en")
