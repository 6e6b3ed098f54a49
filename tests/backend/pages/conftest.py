"""One Chromium for all tests of pages; each test has a context of its own in it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from testing.backend.world import World

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
UNPACKED = Path(os.environ.get("G2B_UNPACKED", "/")) / "usr/lib/chromium/chromium"
WIDTH, HEIGHT = 1024, 768
LIMIT_MS = 20_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a test without it fails."""
    program = str(UNPACKED) if UNPACKED.is_file() else shutil.which("chromium")
    assert program, "no chromium: make setup unpacks it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without cookies, on a screen of 1024 by 768."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    context.set_default_timeout(LIMIT_MS)
    expect.set_options(timeout=LIMIT_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty page, on which no script may fail and nothing be blocked."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    blocked = [text for text in complaints if "Content Security Policy" in text]
    assert not blocked


@pytest.fixture
def desk(world: World, page: Page) -> Page:
    """The first page of the practice officer, logged in, with every role."""
    enter(world, page)
    return page


def enter(world: World, page: Page) -> None:
    """Log in as the practice officer, as the link of the practice service does."""
    world.practice_officer()
    page.goto(f"{world.url}/officer/practice/{world.service.practice_key}")


def looks_right(page: Page, language: str = "ko") -> None:
    """Assert that everyone can use the page: axe finds nothing, it fits, its language is told."""
    assert page.locator("html").get_attribute("lang") == language
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} pixels wider than the screen"
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
