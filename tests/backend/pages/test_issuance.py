"""참조번호와 인가코드 entered in a browser, and told to the applicant alone."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from backend.app import create_app
from backend.services.officer_rights import OfficerActing
from backend.services.review import issuance
from backend.storage.models import Issuance
from practice.applicants import applicant
from registration.kinds import Kind
from registration.roles import OfficerRole
from testing.backend.world import World, taken_in
from tests.backend.conftest import Switch
from tests.backend.pages.conftest import enter, looks_right

CODE = "SECRET-4711"


@pytest.fixture
def desk(world: World, page: Page, switch: Switch) -> Page:
    """The desk of a service outside practice, where nobody makes codes up."""
    enter(world, page)
    config = world.service.config.model_copy(update={"practice": False})
    switch.app = create_app(replace(world.service, config=config))
    return page


def enter_codes(desk: Page, reference: str, code: str) -> None:
    desk.get_by_label("참조번호 (필수)").fill(reference)
    desk.get_by_label("인가코드 (필수)").fill(code)
    desk.get_by_role("button", name="참조번호·인가코드 저장").click()


def test_codes_are_entered_and_reach_the_applicant_once(world: World, desk: Page) -> None:
    form = applicant(Kind.INSTITUTION)
    filed = taken_in(world.file_unsigned(world.application(form, kind=Kind.INSTITUTION)))
    world.decided(filed["number"], "approve")
    desk.reload()
    desk.get_by_role("link", name="참조번호·인가코드 입력 대기 1").click()
    looks_right(desk)
    desk.get_by_role("link", name=filed["number"]).click()
    expect(desk.get_by_text("아직 입력하지 않았습니다.")).to_be_visible()
    looks_right(desk)

    enter_codes(desk, "20261127", "한글 코드")
    expect(desk.locator("#field-authorisation_code-problem")).to_contain_text("20자까지")
    expect(desk.get_by_label("참조번호 (필수)")).to_have_value("20261127")
    expect(desk.get_by_label("인가코드 (필수)")).to_have_value("")
    looks_right(desk)

    enter_codes(desk, "20261127", CODE)
    expect(desk.get_by_role("status")).to_contain_text("저장했습니다.")
    expect(desk.get_by_text("신청인이 아직 받지 않았습니다.")).to_be_visible()
    assert CODE not in desk.content()
    path = f"/v1/submissions/{filed['number']}/issuance"
    told = world.post(path, {"request_id": "CITY0001"}, filed["key"]).json()
    assert (told["reference_number"], told["authorisation_code"]) == ("20261127", CODE)
    desk.reload()
    expect(desk.get_by_text("신청인이 받았습니다.")).to_be_visible()
    events = desk.locator("section[aria-labelledby=history] tr")
    expect(events.last).to_contain_text(re.compile("참조번호·인가코드 수령"))
    desk.goto(f"{world.url}/officer/issuances")
    expect(desk.get_by_text("입력할 신청이 없습니다.")).to_be_visible()


def test_all_that_wait_are_counted_though_not_all_are_listed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = applicant(Kind.INSTITUTION)
    filed = taken_in(world.file_unsigned(world.application(form, kind=Kind.INSTITUTION)))
    world.decided(filed["number"], "approve")
    everywhere = OfficerActing("officer", frozenset({OfficerRole.OFFICER}))
    elsewhere = replace(everywhere, offices=frozenset({"39"}))
    with world.service.database.write() as session:
        session.execute(update(Issuance).values(authorisation_code=None, fetched=None))
    with world.service.database.read() as session:
        (waiting,) = issuance.awaited(session, everywhere)
        assert waiting.receipt_number == filed["number"]
        assert issuance.awaited(session, elsewhere) == []
        assert issuance.count_awaited(session, elsewhere) == 0
        monkeypatch.setattr(issuance, "MOST_AWAITED", 0)
        assert issuance.awaited(session, everywhere) == []
        assert issuance.count_awaited(session, everywhere) == 1
