"""Pages of the service in a browser: an officer logged in, and what every page has to be."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from testing.backend.world import World


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
