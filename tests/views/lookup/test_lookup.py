"""조회·문서 확인: asked by keys and clicks, answered, not found, stopped, in every look."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_client.errors import ClientError
from desktop_client.views import routes, theme
from desktop_client.views.language import say, set_language
from desktop_client.views.lookup import texts
from registration.kinds import Kind
from registration.lifecycle import STATE_NAMES, State
from registration.printouts import PRINTOUT_NAMES, PrintoutKind
from registration.text import Language
from registration.wire import LookedUp, PrintoutVerdict
from testing.views import looks
from testing.views.acting import FakeParts, Stage
from testing.views.faking import Gate

Check = Callable[[Any], list[str]]
NUMBER, KEY, CODE = "2026000001", "111-11-11119", "2026000001-ABCDEFGHIJKLMNOP"


def looked_up(state: State = State.PENDING) -> LookedUp:
    return LookedUp(
        receipt_number=NUMBER,
        kind=Kind.SUPPLIER,
        state=state,
        received="2026-11-27T00:30:00Z",
    )


def verdict(**changed: Any) -> PrintoutVerdict:
    values = {
        "paper": "record",
        "kind": Kind.SUPPLIER,
        "receipt_number": NUMBER,
        "applicant": "주식회사 연습상사",
        "issued": "2026-11-27T00:30:00Z",
        "document_sha256": "ab" * 32,
        "in_force": True,
    }
    return PrintoutVerdict.model_validate(values | changed)


def qapp() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def ask(stage: Stage, **typed: str) -> None:
    """Type into lines by their names, and press Return in the last."""
    for name, text in typed.items():
        line = stage.find(QLineEdit, f"lookup-{name}")
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    stage.settle()


@pytest.mark.parametrize("state", State)
def test_an_application_is_looked_up_by_two_numbers(
    stage: Stage, parts: FakeParts, state: State
) -> None:
    parts.following.lookup.will(looked_up(state))
    screen = stage.enter(routes.Lookup())
    assert screen.start_focus().objectName() == "lookup-number"
    assert not screen.application.button.isEnabled()
    ask(stage, number=NUMBER, key=KEY)
    assert parts.following.lookup.calls == [(NUMBER, KEY)]
    words = stage.words()
    for part in (say(STATE_NAMES[state]), NUMBER, "2026-11-27 09:30"):
        assert part in words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (verdict(), texts.GENUINE),
        (verdict(in_force=False), texts.OUTDATED),
        (verdict(paper="application"), PRINTOUT_NAMES[PrintoutKind.APPLICATION]),
    ],
)
def test_a_paper_is_checked_by_its_code(
    stage: Stage, parts: FakeParts, found: PrintoutVerdict, words: Any
) -> None:
    parts.following.paper.will(found)
    stage.enter(routes.Lookup())
    ask(stage, code=CODE)
    assert parts.following.paper.calls == [(CODE,)]
    assert words.ko in stage.words()
    assert "ab" * 32 in stage.words()


def test_what_the_paper_says_is_shown_to_compare(stage: Stage, parts: FakeParts) -> None:
    contents = [
        {"title": "일반", "lines": [["주소", "대전광역시 서구 연습로 189"]], "rows": []},
        {"title": "업종·면허", "lines": [], "rows": [["업종코드", "업종명"], ["1468", ""]]},
    ]
    parts.following.paper.will(verdict(contents=contents))
    stage.enter(routes.Lookup())
    ask(stage, code=CODE)
    words = stage.words()
    for part in ("대전광역시 서구 연습로 189", "업종·면허", "업종코드 1468"):
        assert part in words


def test_what_is_not_found_leaves_the_keyboard_with_the_numbers(
    stage: Stage, parts: FakeParts
) -> None:
    parts.following.lookup.will(ClientError("lookup_not_found"), looked_up())
    screen = stage.enter(routes.Lookup())
    ask(stage, number=NUMBER, key=KEY)
    assert "lookup_not_found" in stage.words()
    stage.top.activateWindow()
    assert screen.application.lines[0].selectedText() == NUMBER
    assert not stage.sees("lookup-retry")
    stage.press("lookup-number-go")
    assert say(STATE_NAMES[State.PENDING]) in stage.words()
    assert "lookup_not_found" not in stage.words()


def test_a_service_that_is_away_is_asked_again(stage: Stage, parts: FakeParts) -> None:
    parts.following.paper.will(ClientError("service_unreachable"), verdict())
    stage.enter(routes.Lookup())
    ask(stage, code=CODE)
    assert "service_unreachable" in stage.words()
    stage.press("lookup-retry")
    assert texts.GENUINE.ko in stage.words()


def test_an_enquiry_can_be_stopped(stage: Stage, parts: FakeParts) -> None:
    gate = Gate(looked_up())
    parts.following.lookup.will(gate)
    screen = stage.enter(routes.Lookup())
    screen.application.fill([NUMBER, KEY])
    stage.click("lookup-number-go")
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.click("lookup-stop")
    gate.let_go()
    stage.settle()
    assert texts.STOPPED.ko in stage.words()
    assert say(STATE_NAMES[State.PENDING]) not in stage.words()
    assert screen.place() == routes.Lookup((NUMBER, KEY), ("",))


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("check", [looks.clipped, looks.unnamed, looks.faint_texts])
def test_nothing_is_cut_unnamed_or_faint(
    stage: Stage, parts: FakeParts, language: Language, percent: int, check: Check
) -> None:
    set_language(language)
    theme.apply(qapp(), "dark" if percent == 100 else "light", percent)
    parts.following.lookup.will(looked_up(State.REJECTED), ClientError("unexpected"))
    parts.following.paper.will(verdict(), ClientError("paper_not_found"))
    stage.enter(routes.Lookup())
    for typed in ({"number": NUMBER, "key": KEY}, {"code": CODE}) * 2:
        ask(stage, **typed)
        assert check(stage.top) == []
