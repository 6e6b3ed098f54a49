"""An officer's way in and out, by a browser; nothing typed is lost on it."""

from playwright.sync_api import Page, expect

from registration.roles import OfficerRole
from testing.backend.world import OFFICER_PASSWORD, World
from tests.backend.pages.conftest import enter, looks_right

NAME = "김담당"


def log_in(page: Page, name: str = NAME, password: str = OFFICER_PASSWORD) -> None:
    page.get_by_label("이름").fill(name)
    page.get_by_label("비밀번호").fill(password)
    page.get_by_role("button", name="로그인").click()


def test_an_officer_logs_in_and_out(world: World, page: Page) -> None:
    world.account(NAME, OfficerRole.OFFICER)
    page.goto(f"{world.url}/officer/")
    assert page.url == f"{world.url}/officer/login"
    looks_right(page)
    log_in(page, password="wrong")
    expect(page.get_by_role("alert")).to_contain_text("비밀번호가 맞지 않습니다")
    expect(page.get_by_label("이름")).to_have_value(NAME)
    looks_right(page)
    log_in(page)
    expect(page.get_by_text(f"{NAME} 님")).to_be_visible()
    assert page.url == f"{world.url}/officer/"
    looks_right(page)
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "officer"]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/officer")
    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_role("status")).to_contain_text("로그아웃하였습니다")
    page.goto(f"{world.url}/officer/")
    expect(page.get_by_role("heading", name="담당자 로그인")).to_be_visible()


def test_every_page_of_the_way_in_is_english_too(world: World, page: Page) -> None:
    page.goto(f"{world.url}/officer/login?next=/officer/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Officers' login")).to_be_visible()
    looks_right(page, "en")
    enter(world, page)
    looks_right(page, "en")
    page.goto(f"{world.url}/officer/nothing")
    expect(page.get_by_role("heading", name="Not found.")).to_be_visible()
    looks_right(page, "en")


def test_the_practice_link_opens_the_pages_more_than_once(world: World, page: Page) -> None:
    for _ in range(2):
        enter(world, page)
        assert page.url == f"{world.url}/officer/"
        page.context.clear_cookies()
    page.goto(f"{world.url}/officer/practice/{'x' * 43}")
    expect(page.get_by_role("heading", name="찾을 수 없습니다.")).to_be_visible()
