"""환경 점검 in the window: the way there, the results as they come, a stop, what is copied."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QFrame
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views import texts as window_texts
from desktop_client.views.checkup import texts
from desktop_client.views.checkup.screen import CheckupScreen
from desktop_client.views.language import say
from desktop_client.views.view_menu import ViewMenu
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.window import MainWindow
from desktop_client.work import Work
from desktop_client.workflows.checkup import texts as check_texts
from desktop_client.workflows.checkup.check import Check, Result, fine, mend
from desktop_client.workflows.checkup.checkup import Checkup
from registration.text import Text
from testing.views import hands

TITLE = Text("시험", "Test")


class Fixed:
    """A check with a result made before."""

    title = TITLE

    def __init__(self, name: str, result: Result) -> None:
        self.name, self._result = name, result

    def look(self, work: Work) -> Result:
        work.check()
        return self._result


class Endless(Fixed):
    """A check that ends when it is stopped."""

    def look(self, work: Work) -> Result:
        while True:
            work.pause(0.01)


GOOD = Fixed("good", fine(Text("좋습니다.", "Good.")))
BAD = Fixed("bad", mend(Text("나쁩니다.", "Bad."), Text("고치십시오.", "Mend it.")))


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Check]:
    """What is checked; a test fills it."""
    chosen: list[Check] = []
    built = Checkup.__init__

    def replace(self: Checkup, *values: object, **named: object) -> None:
        built(self, *values, **named)  # type: ignore[arg-type]  # passed on as they came
        self.checks = chosen

    monkeypatch.setattr(Checkup, "__init__", replace)
    return chosen


def rows(screen: CheckupScreen) -> list[str]:
    frames = screen.results.findChildren(QFrame)
    return [frame.accessibleName() for frame in frames if type(frame) is QFrame]


def opened(window: MainWindow) -> CheckupScreen:
    hands.click(window.header.view_button)
    menu = window.header.findChild(ViewMenu)
    assert menu is not None
    entry = hands.entry(menu, say(window_texts.CHECKUP))
    entry.trigger()
    menu.close()
    assert isinstance(window.current, CheckupScreen)
    return window.current


def summary(screen: CheckupScreen) -> str:
    notice = screen.summary.shown
    return notice.message if isinstance(notice, Notice) else ""


def test_results_are_shown_told_and_copied(
    window: MainWindow, checks: list[Check], settle: Callable[[], None]
) -> None:
    checks += [GOOD, BAD]
    screen = opened(window)
    settle()
    assert summary(screen) == say(check_texts.SOME_TO_MEND, count=1)
    assert len(rows(screen)) == 2
    assert "고치십시오." in rows(screen)[1]
    hands.click(screen.copy)
    assert QApplication.clipboard().text().splitlines()[1:] == [
        "[조치 필요] 시험: 나쁩니다.",
        "    → 고치십시오.",
    ]
    checks.remove(BAD)
    hands.click(screen.again)
    settle()
    assert summary(screen) == say(check_texts.ALL_WELL)
    assert len(rows(screen)) == 1


def test_a_check_can_be_stopped_and_what_was_found_stays(
    window: MainWindow, checks: list[Check], qtbot: QtBot, settle: Callable[[], None]
) -> None:
    checks += [GOOD, Endless("endless", GOOD.look(Work()))]
    screen = opened(window)
    qtbot.waitUntil(lambda: len(rows(screen)) == 1)
    stop = screen.findChild(Button, "checkup-stop")
    assert stop is not None
    hands.click(stop)
    settle()
    assert summary(screen) == say(texts.STOPPED)
    assert len(rows(screen)) == 1


def test_the_place_is_kept_when_the_language_changes(
    window: MainWindow, checks: list[Check], settle: Callable[[], None]
) -> None:
    checks.append(GOOD)
    window.navigate(routes.Checkup())
    settle()
    window.choose("language", "en")
    settle()
    assert isinstance(window.current, CheckupScreen)
    assert rows(window.current) == ["Fine: Test. Good."]


def test_the_real_checks_know_of_practice(parts: Parts) -> None:
    names = [check.name for check in parts.checkup.checks]
    assert "service" in names
    assert len(names) == 13
