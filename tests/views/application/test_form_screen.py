"""The whole form: by keyboard only, to the review or to what is wrong, in both languages."""

import re
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget, QWidget

from desktop_client.parts import Parts
from desktop_client.views import routes, screens
from desktop_client.views.application.controls import ChoiceControl, ChoicesControl
from desktop_client.views.application.field_editor import FieldEditor
from desktop_client.views.application.page_list import PageChoice, PageList
from desktop_client.views.application.rows_page import RowsPage
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.view_menu import ViewMenu
from desktop_client.views.widgets.step_bar import StepBar
from registration.forms.check import canonical
from registration.kinds import FilingPurpose, Kind
from registration.text import Text
from testing.views import hands, looks
from tests.views.application.conftest import Desk

KEYS = Qt.Key

TYPED: dict[str, list[dict[str, Any]]] = {
    "general": [
        {
            "business_number": "1234567891",
            "nationality": "KR",
            "name": "가나상사 주식회사",
            "english_name": "Gana Trading",
            "entity": "corporation",
            "opening_date": "2010.3.2",
            "incorporation_date": "20100302",
            "corporate_number": "110111-1234564",
            "office_kind": "head",
            "business_areas": ["goods", "foreign"],
            "trade": "both",
            "enterprise_size": "small",
            "venture": True,
            "venture_year": "2024",
            "capital": "100000000",
            "employees": "12",
            "settlement_month": "12",
            "postcode": "04524",
            "address": "서울특별시 중구 세종대로 110",
            "address_detail": "3층",
            "phone": "0212345678",
            "fax": "02-1234-5679",
            "homepage": "https://gana.example.kr",
            "bank": "한국은행",
            "bank_account": "123-456",
            "integrity_pledge": True,
        }
    ],
    "representatives": [
        {
            "name": "홍길동",
            "birth_date": "1970년 5월 5일",
            "email": "hong@gana.example.kr",
            "mobile": "01012345678",
            "representation": "several",
        },
        {"name": "김철수", "representation": "several"},
    ],
    "branches": [
        {"name": "부산지사", "postcode": "48058", "address": "부산시", "phone": "0511234567"}
    ],
    "factories": [
        {
            "name": "제1공장",
            "postcode": "12345",
            "address": "경기도",
            "tenure": "leased",
            "lease_start": "2024-01-01",
            "lease_end": "2030-12-31",
        }
    ],
    "supplied": [{"product_number": "4412170401", "name": "볼펜", "sales": "1000000"}],
    "manufactured": [{"product_number": "4412170402", "name": "연필", "proof": "factory"}],
    "licences": [{"industry_code": "0001", "name": "문구 제조업", "acquired": "2015-01-01"}],
    "agents": [{"name": "이영희", "phone": "01098765432", "employed": True}],
    "reception": [
        {
            "office": "12",
            "email": "hong@gana.example.kr",
            "mobile": "01012345678",
            "sharing_consent": True,
        }
    ],
}


class Review(Screen):
    """Stands for the next screen."""

    title = Text("검토", "Review")

    def __init__(self, _parts: Parts, navigate: Navigate, route: routes.Review) -> None:
        super().__init__(navigate)
        self.route = route


@pytest.fixture
def review(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(screens.SCREENS, routes.Review, Review)


def field_with_keyboard(desk: Desk) -> FieldEditor:
    key = desk.page.section.focused_field()
    assert key is not None, QApplication.focusWidget()
    return desk.field(key)


def answer_by_keys(field: FieldEditor, answer: Any) -> None:
    """Answer the question that has the keyboard, then go on by Tab."""
    control = field.control
    if isinstance(control, ChoicesControl):
        for value in control.boxes:
            if value in answer:
                hands.key(KEYS.Key_Space)
            hands.key(hands.TAB)
        return
    if isinstance(control, ChoiceControl):
        combo = hands.focused()
        assert isinstance(combo, QComboBox)
        for _ in range(combo.findData(answer)):
            hands.key(KEYS.Key_Down)
    elif answer is True:
        hands.key(KEYS.Key_Space)
    else:
        hands.type_text(answer)


def fill_row_by_keys(desk: Desk, answers: dict[str, Any]) -> None:
    for key, answer in answers.items():
        while (field := field_with_keyboard(desk)).field.key != key:
            hands.key(hands.TAB)
        answer_by_keys(field, answer)


def fill_page_by_keys(desk: Desk, rows: list[dict[str, Any]]) -> None:
    for number, answers in enumerate(rows):
        page = desk.form.page
        if isinstance(page, RowsPage):
            begun = desk.form.editing.rows(page.page.key)
            if number or not begun:
                QTest.keyClick(hands.focused(), KEYS.Key_Return, hands.CONTROL)
        fill_row_by_keys(desk, answers)


def fill_form_by_keys(desk: Desk) -> None:
    for place, page in enumerate(desk.form.editing.description.pages):
        if place:
            QTest.keyClick(hands.focused(), KEYS.Key_PageDown, hands.CONTROL)
        assert desk.form.page_key == page.key
        fill_page_by_keys(desk, TYPED[page.key])


@pytest.mark.usefixtures("review")
def test_the_whole_form_is_filled_in_by_keyboard_only(desk: Desk) -> None:
    fill_form_by_keys(desk)
    while hands.focused() is not desk.form.review_button:
        hands.key(hands.TAB)
    draft_id = desk.draft_id
    hands.key(KEYS.Key_Return)
    assert isinstance(desk.window.current, Review)
    assert desk.window.current.route == routes.Review(draft_id)
    form = canonical(Kind.SUPPLIER, desk.parts.drafts.load(draft_id).form)
    assert form["general"]["business_number"] == "1234567891"
    assert form["general"]["business_areas"] == ["goods", "foreign"]
    assert form["general"]["incorporation_date"] == "2010-03-02"
    assert form["representatives"][0]["birth_date"] == "1970-05-05"
    assert [row["is_main"] for row in form["representatives"]] == [True, False]
    assert form["licences"][0]["industry_code"] == "0001"
    assert form["agents"][0]["employed"] is True
    for page, rows in TYPED.items():
        filled = form[page] if isinstance(form[page], list) else [form[page]]
        for row, typed in zip(filled, rows, strict=True):
            assert set(typed) <= set(row)


def test_an_unfinished_form_leads_to_its_first_problem_and_lists_all(desk: Desk) -> None:
    desk.form.show_page("reception")
    hands.click(desk.form.review_button)
    assert desk.form.page_key == "general"
    assert desk.field("business_number").has_focus()
    assert desk.message("business_number") == "오류: 필수 항목입니다."
    listed = hands.find(desk.form, QListWidget)
    assert listed.count() == len(desk.form.editing.errors())
    assert listed.item(0).text() == "일반 › 사업자등록번호: 필수 항목입니다."


def line_of(listed: QListWidget, beginning: str) -> int:
    lines = [listed.item(number).text() for number in range(listed.count())]
    return next(number for number, line in enumerate(lines) if line.startswith(beginning))


def test_the_list_leads_to_each_problem_and_shrinks(desk: Desk) -> None:
    desk.form.review()
    listed = hands.find(desk.form, QListWidget)
    before = listed.count()
    listed.setFocus()
    listed.setCurrentRow(line_of(listed, "접수 › 휴대폰"))
    hands.key(KEYS.Key_Return)
    assert desk.form.page_key == "reception"
    assert desk.field("mobile").has_focus()
    hands.type_text("01012345678")
    hands.key(hands.TAB)
    assert listed.count() == before - 1


def test_a_problem_in_a_row_is_gone_to(desk: Desk) -> None:
    desk.form.show_page("branches")
    desk.rows.add_row()
    desk.fill("name", "부산")
    desk.rows.add_row()
    desk.form.review()
    listed = hands.find(desk.form, QListWidget)
    row = line_of(listed, "지사 2 › 지사명")
    hands.click(listed.viewport())
    listed.itemClicked.emit(listed.item(row))
    assert desk.form.page_key == "branches"
    assert desk.rows.row == 1
    assert desk.field("name").has_focus()


def states(desk: Desk) -> dict[str, str]:
    pages = hands.find(desk.form, PageList)
    return {key: entry.accessibleName() for key, entry in pages.entries.items()}


def test_the_list_of_pages_tells_their_states(desk: Desk) -> None:
    assert states(desk)["general"] == "일반: 아직 보지 않음, 지금 쪽"
    desk.form.show_page("branches")
    desk.form.show_page("reception")
    said = states(desk)
    assert said["branches"] == "지사: 고칠 항목 없음"
    assert said["general"].startswith("일반: 고칠 항목 1")
    assert said["licences"] == "업종·면허: 아직 보지 않음"
    assert said["reception"] == "접수: 아직 보지 않음, 지금 쪽"


def test_pages_are_gone_to_by_click_and_buttons(desk: Desk) -> None:
    hands.click(hands.find(desk.form, PageList).entries["factories"])
    assert desk.form.page_key == "factories"
    hands.click(desk.form.next_button)
    assert desk.form.page_key == "supplied"
    hands.click(desk.form.previous_button)
    assert desk.form.page_key == "factories"
    QTest.keyClick(hands.focused(), KEYS.Key_PageUp, hands.CONTROL)
    assert desk.form.page_key == "branches"
    desk.form.show_page("general")
    assert not desk.form.previous_button.isEnabled()


def test_the_language_changes_in_the_middle_of_a_row(desk: Desk) -> None:
    desk.form.show_page("representatives")
    desk.fill("name", "홍길동")
    desk.rows.add_row()
    desk.go_to("email")
    hands.type_text("kim@")
    hands.click(desk.window.header.language_button)
    assert desk.form.page_key == "representatives"
    assert desk.rows.row == 1
    assert desk.field("email").control.target().text() == "kim@"  # type: ignore[attr-defined]
    assert "Representative 2 of 2" in hands.texts(desk.rows)
    assert "E-mail" in hands.texts(desk.rows)
    assert [row.get("name") for row in desk.form.editing.rows("representatives")] == [
        "홍길동",
        None,
    ]


def test_the_keyboard_stays_in_its_field_when_the_language_changes(desk: Desk) -> None:
    desk.go_to("postcode")
    hands.type_text("045")
    desk.window.choose("language", "en")
    assert desk.field("postcode").has_focus()


def test_the_list_of_problems_outlives_a_change_of_language(desk: Desk) -> None:
    desk.form.review()
    count = hands.find(desk.form, QListWidget).count()
    desk.window.choose("language", "en")
    listed = hands.find(desk.form, QListWidget)
    assert listed.count() == count
    assert listed.item(0).text() == "General › Business number: This is required."


def test_the_procedure_stands_at_applying(desk: Desk) -> None:
    said = [one.accessibleName() for one in desk.screen.findChildren(QWidget)]
    assert "수행절차. 전체 8단계 중 2단계: 등록 신청" in said


def test_no_part_of_the_screen_ever_stands_alone(desk: Desk) -> None:
    """A part that is shown before it is placed flashes as a window and takes the keyboard."""
    seen: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            shown = watched if event.type() == QEvent.Type.Show else None
            if isinstance(shown, QWidget) and shown.isWindow():
                seen.append(shown)
            return False

    watch = Watch()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    try:
        for page in desk.form.editing.description.pages:
            desk.form.show_page(page.key)
        desk.form.review()
        desk.window.choose("language", "en")
        desk.window.navigate(routes.Home())
        QApplication.processEvents()
    finally:
        application.removeEventFilter(watch)
    assert seen == []


def test_the_form_speaks_english_throughout(desk: Desk) -> None:
    desk.window.choose("language", "en")
    for page in desk.form.editing.description.pages:
        desk.form.show_page(page.key)
        for shown in hands.texts(desk.screen):
            assert not re.search("[가-힣]", shown), shown


@pytest.mark.parametrize(
    ("purpose", "said", "steps"),
    [
        (FilingPurpose.NEW, "조달업체 경쟁입찰참가자격 등록", 1),
        (FilingPurpose.CHANGE, "조달업체 경쟁입찰참가자격 등록 변경 신청", 0),
        (FilingPurpose.SUPPLEMENT, "등록 보완 (접수번호 2026000001)", 0),
    ],
)
def test_the_heading_says_what_the_application_is_for(
    desk: Desk, purpose: FilingPurpose, said: str, steps: int
) -> None:
    draft = desk.parts.drafts.create(
        Kind.SUPPLIER,
        purpose=purpose,
        supplements="2026000001" if purpose is FilingPurpose.SUPPLEMENT else None,
        record_version=1 if purpose is FilingPurpose.CHANGE else None,
    )
    desk.open(routes.Application(draft_id=draft.id, why="사유: 등록증 사본"))
    words = hands.texts(desk.screen)
    assert any(one.endswith(said) for one in words)
    assert "사유: 등록증 사본" in words
    assert len([one for one in desk.screen.findChildren(StepBar) if one.isVisible()]) == steps


def test_a_change_of_text_size_leaves_the_keyboard_in_its_field(desk: Desk) -> None:
    desk.go_to("phone")
    hands.click(desk.window.header.view_button)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, ViewMenu)
    hands.entry(menu, "글자 크기 200%").trigger()
    menu.close()
    field = desk.field("phone").control.target()
    looks.settle()
    assert desk.window.focusWidget() is field
    assert not field.visibleRegion().isEmpty()


def test_an_assistive_program_chooses_a_page(desk: Desk) -> None:
    (choice,) = desk.form.findChildren(PageChoice)
    choice.setCurrentIndex(choice.count() - 1)  # as a screen reader does: nothing is clicked
    assert desk.form.page_key == choice.itemData(choice.count() - 1)
