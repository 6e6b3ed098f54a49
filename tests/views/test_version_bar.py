"""새 버전 안내 in the window: told at the start, on every screen, and what may be done."""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views import routes, version_texts
from desktop_client.views.language import say
from desktop_client.views.window import MainWindow
from desktop_client.workflows.versions import installing
from desktop_client.workflows.versions.following import Source, Versions
from testing.pki.web import Server, body, server
from tests.workflows.versions.making import KEYS, NOW, notice

__all__ = ["server"]  # a fixture

PROGRAM = b"MZ an installer"
SETUP = "g2b-client-2.1.0-setup.exe"


@pytest.fixture
def publish(parts: Parts, server: Server) -> Callable[..., None]:
    """Has a publisher say something to this program, whose version is told."""

    def say_so(version: str, **changes: object) -> None:
        url = server.url("/notice", body(notice(**changes)))
        source = Source(url, KEYS)
        parts.__dict__["versions"] = Versions(
            parts.folder / "versions", lambda: source, version=lambda: version, clock=lambda: NOW
        )

    return say_so


def _told(qtbot: QtBot, window: MainWindow) -> str:
    bar = window.version_bar
    qtbot.waitUntil(lambda: bar.notice is not None and bar.isVisible())
    assert bar.notice is not None
    return bar.notice.accessibleName()


def _buttons(window: MainWindow) -> dict[str, QPushButton]:
    assert window.version_bar.notice is not None
    found = window.version_bar.notice.findChildren(QPushButton)
    return {button.text(): button for button in found}


def test_an_unsupported_version_is_told_why_and_that_nothing_is_lost(
    publish: Callable[..., None], open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    publish("1.4.1")
    window = open_window()
    told = _told(qtbot, window)
    assert "1.4.1" in told
    assert "암호 규격이 바뀌었습니다." in told
    assert "그대로 남아" in told
    assert _buttons(window) == {}
    window.navigate(routes.Settings())
    assert window.version_bar.isVisible()


def test_an_older_version_may_be_told_later(
    publish: Callable[..., None], open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    publish("2.0")
    window = open_window()
    assert "2.1.0" in _told(qtbot, window)
    _buttons(window)[say(version_texts.LATER)].click()
    assert not window.version_bar.isVisible()


def test_an_old_version_is_asked_to_update_before_its_support_ends(
    publish: Callable[..., None], open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    publish("1.5")
    told = _told(qtbot, open_window())
    assert "1.5" in told
    assert "지원이 끝나기 전에" in told


def test_the_strip_speaks_the_language_of_the_screen(
    publish: Callable[..., None], open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    publish("1.4.1")
    window = open_window()
    _told(qtbot, window)
    window.choose("language", "en")
    assert "The cryptography has changed." in _told(qtbot, window)


def test_the_latest_version_is_told_nothing(
    publish: Callable[..., None], open_window: Callable[[], MainWindow], parts: Parts, qtbot: QtBot
) -> None:
    publish("2.1")
    window = open_window()
    asked = parts.folder / "versions" / "version-notice.json"
    qtbot.waitUntil(asked.exists)
    qtbot.waitUntil(lambda: not parts.jobs.busy)
    assert not window.version_bar.isVisible()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What is started on a Windows where that is all that matters."""
    started: list[Path] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(installing, "start_installer", lambda file, _named: started.append(file))
    return started


def _installer(server: Server, content: bytes) -> dict[str, object]:
    return {
        "platform": "windows",
        "file": SETUP,
        "url": server.url(f"/{SETUP}", body(content)),
        "size": len(PROGRAM),
        "sha256": hashlib.sha256(PROGRAM).hexdigest(),
    }


def test_on_windows_the_checked_installer_is_started_and_the_window_closes(
    publish: Callable[..., None],
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    server: Server,
    started: list[Path],
) -> None:
    publish("2.0", installers=[_installer(server, PROGRAM)])
    window = open_window()
    _told(qtbot, window)
    _buttons(window)[say(version_texts.FETCH)].click()
    qtbot.waitUntil(lambda: say(version_texts.INSTALL) in _buttons(window))
    assert started == []
    _buttons(window)[say(version_texts.INSTALL)].click()
    assert [file.name for file in started] == [SETUP]
    assert started[0].read_bytes() == PROGRAM
    assert not window.isVisible()


def test_another_file_is_never_started(
    publish: Callable[..., None],
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    server: Server,
    started: list[Path],
) -> None:
    publish("2.0", installers=[_installer(server, PROGRAM[::-1])])
    window = open_window()
    _told(qtbot, window)
    _buttons(window)[say(version_texts.FETCH)].click()
    qtbot.waitUntil(lambda: say(version_texts.AGAIN) in _buttons(window))
    assert SETUP in _told(qtbot, window)
    _buttons(window)[say(version_texts.LATER)].click()
    assert "2.1.0" in _told(qtbot, window)
    assert started == []


def test_an_administrator_switches_it_off(tmp_path: Path) -> None:
    (tmp_path / "admin.json").write_text(json.dumps({"version_notices": "off"}))
    parts = Parts(practice=False, folder=tmp_path, administrator_file=tmp_path / "admin.json")
    assert parts.versions.own() is None
    assert parts.settings.is_fixed("version_notices")
