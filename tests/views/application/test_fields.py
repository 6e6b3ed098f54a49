"""Each kind of question on the screen: typing, leaving, messages, conditions."""

import unicodedata

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from desktop_client.views import routes
from desktop_client.views.application import field_editor
from desktop_client.views.application.consent import ConsentDialog
from desktop_client.views.application.controls import CheckControl, ChoicesControl, TextControl
from desktop_client.views.application.date_control import CalendarPopup, DateControl
from registration.kinds import Kind
from testing.views import hands
from tests.views.application.conftest import Desk

KEYS = Qt.Key


def line_text(desk: Desk, key: str) -> str:
    control = desk.field(key).control
    assert isinstance(control, TextControl)
    return control.line.text()


def answers(desk: Desk) -> dict[str, object]:
    return dict(desk.form.editing.answers("general"))


def test_text_stays_as_typed_until_the_field_is_left(desk: Desk) -> None:
    desk.go_to("business_number")
    hands.type_text("1234567891")
    assert line_text(desk, "business_number") == "1234567891"
    hands.key(hands.TAB)
    assert line_text(desk, "business_number") == "123-45-67891"
    assert answers(desk)["business_number"] == "123-45-67891"


def test_return_goes_on_to_the_next_field(desk: Desk) -> None:
    desk.go_to("name")
    hands.type_text("가나상사")
    hands.key(KEYS.Key_Return)
    assert desk.field("english_name").has_focus()


def test_korean_is_composed_undisturbed_and_kept_composed(desk: Desk) -> None:
    desk.go_to("name")
    line = hands.focused()
    composing = QInputMethodEvent("한", [])
    QApplication.sendEvent(line, composing)
    desk.form.page.refresh()  # the autosave or a language rule may come in between
    assert line.text() == ""  # type: ignore[attr-defined]
    decomposed = QInputMethodEvent()
    decomposed.setCommitString(unicodedata.normalize("NFD", "한글"))
    QApplication.sendEvent(line, decomposed)
    hands.key(hands.TAB)
    assert answers(desk)["name"] == "한글"


def test_a_message_appears_when_a_field_is_left_not_while_typing(desk: Desk) -> None:
    desk.go_to("business_number")
    hands.type_text("1234567890")
    assert desk.message("business_number") == ""
    hands.key(hands.TAB)
    told = desk.message("business_number")
    assert told.startswith("오류: ")
    assert "검증 숫자" in told
    field = desk.field("business_number").control.target()
    assert told in field.accessibleDescription()


def test_a_half_typed_answer_is_not_called_wrong_when_something_else_is_checked(
    desk: Desk,
) -> None:
    desk.go_to("business_number")
    hands.type_text("123")
    desk.form.page.refresh()
    assert desk.message("business_number") == ""


def test_a_message_goes_when_the_answer_is_right(desk: Desk) -> None:
    desk.fill("business_number", "123")
    assert desk.message("business_number")
    desk.go_to("business_number")
    QTest.keyClick(hands.focused(), KEYS.Key_A, hands.CONTROL)
    hands.type_text("1234567891")
    hands.key(hands.TAB)
    assert desk.message("business_number") == ""


def test_an_empty_required_field_says_so_once_it_was_visited(desk: Desk) -> None:
    assert desk.message("name") == ""
    desk.fill("name", "")
    assert desk.message("name") == "오류: 필수 항목입니다."


def test_a_warning_is_told_apart_in_words_and_colour(desk: Desk) -> None:
    choose(desk, "entity", "법인사업자")
    desk.fill("corporate_number", "1101111234567")
    assert desk.message("corporate_number").startswith("확인: ")
    control = desk.field("corporate_number").control.target()
    assert control.property("problem") == "warning"
    desk.fill("phone", "1")
    assert desk.field("phone").control.target().property("problem") == "error"


def choose(desk: Desk, key: str, title: str) -> None:
    desk.go_to(key)
    combo = hands.focused()
    assert isinstance(combo, QComboBox)
    for _ in range(combo.findText(title) - combo.currentIndex()):
        hands.key(KEYS.Key_Down)
    assert combo.currentText() == title


def test_a_choice_is_made_by_the_arrow_keys(desk: Desk) -> None:
    choose(desk, "entity", "법인사업자")
    assert answers(desk)["entity"] == "corporation"
    hands.key(KEYS.Key_Home)
    assert "entity" not in answers(desk)
    assert "선택하여 주십시오" in desk.message("entity")


def test_the_wheel_scrolls_past_a_choice(desk: Desk) -> None:
    choose(desk, "entity", "법인사업자")
    combo = hands.focused()
    place = QPointF(5, 5)
    turn = QWheelEvent(
        place,
        QPointF(combo.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, turn)
    assert answers(desk)["entity"] == "corporation"


def test_several_choices_are_ticked_by_the_space_bar(desk: Desk) -> None:
    desk.go_to("business_areas")
    hands.key(KEYS.Key_Space)
    hands.key(hands.TAB)
    hands.key(hands.TAB)
    hands.key(KEYS.Key_Space)
    assert answers(desk)["business_areas"] == ["goods", "services"]
    assert desk.message("business_areas") == ""


def test_a_group_of_boxes_is_checked_when_the_keyboard_has_left_all_of_it(desk: Desk) -> None:
    desk.go_to("business_areas")
    control = desk.field("business_areas").control
    assert isinstance(control, ChoicesControl)
    for _ in control.boxes:
        QApplication.processEvents()
        assert desk.message("business_areas") == ""
        hands.key(hands.TAB)
    desk.qtbot.waitUntil(lambda: desk.message("business_areas") != "")


def test_questions_come_and_go_with_the_answers_they_depend_on(desk: Desk) -> None:
    assert not desk.field("corporate_number").isVisible()
    choose(desk, "entity", "법인사업자")
    assert desk.field("corporate_number").isVisible()
    assert desk.field("corporate_number").required
    desk.fill("corporate_number", "1101111234567")
    choose(desk, "entity", "법인등록번호가 없는 단체")
    assert not desk.field("corporate_number").isVisible()
    assert "corporate_number" not in answers(desk)
    hands.key(KEYS.Key_Up)
    assert line_text(desk, "corporate_number") == ""


def test_an_optional_question_becomes_required(desk: Desk) -> None:
    assert not desk.field("english_name").required
    desk.go_to("business_areas")
    hands.key(hands.TAB)
    hands.key(KEYS.Key_Space)
    assert desk.field("english_name").required
    desk.fill("english_name", "")
    assert "필수 항목입니다" in desk.message("english_name")


def test_a_tick_box_is_ticked_by_its_words_too(desk: Desk) -> None:
    words = desk.field("venture").control
    desk.go_to("venture")
    hands.click(hands.find(words, type(desk.field("venture")._title)))
    assert answers(desk)["venture"] is True
    assert desk.field("venture_year").isVisible()


def test_dates_are_forgiven(desk: Desk) -> None:
    desk.fill("opening_date", "2020년 3월 5일")
    assert line_text(desk, "opening_date") == "2020-03-05"
    assert desk.message("opening_date") == ""


def test_a_date_is_chosen_from_the_calendar_by_keys(desk: Desk) -> None:
    desk.fill("opening_date", "2020-03-05")
    desk.go_to("opening_date")
    hands.key(KEYS.Key_F4)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    assert popup.calendar.selectedDate() == QDate(2020, 3, 5)
    view = popup.calendar.focusProxy() or popup.calendar
    QTest.keyClick(view, KEYS.Key_Right)
    QTest.keyClick(view, KEYS.Key_Return)
    assert line_text(desk, "opening_date") == "2020-03-06"
    assert answers(desk)["opening_date"] == "2020-03-06"
    assert desk.field("opening_date").has_focus()


def test_the_calendar_closes_without_a_choice(desk: Desk) -> None:
    desk.go_to("opening_date")
    control = desk.field("opening_date").control
    assert isinstance(control, DateControl)
    hands.click(control.button)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    QTest.keyClick(popup, KEYS.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert "opening_date" not in answers(desk)


def test_a_rule_over_two_fields_is_told_beside_its_field(desk: Desk) -> None:
    desk.fill("business_number", "F123456789")
    desk.fill("nationality", "대한민국")
    assert "국적" in desk.message("nationality")


def test_a_screen_reader_hears_what_is_required_and_the_help(desk: Desk) -> None:
    target = desk.field("business_number").control.target()
    face = QAccessible.queryAccessibleInterface(target)
    assert face.text(QAccessible.Text.Name) == "사업자등록번호 (필수)"
    assert "10자리" in face.text(QAccessible.Text.Description)


def test_what_an_assistive_program_writes_is_kept(desk: Desk) -> None:
    control = desk.field("name").control
    assert isinstance(control, TextControl)
    control.line.setText("주식회사 새이름")  # as voice control does: no key is pressed
    assert answers(desk)["name"] == "주식회사 새이름"
    combo = desk.field("entity").control.target()
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(1)
    assert answers(desk)["entity"] == combo.itemData(1)


def test_what_an_assistive_program_ticks_is_kept(desk: Desk) -> None:
    for key, ticked, bare in (("venture", True, False), ("business_areas", ["goods"], None)):
        box = desk.field(key).control.target()
        acting = QAccessible.queryAccessibleInterface(box).actionInterface()
        assert acting is not None
        for answer in (ticked, bare):
            acting.doAction("Toggle")
            assert answers(desk).get(key) == answer


def test_opening_a_list_accuses_nobody(desk: Desk) -> None:
    combo = desk.field("entity").control.target()
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    hands.key(KEYS.Key_Space)
    assert combo.view().isVisible()
    assert desk.message("entity") == ""
    combo.hidePopup()
    assert desk.message("entity") == ""


def test_what_came_from_elsewhere_reads_as_if_it_was_typed(desk: Desk) -> None:
    desk.form.editing.set_answer("general", None, "business_number", "1234567891")
    desk.form.editing.set_answer("general", None, "phone", "0421231000")
    desk.page.section.load()
    assert line_text(desk, "business_number") == "123-45-67891"
    assert line_text(desk, "phone") == "042-123-1000"


def test_nothing_below_moves_when_a_message_comes_or_goes(desk: Desk) -> None:
    below = desk.field("nationality")
    before = below.y()
    desk.fill("business_number", "1234567890")
    assert desk.message("business_number")
    QApplication.processEvents()
    assert below.y() == before


def test_fields_are_as_wide_as_their_answers(desk: Desk) -> None:
    desk.window.resize(1400, 900)
    QApplication.processEvents()
    postcode, name, address = (
        desk.field(key).control.target().width() for key in ("postcode", "name", "address")
    )
    assert postcode < name < address


def test_a_condition_on_another_page_shows_what_it_requires(desk: Desk) -> None:
    desk.open(routes.NewApplication(kind=Kind.INSTITUTION))
    assert not desk.field("short_name").required
    desk.form.show_page("certificate")
    desk.form.editing.set_answer("certificate", None, "wanted", True)
    desk.form.show_page("general")
    assert desk.field("short_name").required
    assert desk.message("short_name")


def test_a_consent_is_read_before_it_is_ticked_by_the_keyboard(desk: Desk) -> None:
    control = desk.field("integrity_pledge").control
    assert isinstance(control, CheckControl)
    control.read_button.setFocus()
    hands.key(KEYS.Key_Return)
    dialog = desk.window.findChild(ConsentDialog)
    assert dialog is not None
    desk.qtbot.waitUntil(dialog.text.hasFocus)
    assert "담합" in dialog.text.toPlainText()
    hands.key(hands.TAB)
    hands.key(hands.TAB)
    hands.key(KEYS.Key_Return)
    assert answers(desk)["integrity_pledge"] is True


def test_what_is_wrong_with_a_field_is_announced_once_it_is_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(field_editor, "announce", lambda _widget, words: told.append(words))
    desk.fill("business_number", "123")
    assert [words.startswith("사업자등록번호: 오류:") for words in told] == [True]
    desk.fill("name", "주식회사 연습상사")
    assert len(told) == 1
