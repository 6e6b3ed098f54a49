"""What assistive programs are told: headings, menus, what was asked, and tables by row and cell."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from desktop_client.views.signing.facts import Facts
from desktop_client.views.spoken.roles import interface_of
from desktop_client.views.widgets.buttons import MarkedButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.look import speak_as
from registration.text import Text

Role, Name = QAccessible.Role, QAccessible.Text.Name
ROWS = [(Text("상호", "Name"), "연습상사"), (Text("대표자", "Head"), "김대표")]


@pytest.fixture
def facts(qtbot: QtBot) -> Facts:
    shown = Facts(ROWS)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_document_is_read_by_row_and_cell(facts: Facts) -> None:
    told = interface_of("", facts)
    assert told is not None
    assert told.role() == Role.Table
    rows = [told.child(place) for place in range(told.childCount())]
    assert [row.role() for row in rows] == [Role.Row] * 2
    assert [row.text(Name) for row in rows] == ["상호: 연습상사", "대표자: 김대표"]
    cells = [rows[0].child(place) for place in range(rows[0].childCount())]
    assert [cell.text(Name) for cell in cells] == ["상호", "연습상사"]
    assert told.indexOfChild(rows[1]) == 1
    assert rows[0].parent() is told


def test_a_document_written_anew_is_read_anew(facts: Facts) -> None:
    told = interface_of("", facts)
    assert told is not None
    assert told.childCount() == 2
    facts.rows = facts.rows[:1]
    facts.write()
    assert told.childCount() == 1


def test_headings_are_headings_and_other_texts_are_left_to_qt(qtbot: QtBot) -> None:
    heading, text = Label("제목", "heading"), Label("본문")
    for label in (heading, text):
        qtbot.addWidget(label)
    told = interface_of("", heading)
    assert told is not None
    assert (told.role(), told.text(Name)) == (Role.Heading, "제목")
    assert interface_of("", text) is None
    assert interface_of("", QLabel()) is None


def test_a_list_says_what_is_asked_and_what_is_chosen(qtbot: QtBot) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["개인", "법인"])
    box.setAccessibleName("법인구분 (필수)")
    told = interface_of("", box)
    assert told is not None
    assert told.text(Name) == "법인구분 (필수): 개인"
    acting = told.actionInterface()
    acting.doAction(acting.increaseAction())
    assert told.text(Name) == "법인구분 (필수): 법인"


def test_an_entry_of_the_menu_is_pressed_and_says_whether_one_is_there(qtbot: QtBot) -> None:
    pressed: list[str] = []
    entry = speak_as(MarkedButton("신청 현황", lambda: pressed.append("status")), "menu-item")
    qtbot.addWidget(entry)
    told = interface_of("", entry)
    assert told is not None
    assert told.role() == Role.MenuItem
    assert not told.state().checked
    acting = told.actionInterface()
    acting.doAction(acting.pressAction())
    assert pressed == ["status"]
    assert told.state().checked
