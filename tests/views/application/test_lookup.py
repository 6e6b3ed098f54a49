"""Codes found by typing their names: the list, what it fills in, and what is refused."""

from collections.abc import Callable
from importlib import import_module

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client.errors import ClientError
from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.application import texts
from desktop_client.views.application.field_editor import FieldEditor
from desktop_client.views.application.lookup import LookupControl
from desktop_client.views.language import say
from desktop_client.views.window import MainWindow
from desktop_client.work import Work
from desktop_client.workflows.enquiries import Enquiries
from registration.forms.describe import describe_section
from registration.forms.institution import General
from registration.kinds import Kind
from registration.wire import Institution, Institutions
from testing.views import hands
from tests.views.application.conftest import Desk

KEYS = Qt.Key


def lookup(desk: Desk, key: str) -> LookupControl:
    control = desk.field(key).control
    assert isinstance(control, LookupControl)
    return control


def meaning(desk: Desk, key: str) -> str:
    """What stands below a code."""
    return lookup(desk, key)._meaning.text()


def listed(control: LookupControl) -> list[str]:
    """What the list shows; nothing where it is hidden."""
    return [one.words for one in control.popup.findings] if control.popup.isVisible() else []


@pytest.fixture
def products(desk: Desk) -> Desk:
    """A row of 공급물품, the keyboard in its code."""
    desk.form.show_page("supplied")
    desk.rows.add_row()
    desk.go_to("product_number")
    return desk


def test_a_name_finds_the_code_and_fills_in_the_name(products: Desk) -> None:
    control = lookup(products, "product_number")
    hands.type_text("컴퓨터")
    assert len(listed(control)) == 2
    assert control.line.hasFocus()
    hands.key(KEYS.Key_Down)
    hands.key(KEYS.Key_Down)
    hands.key(KEYS.Key_Up)
    hands.key(KEYS.Key_Return)
    assert listed(control) == []
    answers = products.form.editing.answers("supplied", 0)
    assert answers["product_number"] == control.line.text() == "4321150102"
    assert answers["name"] == "컴퓨터서버"
    assert products.field("name").control.target().text() == "컴퓨터서버"  # type: ignore[attr-defined]
    assert say_meaning(control) == "컴퓨터서버"
    assert control.line.hasFocus()
    hands.key(KEYS.Key_Backspace)
    assert say_meaning(control) == ""


def say_meaning(control: LookupControl) -> str:
    return control._meaning.text() if control._meaning.isVisible() else ""


def test_a_click_chooses_too_and_the_field_keeps_the_keyboard(products: Desk) -> None:
    control = lookup(products, "product_number")
    hands.type_text("432115")
    seen = control.popup.list
    place = seen.visualItemRect(seen.item(1)).center()
    QTest.mouseClick(seen.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert products.form.editing.answers("supplied", 0)["product_number"] == "4321150301"
    assert control.line.hasFocus()


def test_a_syllable_still_being_composed_is_searched_for_and_not_disturbed(
    products: Desk,
) -> None:
    control = lookup(products, "product_number")
    QApplication.sendEvent(control.line, QInputMethodEvent("레미", []))
    assert any("레미콘" in one for one in listed(control))
    assert control.line.text() == ""
    assert control.line.preedit == "레미"
    committed = QInputMethodEvent()
    committed.setCommitString("레미콘")
    QApplication.sendEvent(control.line, committed)
    assert control.line.text() == "레미콘"
    hands.key(hands.TAB)
    assert products.form.editing.answers("supplied", 0)["product_number"] == "3011150501"


def test_the_list_never_takes_the_keyboard(products: Desk) -> None:
    control = lookup(products, "product_number")
    flags = control.popup.windowFlags()
    assert flags & Qt.WindowType.WindowDoesNotAcceptFocus
    assert control.popup.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert control.popup.list.focusPolicy() == Qt.FocusPolicy.NoFocus
    hands.type_text("서버")
    assert listed(control)
    assert QApplication.focusWidget() is control.line


def test_escape_and_leaving_close_the_list_without_a_choice(products: Desk) -> None:
    control = lookup(products, "product_number")
    hands.type_text("서버")
    hands.key(KEYS.Key_Escape)
    assert listed(control) == []
    hands.key(KEYS.Key_Down)
    assert listed(control)
    hands.key(hands.TAB)
    assert listed(control) == []
    assert products.message("product_number") == "오류: 세부품명번호는 숫자 10자리입니다."


def test_a_code_typed_in_full_fills_in_its_name_once(products: Desk) -> None:
    products.fill("product_number", "43211501-02")
    answers = products.form.editing.answers("supplied", 0)
    assert answers == {"product_number": "4321150102", "name": "컴퓨터서버", "is_main": True}
    products.fill("name", "서버(2U)")
    products.go_to("product_number")
    hands.key(hands.TAB)
    assert "서버(2U)" in str(products.form.editing.answers("supplied", 0)["name"])


def test_full_width_digits_and_an_unlisted_code_are_taken_and_its_name_is_asked(
    products: Desk,
) -> None:
    products.fill("product_number", "９９９９９９９９９９")
    assert products.form.editing.answers("supplied", 0)["product_number"] == "9999999999"
    assert products.message("product_number") == ""
    assert meaning(products, "product_number") == say(texts.NAME_UNCONFIRMED)


def test_a_code_that_a_complete_table_lacks_is_taken_with_a_warning(desk: Desk) -> None:
    desk.form.show_page("licences")
    desk.rows.add_row()
    desk.fill("industry_code", "0000")
    assert desk.form.editing.answers("licences", 0)["industry_code"] == "0000"
    assert desk.message("industry_code").startswith("확인: ")


def test_a_trade_is_found_with_the_law_it_is_licensed_by(desk: Desk) -> None:
    desk.form.show_page("licences")
    desk.rows.add_row()
    desk.go_to("industry_code")
    hands.type_text("토목공사업")
    assert listed(lookup(desk, "industry_code"))[0] == "0001  토목공사업 (건설산업기본법)"


@pytest.fixture
def closed(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, dress: Callable[..., None]
) -> FieldEditor:
    """기관유형 as it is where an operator's table is long."""
    monkeypatch.setattr(import_module("registration.forms.describe"), "SHORT_TABLE", 3)
    field = next(one for one in describe_section(General) if one.key == "institution_type")
    assert field.control == "lookup"
    dress("ko")
    editor = FieldEditor(field)
    qtbot.addWidget(editor)
    editor.show()
    editor.focus()
    return editor


def test_a_closed_table_shows_the_title_and_answers_the_code(closed: FieldEditor) -> None:
    control = closed.control
    assert isinstance(control, LookupControl)
    given: list[object] = []
    closed.changed.connect(lambda _key, answer: given.append(answer))
    QTest.keyClicks(control.line, "2020")
    assert [one.code for one in control.popup.findings] == ["202010", "202020"]
    QTest.keyClick(control.line, KEYS.Key_Down)
    QTest.keyClick(control.line, KEYS.Key_Return)
    assert given[-1] == "202010"
    assert control.line.text() == "지방자치단체 > 기초 > 본청"
    control.load("nonsense")
    assert control.line.text() == "nonsense"
    control.load("202020")
    assert control.line.text() == "지방자치단체 > 기초 > 소속기관"
    control.load(None)
    assert control.line.text() == ""


def test_a_closed_table_keeps_what_is_in_no_table_as_typed(closed: FieldEditor) -> None:
    control = closed.control
    given: list[object] = []
    closed.changed.connect(lambda _key, answer: given.append(answer))
    QTest.keyClicks(control.target(), "zzz")
    assert isinstance(control, LookupControl)
    assert control.popup.note.text() == say(texts.NOTHING_FOUND)
    assert given == ["z", "zz", "zzz"]
    closed.control.target().clearFocus()


class Asked(Enquiries):
    """The service's answers to a search."""

    def __init__(self) -> None:
        self.typed: list[str] = []
        self.fails = False

    def institutions(self, _work: Work, typed: str) -> Institutions:
        self.typed.append(typed)
        if self.fails:
            raise ClientError("service_unreachable")
        found = [
            Institution(code="9990001", name="연습시청", top="연습도청", parent="연습도청",
                        registered=True),
            Institution(code="9990002", name="연습군청", top="연습도청", parent="연습도청",
                        registered=False),
        ]  # fmt: skip
        return Institutions(found=found, more=True)


@pytest.fixture
def institution(
    qtbot: QtBot, parts: Parts, window: MainWindow, settle: Callable[[], None]
) -> tuple[Desk, Asked]:
    """An institution's application, and the service as it answers."""
    asked = Asked()
    parts.__dict__["enquiries"] = asked
    made = Desk(qtbot, parts, window)
    made.open(routes.NewApplication(kind=Kind.INSTITUTION))
    made.go_to("institution_code")
    return made, asked


def test_registered_institutions_are_shown_with_the_reason_and_cannot_be_chosen(
    institution: tuple[Desk, Asked],
) -> None:
    desk, asked = institution
    control = lookup(desk, "institution_code")
    hands.type_text("연습")
    desk.qtbot.waitUntil(lambda: bool(listed(control)))
    assert asked.typed == ["연습"]
    assert "이미 등록된" in listed(control)[0]
    assert say(texts.MORE_FOUND) == control.popup.note.text()
    assert not control.popup.choose(0)
    hands.key(KEYS.Key_Down)
    hands.key(KEYS.Key_Return)
    answers = desk.form.editing.answers("general")
    assert answers["institution_code"] == "9990002"
    assert answers["name"] == "연습군청"
    assert answers["top_institution"] == "연습도청"


def test_without_the_service_the_list_is_the_program_s_own(
    institution: tuple[Desk, Asked],
) -> None:
    desk, asked = institution
    asked.fails = True
    control = lookup(desk, "institution_code")
    hands.type_text("조달")
    desk.qtbot.waitUntil(lambda: bool(listed(control)))
    assert control.popup.note.text() == say(texts.SERVICE_NOT_ASKED)
    assert listed(control) == ["1230000  조달청"]
    desk.fill("institution_code", "")
    assert desk.form.editing.answers("general")["institution_code"] == "조달"


def test_a_table_pasted_with_names_gives_codes(products: Desk) -> None:
    QApplication.clipboard().setText("레미콘\t레미콘\n4321150102\t서버")
    products.rows.paste_rows()
    rows = products.form.editing.rows("supplied")
    assert [row.get("product_number") for row in rows] == ["3011150501", "4321150102"]
