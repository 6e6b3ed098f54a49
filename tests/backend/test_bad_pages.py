"""What no browser sends to the pages, and what a hostile one does."""

import re
from collections.abc import Iterator

import pytest
import requests

from backend.app import create_app
from backend.bounds import SMALL
from backend.pages.access import SESSION_COOKIE
from registration.roles import OfficerRole
from testing.backend.world import World
from tests.backend.test_access import _flat

HOSTILE = ["\x00", "<script>alert(1)</script>", "\u202eevil", "가" * 3000, "'\"--;", "\ud7ff\ufffe"]

TYPED = (
    *("name", "subject", "actor", "until", "before", "organisation", "fingerprint", "version"),
    *("reason", "search", "state", "sequence", "next", "code", "new", "q", "office", "kind"),
)
"""Names of fields; a page that knows another has it among those that are not there."""


@pytest.fixture
def browser(world: World) -> Iterator[requests.Session]:
    """A browser of the practice officer, who has every role."""
    world.practice_officer()
    with requests.Session() as session:
        entered = session.get(
            f"{world.url}/officer/practice/{world.service.practice_key}", timeout=20
        )
        assert entered.status_code == 200
        yield session


def csrf(browser: requests.Session, world: World, path: str = "/officer/security") -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', browser.get(world.url + path).text)
    assert found
    return found[1]


def pages(world: World) -> list[tuple[str, str]]:
    """Method and path of every page, its parameters filled in with something."""
    return [
        (method, re.sub(r"\{[^}]*\}", "1", route.path))
        for route in _flat(create_app(world.service).routes)
        if not route.include_in_schema
        for method in sorted(route.methods or ())
    ]


def test_no_page_fails_whatever_is_typed(world: World, browser: requests.Session) -> None:
    """Every page and form with hostile texts in each of its fields: told, never a failure."""
    token, found = csrf(browser, world), pages(world)
    assert len(found) > 15
    for method, path in found:
        if path in ("/officer/logout", "/officer/language"):
            continue
        for text in HOSTILE:
            typed = dict.fromkeys(TYPED, text)
            query = {name: value[:300] for name, value in typed.items()}
            if method == "GET":
                answer = browser.get(world.url + path, params=query, timeout=20)
            else:
                given = typed | {"csrf": token, "page": "/officer/"}
                answer = browser.post(world.url + path, data=given, timeout=20)
            assert answer.status_code < 500, (method, path, text)
            assert "<script>alert" not in answer.text, (method, path)


def test_every_form_is_refused_without_its_proof(world: World, browser: requests.Session) -> None:
    for method, path in pages(world):
        if method != "POST":
            continue
        for token in ("", "x" * 43, "." * 9, "가\x00"):
            given = {"csrf": token, "page": "/officer/", "name": "x"}
            answer = browser.post(world.url + path, data=given, timeout=20)
            assert answer.status_code == 403, path
            assert "form_stale" in answer.text, path


def test_pages_carry_headers_that_let_nothing_foreign_in(
    world: World, browser: requests.Session
) -> None:
    for path in ("/officer/", "/officer/nothing", "/officer/security"):
        headers = browser.get(world.url + path, timeout=20).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
    sheet = re.search(r'href="([^"]+\.css)"', browser.get(f"{world.url}/officer/").text)
    assert sheet
    assert "immutable" in browser.get(world.url + sheet[1]).headers["cache-control"]


def test_what_is_no_form_is_told(world: World, browser: requests.Session) -> None:
    path = f"{world.url}/officer/accounts/new"
    for body, kind, status in (
        (b"{}", "application/json", 403),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 403),
        (b"--x\r\n", "multipart/form-data; boundary=x", 403),
        (b"x", "multipart/form-data", 400),
        (b"a=1&" * 600, "application/x-www-form-urlencoded", 400),
        (b"name=" + b"x" * SMALL.size, "application/x-www-form-urlencoded", 413),
    ):
        answer = browser.post(path, data=body, headers={"Content-Type": kind}, timeout=20)
        assert answer.status_code == status, kind
        assert answer.headers["content-type"].startswith("text/html")


def test_cookies_that_do_not_count_lead_to_the_login(world: World) -> None:
    world.practice_officer()
    with requests.Session() as browser:
        browser.get(f"{world.url}/officer/practice/{world.service.practice_key}")
        ended = browser.cookies.get(SESSION_COOKIE, path="/officer") or ""
        token = csrf(browser, world)
        browser.post(f"{world.url}/officer/logout", data={"csrf": token})
    for cookie in (
        ended,
        "x" * 43,
        world.account("김담당", OfficerRole.OFFICER),
        "가".encode().hex(),
    ):
        answer = requests.get(
            f"{world.url}/officer/accounts", cookies={SESSION_COOKIE: cookie}, timeout=20
        )
        assert 'name="password"' in answer.text
        posted = requests.post(
            f"{world.url}/officer/accounts/new",
            cookies={SESSION_COOKIE: cookie},
            data={"csrf": token, "page": "/officer/accounts/new", "name": "남긴 이름"},
            timeout=20,
        )
        assert posted.status_code == 401
        assert 'name="carried"' in posted.text


def test_a_login_leads_to_no_other_site(world: World) -> None:
    for target in ("https://evil.example/", "//evil.example", "/\\evil", "javascript:1", "/\x00"):
        page = requests.get(f"{world.url}/officer/login", params={"next": target}, timeout=20)
        assert 'name="next" value="/officer/"' in page.text, target


def test_a_token_of_a_browser_is_none_of_a_program(world: World) -> None:
    world.practice_officer()
    with requests.Session() as browser:
        browser.get(f"{world.url}/officer/practice/{world.service.practice_key}")
        cookie = browser.cookies.get(SESSION_COOKIE, path="/officer") or ""
    assert world.get("/v1/officer/applications", cookie).status_code == 401
