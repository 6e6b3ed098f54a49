"""A program without a service address is no dead end: it leads to the settings and to practice."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_client.parts import Parts
from desktop_client.views import routes, texts
from desktop_client.views.home import texts as home_texts
from desktop_client.views.language import say
from desktop_client.views.settings.screen import SettingsScreen
from desktop_client.views.view_menu import ViewMenu
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.window import MainWindow
from testing.views import hands


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """Real parts of the real service, without an address."""
    built = Parts(practice=False, folder=tmp_path / "data", administrator_file=tmp_path / "none")
    yield built
    built.close()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was started beside this program."""
    calls: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_how: calls.append(command))
    return calls


def _notice(window: MainWindow) -> Notice:
    return hands.find(window.current, Notice)


def test_the_first_screen_leads_to_the_settings(
    window: MainWindow, settle: Callable[[], None]
) -> None:
    hands.click(hands.find(_notice(window), Button, say(home_texts.TO_SETTINGS)))
    assert isinstance(window.current, SettingsScreen)
    settle()


def test_practice_opens_beside_this_window(
    window: MainWindow, parts: Parts, started: list[list[str]], settle: Callable[[], None]
) -> None:
    hands.click(hands.find(_notice(window), Button, say(home_texts.PRACTISE)))
    assert started == [
        [sys.executable, "-m", "desktop_client", "--practice", "--folder", str(parts.folder)]
    ]
    assert say(texts.PRACTICE_OPENING) in hands.texts(window)
    window.navigate(routes.Home())
    settle()


def test_practice_is_in_the_menu(
    window: MainWindow, started: list[list[str]], settle: Callable[[], None]
) -> None:
    hands.click(window.header.view_button)
    menu = window.header.findChild(ViewMenu)
    assert menu is not None
    hands.entry(menu, say(texts.PRACTISE)).trigger()
    menu.close()
    assert len(started) == 1
    settle()


def test_what_cannot_be_started_is_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, settle: Callable[[], None]
) -> None:
    def fail(*_command: Any, **_how: Any) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "Popen", fail)
    window.practise()
    assert any("연습 서비스를 시작하지" in words for words in hands.texts(window))
    settle()


def test_with_an_address_nothing_stands_in_the_way(
    parts: Parts, open_window: Callable[[], MainWindow], settle: Callable[[], None]
) -> None:
    parts.settings.set("service_url", "https://registration.example.kr")
    window = open_window()
    assert say(home_texts.NO_ADDRESS) not in hands.texts(window)
    settle()


def test_the_command_is_one_this_program_knows() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "desktop_client", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--practice" in listed.stdout
    assert "--folder" in listed.stdout
