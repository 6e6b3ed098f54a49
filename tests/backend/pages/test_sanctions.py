"""부정당업자 in the browser: an officer enters each document, anyone looks them up."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from practice.applicants import supplier
from registration.korean_time import today
from registration.roles import OfficerRole
from registration.sanctions.course import Document, last_day
from testing.backend.sanctions import entered, followed, notice
from testing.backend.world import World
from tests.backend.pages.conftest import looks_right

KEY = "1111111119/1"


def fill_notice(page: Page, world: World, months: int = 6) -> None:
    start = today(world.clock())
    for label, value in (
        ("통보기관", "한국도로공사"),
        ("사업자등록번호", "111-11-11119"),
        ("상호", "연습업체"),
        ("제재 시작일", str(start)),
        ("제재 만료일", str(last_day(start, months))),
        ("제재 사유", "뇌물 제공"),
    ):
        page.get_by_label(f"{label} (필수)", exact=True).fill(value)
    page.get_by_label("제재근거 (필수)").select_option("state-27-1-7")


def confirm(page: Page) -> None:
    page.get_by_role("button", name="확인 화면으로").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("등록 전 확인")
    page.get_by_role("button", name="확인했으며 등록합니다").click()


def test_an_officer_enters_every_document_of_a_sanction(world: World, desk: Page) -> None:
    desk.get_by_role("link", name="부정당업자", exact=True).first.click()
    expect(desk.get_by_text("조건에 맞는 제재가 없습니다.")).to_be_visible()
    looks_right(desk)
    desk.get_by_role("link", name="제재통보 등록").click()
    looks_right(desk)

    fill_notice(desk, world, months=24)
    too_late = today(world.clock()) + timedelta(days=800)
    desk.get_by_label("제재 만료일 (필수)").fill(str(too_late))
    desk.get_by_role("group", name="대표자 1").get_by_label("성명").fill("홍길동")
    desk.get_by_role("button", name="확인 화면으로").click()
    expect(desk.get_by_text("제재 기간은 2년(24개월)을 넘을 수 없습니다.")).to_be_visible()
    expect(desk.get_by_label("상호 (필수)")).to_have_value("연습업체")
    looks_right(desk)
    desk.get_by_role("button", name="대표자 추가").click()
    expect(desk.get_by_role("group", name="대표자 3")).to_be_visible()
    expect(desk.get_by_role("group", name="대표자 1").get_by_label("성명")).to_have_value("홍길동")

    desk.get_by_label("제재 만료일 (필수)").fill(str(last_day(today(world.clock()), 6)))
    desk.get_by_role("button", name="확인 화면으로").click()
    looks_right(desk)
    assert world.rows()["sanctions"] == 0
    desk.get_by_role("button", name="돌아가서 고치기").click()
    expect(desk.get_by_label("제재 사유 (필수)")).to_have_value("뇌물 제공")
    confirm(desk)
    expect(desk.get_by_role("status")).to_contain_text("제재통보: 등록하였습니다.")
    expect(desk.get_by_text("제재 중", exact=True)).to_be_visible()
    looks_right(desk)

    desk.get_by_role("link", name="정지", exact=True).click()
    desk.get_by_label("사유 (필수)").fill("집행정지 결정")
    confirm(desk)
    expect(desk.get_by_text("정지 중", exact=True)).to_be_visible()
    desk.get_by_role("link", name="재개", exact=True).click()
    desk.get_by_label("재개 사유 (필수)").fill("본안 기각")
    looks_right(desk)
    confirm(desk)
    desk.get_by_role("link", name="수정", exact=True).click()
    expect(desk.get_by_label("통보기관 (필수)")).to_have_value("한국도로공사")
    expect(desk.get_by_label("사업자등록번호")).to_have_count(0)
    desk.get_by_label("수정 사유 (필수)").fill("상호 변경")
    desk.get_by_label("상호 (필수)").fill("새 이름")
    confirm(desk)
    expect(desk.get_by_role("heading", level=1)).to_contain_text("새 이름")
    desk.get_by_role("link", name="해제", exact=True).click()
    desk.get_by_label("사유 (필수)").fill("취소 판결")
    confirm(desk)
    expect(desk.locator("tbody tr")).to_have_count(5)
    expect(desk.get_by_role("link", name="정지", exact=True)).to_have_count(0)
    looks_right(desk)


def test_sanctions_are_found_and_filtered_by_their_address(world: World, desk: Page) -> None:
    entered(world, notice(world))
    entered(world, notice(world, firm={"business_number": "3333333336", "name": "두번째상사"}))
    followed(world, Document.LIFT, 1)
    desk.goto(f"{world.url}/officer/sanctions")
    desk.get_by_label("상태").select_option(label="해제")
    desk.get_by_role("button", name="찾기").click()
    expect(desk.locator("tbody tr")).to_have_count(1)
    assert "standing=lifted" in desk.url
    desk.goto(f"{world.url}/officer/sanctions?search=두번째&standing=nonsense")
    expect(desk.locator("tbody tr")).to_contain_text("두번째상사")
    desk.get_by_role("button", name="English").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sanctions")
    looks_right(desk, "en")
    desk.goto(f"{world.url}/officer/sanctions/{KEY}")
    looks_right(desk, "en")
    desk.goto(f"{world.url}/officer/sanctions/new")
    looks_right(desk, "en")


def test_who_only_looks_is_led_to_no_form(world: World, page: Page) -> None:
    entered(world, notice(world))
    world.account("김감사", OfficerRole.AUDITOR)
    page.goto(f"{world.url}/officer/login")
    page.get_by_label("이름").fill("김감사")
    page.get_by_label("비밀번호").fill("correct horse battery")
    page.get_by_role("button", name="로그인").click()
    page.goto(f"{world.url}/officer/sanctions/{KEY}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("연습업체")
    expect(page.get_by_role("link", name="정지", exact=True)).to_have_count(0)
    page.goto(f"{world.url}/officer/sanctions/{KEY}/stay")
    expect(page.get_by_text("role_missing")).to_be_visible()


def test_a_form_of_an_older_version_is_refused_and_keeps_what_was_typed(
    world: World, desk: Page
) -> None:
    entered(world, notice(world))
    desk.goto(f"{world.url}/officer/sanctions/{KEY}/lift")
    desk.get_by_label("사유 (필수)").fill("늦은 해제")
    desk.get_by_role("button", name="확인 화면으로").click()
    assert followed(world, Document.STAY, 1).status_code == 200
    desk.get_by_role("button", name="확인했으며 등록합니다").click()
    expect(desk.get_by_role("alert")).to_contain_text("그 사이 이 제재에 다른 문서가")
    expect(desk.get_by_label("사유 (필수)")).to_have_value("늦은 해제")
    looks_right(desk)
    confirm(desk)
    expect(desk.get_by_text("해제", exact=True).first).to_be_visible()
    expect(desk.locator("tbody tr")).to_have_count(3)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_anyone_looks_a_number_up(world: World, page: Page, language: str) -> None:
    page.goto(f"{world.url}/sanctions?language={language}")
    looks_right(page, language)
    box = page.get_by_role("textbox")
    box.fill("123-45-6789")
    box.press("Enter")
    expect(box).to_have_attribute("aria-invalid", "true")
    looks_right(page, language)
    box.fill("111-11-11119")
    box.press("Enter")
    none = {"ko": "제재를 받은 적이 없다는 뜻은 아닙니다", "en": "there never was one"}
    expect(page.get_by_role("status")).to_contain_text(none[language])
    entered(world, notice(world))
    page.reload()
    expect(page.get_by_text("계약 불이행")).to_be_visible()
    looks_right(page, language)
    page.get_by_role("link", name="English" if language == "ko" else "한국어").click()
    looks_right(page, "en" if language == "ko" else "ko")
    assert not page.context.cookies()


def test_anyone_compares_a_paper_with_what_it_must_say(world: World, page: Page) -> None:
    world.registered()
    session = world.login(world.applicant()).json()["token"]
    (record,) = world.get("/v1/registration", session).json()["records"]
    page.goto(f"{world.url}/papers?code={record['paper_code']}")
    expect(page.get_by_role("status")).to_contain_text("이 서비스가 낸 문서입니다")
    for told in (supplier()["representatives"][0]["name"], "1468"):
        expect(page.get_by_text(told).first).to_be_visible()
    looks_right(page)
    page.goto(f"{world.url}/papers?language=en&code=2026000001-AAAAAAAAAAAAAAAA")
    expect(page.get_by_text("There is no such code.")).to_be_visible()
    expect(page.get_by_role("status")).to_have_count(0)
    looks_right(page, "en")


def test_an_administrator_fetches_the_organisations(world: World, desk: Page) -> None:
    world.registered()
    desk.get_by_role("link", name="내보내기", exact=True).first.click()
    looks_right(desk)
    with desk.expect_download() as download:
        desk.get_by_role("link", name="JSON 파일 내려받기").click()
    parties = json.loads(download.value.path().read_bytes())["parties"]
    assert [party["id"] for party in parties] == ["KR-BRN-1111111119"]
