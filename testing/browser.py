"""Debian's Chromium, as tests of pages drive it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
UNPACKED = Path(os.environ.get("G2B_UNPACKED", "/")) / "usr/lib/chromium"
PROGRAMS = ("chromium-headless-shell", "chromium")
"""The shell is the same engine without the browser's own window, which costs three times as much
processor time as the pages that tests open; the whole browser does where it is what there is.
"""
WIDTH, HEIGHT = 1024, 768
LIMIT_MS = 20_000


@contextmanager
def running() -> Iterator[Browser]:
    """Run Chromium, one a process: its library keeps an event loop in the thread that starts it."""
    program = _program()
    assert program, "no chromium: make setup unpacks it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def without_cookies(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser that knows nothing, on a screen of 1024 by 768."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    context.set_default_timeout(LIMIT_MS)
    expect.set_options(timeout=LIMIT_MS)
    yield context
    context.close()


@contextmanager
def empty_page(context: BrowserContext) -> Iterator[Page]:
    """Give a page on which nothing may be blocked by its own policy."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not [text for text in complaints if "Content Security Policy" in text]


def _program() -> str | None:
    for name in PROGRAMS:
        found = shutil.which(name, path=UNPACKED) or shutil.which(name)
        if found:
            return found
    return None
