"""부정당업자 조회: asked by keys, found, none with its note, failed, stopped, in every look."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.views import routes, theme
from desktop_client.views.language import set_language
from registration.sanctions.messages import PublicSanction, PublicSanctions
from registration.text import Language
from testing.views import looks
from testing.views.acting import FakeParts, Stage
from testing.views.faking import Gate

NUMBER = "111-11-11119"
SANCTION = PublicSanction(
    business_number="1111111119",
    name="연습업체",
    agency="한국도로공사",
    basis="국가계약법 제27조제1항제7호 (관계 공무원에 대한 뇌물 제공)",
    basis_en="국가계약법 제27조제1항제7호 (Bribery of an official concerned)",
    start="2026-11-01",
    end="2027-04-30",
    reason="뇌물 제공",
)
NONE = PublicSanctions(business_number="1111111119", sanctions=[])
FOUND = PublicSanctions(business_number="1111111119", sanctions=[SANCTION, SANCTION])


def ask(stage: Stage, number: str = NUMBER) -> None:
    line = stage.find(QLineEdit, "sanctions-number")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, number)
    QTest.keyClick(line, Qt.Key.Key_Return)
    stage.settle()


def test_the_first_screen_leads_to_it(stage: Stage) -> None:
    stage.enter(routes.Home())
    stage.qtbot.waitUntil(lambda: stage.sees("home-sanctions"))
    stage.click("home-sanctions")
    assert stage.went == [routes.Sanctions()]


def test_a_sanction_in_force_is_shown_with_its_basis(stage: Stage, parts: FakeParts) -> None:
    parts.following.sanctions.will(FOUND)
    screen = stage.enter(routes.Sanctions())
    assert screen.start_focus().accessibleName() == "사업자등록번호"
    assert not screen.question.button.isEnabled()
    ask(stage)
    assert parts.following.sanctions.calls == [(NUMBER,)]
    words = stage.words()
    for told in (
        "부정당업자 제재 중",
        "국가계약법 제27조제1항제7호",
        "2027-04-30",
        "한국도로공사",
        "제재 2",
    ):
        assert told in words


def test_none_is_told_not_to_be_a_history(stage: Stage, parts: FakeParts) -> None:
    parts.following.sanctions.will(NONE)
    screen = stage.enter(routes.Sanctions())
    ask(stage)
    words = stage.words()
    assert "111-11-11119: 지금 효력이 있는 제재가 없습니다." in words
    assert "제재를 받은 적이 없다는 뜻은 아닙니다" in words
    assert screen.question.lines[0].selectedText() == NUMBER


def test_a_number_that_is_none_leaves_the_keyboard_with_it(stage: Stage, parts: FakeParts) -> None:
    parts.following.sanctions.will(ServiceRefused("business_number_wrong"))
    screen = stage.enter(routes.Sanctions())
    ask(stage, "123")
    assert "사업자등록번호가 아닙니다" in stage.words()
    assert screen.question.lines[0].selectedText() == "123"
    assert not stage.sees("sanctions-retry")


def test_a_service_that_is_away_is_asked_again(stage: Stage, parts: FakeParts) -> None:
    parts.following.sanctions.will(ClientError("service_unreachable"), NONE)
    stage.enter(routes.Sanctions())
    ask(stage)
    assert "service_unreachable" in stage.words()
    stage.press("sanctions-retry")
    assert "지금 효력이 있는 제재가 없습니다" in stage.words()


def test_an_enquiry_can_be_stopped(stage: Stage, parts: FakeParts) -> None:
    gate = Gate(NONE)
    parts.following.sanctions.will(gate)
    screen = stage.enter(routes.Sanctions(NUMBER))
    stage.click("sanctions-number-go")
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.click("sanctions-stop")
    gate.let_go()
    stage.settle()
    assert "조회를 중지했습니다." in stage.words()
    assert screen.place() == routes.Sanctions(NUMBER)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("check", [looks.clipped, looks.unnamed, looks.faint_texts])
def test_nothing_is_cut_unnamed_or_faint(
    stage: Stage,
    parts: FakeParts,
    language: Language,
    percent: int,
    check: Callable[[Any], list[str]],
) -> None:
    set_language(language)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark" if percent == 100 else "light", percent)
    parts.following.sanctions.will(FOUND, NONE, ClientError("unexpected"))
    stage.enter(routes.Sanctions())
    for _ in range(3):
        ask(stage)
        assert check(stage.top) == []
