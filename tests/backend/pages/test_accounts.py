"""Accounts, roles and second factors, as officers set them up in a browser."""

import re

import pyotp
import pytest
from playwright.sync_api import Page, expect

from backend.services.access import officer_logins
from registration.roles import OfficerRole
from testing.backend.world import OFFICER_PASSWORD, World
from tests.backend.pages.conftest import looks_right
from tests.backend.pages.test_login import NAME, log_in


def step_on(world: World) -> None:
    """To the next code: each counts once."""
    world.clock.move(seconds=30)


def code(world: World, key: str) -> str:
    return pyotp.TOTP(key.replace(" ", "")).at(world.clock())


def enrol(world: World, page: Page) -> tuple[str, list[str]]:
    """Set the second factor up; its key and the recovery codes."""
    key = page.locator("dl.facts code").inner_text()
    page.get_by_label("인증번호").fill(code(world, key))
    page.get_by_role("button", name="설정").click()
    expect(page.get_by_role("heading", name="복구 코드")).to_be_visible()
    return key, page.locator(".codes code").all_inner_texts()


def test_an_administrator_makes_an_account_that_enrols_and_works(world: World, desk: Page) -> None:
    """From the first page to the new officer's: password once, second factor, one use a code."""
    page = desk
    page.get_by_role("link", name="담당자 계정").first.click()
    looks_right(page)
    page.get_by_role("link", name="계정 추가").click()
    page.get_by_label("이름").fill("박<b>담당")
    page.get_by_role("button", name="저장").click()
    expect(page.get_by_text("접수청을 선택하십시오.")).to_be_visible()
    looks_right(page)
    expect(page.get_by_label("이름")).to_have_value("박<b>담당")
    page.get_by_label("서울지방조달청").check()
    page.get_by_role("button", name="저장").click()
    password = page.locator("#new-password").inner_text()
    looks_right(page)
    page.get_by_role("button", name="로그아웃").click()

    log_in(page, "박<b>담당", password)
    expect(page.get_by_role("heading", name="2단계 인증")).to_be_visible()
    looks_right(page)
    page.goto(f"{world.url}/officer/")
    assert page.url.endswith("/officer/security"), "before anything else"
    page.get_by_label("인증번호").fill("000000")
    page.get_by_role("button", name="설정").click()
    expect(page.get_by_text("인증번호가 맞지 않습니다.")).to_be_visible()
    key, recovery = enrol(world, page)
    assert len(set(recovery)) == 10
    looks_right(page)
    page.get_by_role("link", name="계속").click()
    assert page.url == f"{world.url}/officer/"
    expect(page.get_by_role("link", name="담당자 계정")).to_have_count(0)

    page.get_by_role("button", name="로그아웃").click()
    used = code(world, key)
    log_in(page, "박<b>담당", password)
    expect(page.get_by_label("인증번호")).to_be_visible()
    looks_right(page)
    page.get_by_label("인증번호").fill(used)
    page.get_by_role("button", name="로그인").click()
    expect(page.get_by_role("alert")).to_contain_text("이미 쓴 것")
    page.get_by_label("인증번호").fill(recovery[0].upper())
    page.get_by_role("button", name="로그인").click()
    assert page.url == f"{world.url}/officer/"
    page.goto(f"{world.url}/officer/security")
    expect(page.get_by_text("남은 복구 코드: 9개")).to_be_visible()


def enrolled(world: World) -> str:
    """An account with a second factor; its key."""
    from backend.services.access import second_factor

    world.account(NAME, OfficerRole.OFFICER)
    service = world.service
    token = officer_logins.open_for(service, NAME)
    acting = officer_logins.in_browser(service, token).officer
    key = second_factor.offer(service, acting).key
    second_factor.take(service, acting, code(world, key))
    step_on(world)
    return key


def test_programs_give_a_code_too_and_each_once(world: World) -> None:
    key = enrolled(world)
    body = {"officer": NAME, "password": OFFICER_PASSWORD}
    answers = []
    for given in ("", code(world, key), code(world, key), "123456"):
        answer = world.post("/v1/officer/sessions", body | {"code": given})
        answers.append((answer.status_code, answer.json().get("code")))
    assert answers[0] == (401, "code_required")
    assert answers[1][0] == 201
    assert answers[2:] == [(401, "code_wrong")] * 2


def test_wrong_codes_lock_out_as_wrong_passwords_do(world: World) -> None:
    """And a right password between them does not start the count anew."""
    key = enrolled(world)
    body = {"officer": NAME, "password": OFFICER_PASSWORD}
    for _ in range(5):
        assert world.post("/v1/officer/sessions", body).json()["code"] == "code_required"
        answer = world.post("/v1/officer/sessions", body | {"code": "000000"})
        assert answer.json()["code"] == "code_wrong"
    for given in ("", code(world, key)):
        answer = world.post("/v1/officer/sessions", body | {"code": given})
        assert answer.json()["code"] == "login_failed"


def test_an_account_is_changed_reset_and_ended(world: World, desk: Page) -> None:
    page = desk
    token = world.account(NAME, OfficerRole.OFFICER)
    page.goto(f"{world.url}/officer/accounts")
    page.get_by_role("link", name=NAME).click()
    looks_right(page)
    page.get_by_label("감사").check()
    page.get_by_label("담당자", exact=True).uncheck()
    page.get_by_role("button", name="저장").click()
    expect(page.get_by_role("status")).to_contain_text("저장하였습니다")
    row = page.get_by_role("row", name=re.compile(NAME))
    expect(row).to_contain_text("감사")
    assert world.decide("2026000001", "approve", token).status_code in (403, 404)
    row.get_by_role("link").click()
    stale = page.url
    page.get_by_role("button", name="계정 종료").click()
    expect(page.get_by_role("row", name=re.compile(NAME))).to_contain_text("종료")
    assert world.get("/v1/officer/applications", token).json()["code"] == "session_account_closed"
    page.goto(stale)
    page.get_by_role("button", name="초기화").click()
    expect(page.locator("#new-password")).to_be_visible()
    page.goto(f"{world.url}/officer/accounts")
    page.get_by_role("link", name="officer").click()
    expect(page.get_by_text("자신의 계정은 바꿀 수 없습니다.")).to_be_visible()


@pytest.mark.parametrize("way", ["idle", "another login"])
def test_what_was_typed_outlives_the_login(world: World, desk: Page, way: str) -> None:
    """The session ends, or is another one, while a form is filled in: it is shown again."""
    page = desk
    world.account(NAME, *OfficerRole)
    page.goto(f"{world.url}/officer/accounts/new?from=list")
    page.get_by_label("이름").fill("최보존")
    page.get_by_label("감사").check()
    page.get_by_label("부산지방조달청").check()
    if way == "idle":
        world.clock.move(minutes=31)
        page.get_by_role("button", name="저장").click()
        expect(page.get_by_text("입력하던 내용은 그대로 있습니다")).to_be_visible()
        looks_right(page)
        log_in(page, "officer")
    else:
        page.context.clear_cookies(name="officer")
        other = page.context.new_page()
        other.goto(f"{world.url}/officer/practice/{world.service.practice_key}")
        page.get_by_role("button", name="저장").click()
    expect(page.get_by_text("다시 채웠습니다")).to_be_visible()
    assert page.url == f"{world.url}/officer/accounts/new?from=list"
    expect(page.get_by_label("이름")).to_have_value("최보존")
    expect(page.get_by_label("감사")).to_be_checked()
    expect(page.get_by_label("부산지방조달청")).to_be_checked()
    page.get_by_role("button", name="저장").click()
    expect(page.locator("#new-password")).to_be_visible()
    page.goto(f"{world.url}/officer/accounts/new?from=list")
    expect(page.get_by_label("이름")).to_have_value("")


def test_a_form_carried_through_somebody_elses_login_is_not_shown(world: World, desk: Page) -> None:
    page = desk
    world.account(NAME, *OfficerRole)
    page.goto(f"{world.url}/officer/accounts/new")
    page.get_by_label("이름").fill("비밀 이름")
    world.clock.move(minutes=31)
    page.get_by_role("button", name="저장").click()
    log_in(page, NAME)
    assert page.url == f"{world.url}/officer/"
    page.goto(f"{world.url}/officer/accounts/new")
    expect(page.get_by_label("이름")).to_have_value("")


def test_a_session_ends_after_its_longest_time_though_it_is_used(world: World, desk: Page) -> None:
    for _ in range(29):
        world.clock.move(minutes=20)
        desk.goto(f"{world.url}/officer/")
        expect(desk.get_by_role("button", name="로그아웃")).to_be_visible()
    world.clock.move(minutes=20)
    desk.goto(f"{world.url}/officer/")
    expect(desk.get_by_role("heading", name="담당자 로그인")).to_be_visible()
