"""Repeating pages: add, duplicate, remove and undo, move, the main mark, pasting, messages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from desktop_client.views.application import texts
from desktop_client.views.application.paste import MOST_CHARACTERS
from desktop_client.views.language import say
from desktop_client.views.widgets.buttons import Button
from testing.views import hands
from tests.views.application.conftest import Desk

KEYS = Qt.Key


@pytest.fixture
def branches(desk: Desk) -> Desk:
    """The page of branches with three rows, the keyboard in the last one."""
    desk.form.show_page("branches")
    for name in ("서울", "부산", "대구"):
        desk.rows.add_row()
        hands.type_text(name)
    hands.key(hands.TAB)
    return desk


def names(desk: Desk) -> list[str]:
    return [row.get("name", "") for row in desk.form.editing.rows("branches")]


def table(desk: Desk) -> QTableView:
    found = desk.rows.table
    found.setFocus()
    return found


def cells(desk: Desk, column: int) -> list[str]:
    model = desk.rows.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_a_page_without_rows_says_so_and_offers_to_add(desk: Desk) -> None:
    desk.form.show_page("branches")
    assert desk.rows.add_button.hasFocus()
    assert any("다음 단계로" in text for text in hands.texts(desk.rows))
    assert not desk.rows.table.isVisible()
    hands.key(KEYS.Key_Return)
    assert desk.field("name").has_focus()
    assert desk.form.editing.rows("branches") == [{}]


def test_a_page_that_needs_a_row_begins_with_one(desk: Desk) -> None:
    desk.form.show_page("representatives")
    assert desk.form.editing.rows("representatives") == [{"is_main": True}]
    assert desk.field("name").has_focus()


def test_the_overview_shows_what_was_typed(branches: Desk) -> None:
    assert names(branches) == ["서울", "부산", "대구"]
    assert cells(branches, 0) == ["1", "2", "3"]
    assert cells(branches, 2) == ["서울", "부산", "대구"]
    assert cells(branches, 1)[2] == "고칠 항목 3"


def test_the_arrow_keys_choose_the_row_that_is_edited(branches: Desk) -> None:
    view = table(branches)
    QTest.keyClick(view, KEYS.Key_Up)
    assert branches.field("name").control.target().text() == "부산"  # type: ignore[attr-defined]
    assert "지사 2 / 3" in hands.texts(branches.rows)
    QTest.keyClick(view, KEYS.Key_Return)
    assert branches.field("name").has_focus()


def test_nothing_is_typed_into_the_overview(branches: Desk) -> None:
    view = table(branches)
    QTest.keyClicks(view, "abc")
    QTest.keyClick(view, KEYS.Key_F2)
    assert names(branches) == ["서울", "부산", "대구"]
    assert view.hasFocus()


def test_rows_are_added_and_duplicated_by_shortcuts(branches: Desk) -> None:
    QTest.keyClick(hands.focused(), KEYS.Key_D, hands.CONTROL)
    assert names(branches) == ["서울", "부산", "대구", "대구"]
    QTest.keyClick(hands.focused(), KEYS.Key_Return, hands.CONTROL)
    assert names(branches) == ["서울", "부산", "대구", "대구", ""]
    assert branches.field("name").has_focus()


def test_rows_move_by_keys_and_buttons(branches: Desk) -> None:
    view = table(branches)
    QTest.keyClick(view, KEYS.Key_Up, hands.ALT)
    assert names(branches) == ["서울", "대구", "부산"]
    assert branches.rows.row == 1
    hands.click(hands.find(branches.rows, Button, "아래로"))
    hands.click(hands.find(branches.rows, Button, "위로"))
    hands.click(hands.find(branches.rows, Button, "위로"))
    assert names(branches) == ["대구", "서울", "부산"]


def test_a_removed_row_comes_back(branches: Desk) -> None:
    view = table(branches)
    QTest.keyClick(view, KEYS.Key_Up)
    QTest.keyClick(view, KEYS.Key_Delete)
    assert names(branches) == ["서울", "대구"]
    assert "2번째 지사 항목을 삭제하였습니다." in hands.texts(branches.rows)
    hands.click(hands.find(branches.rows, Button, "되돌리기"))
    assert names(branches) == ["서울", "부산", "대구"]
    assert branches.rows.row == 1


def test_undo_by_keys_until_nothing_is_left_to_undo(branches: Desk) -> None:
    view = table(branches)
    for _ in range(2):
        QTest.keyClick(view, KEYS.Key_Delete)
    for _ in range(3):
        QTest.keyClick(view, KEYS.Key_Z, hands.CONTROL)
    assert names(branches) == ["서울", "부산", "대구"]


def test_removing_every_row_leaves_an_empty_page(branches: Desk) -> None:
    for _ in range(4):
        branches.rows.remove_row()
    assert names(branches) == []
    assert not branches.page.section.isVisible()
    branches.rows.undo_remove()
    assert names(branches) == ["서울"]


def test_exactly_one_row_is_the_main_one(desk: Desk) -> None:
    desk.form.show_page("representatives")
    desk.fill("name", "홍길동")
    desk.rows.add_row()
    desk.fill("name", "김철수")
    assert cells(desk, 2) == ["●", ""]
    desk.go_to("is_main")
    hands.key(KEYS.Key_Space)
    assert cells(desk, 2) == ["", "●"]
    hands.key(KEYS.Key_Space)
    assert cells(desk, 2) == ["", ""]
    desk.rows.table.choose(0)
    assert desk.message("is_main") == ""
    desk.form.show_all_problems()
    assert "하나만" in desk.message("is_main")


def test_problems_stay_with_their_rows(branches: Desk) -> None:
    branches.fill("postcode", "12")
    assert branches.message("postcode")
    branches.rows.table.choose(0)
    assert branches.message("postcode") == ""
    branches.rows.table.choose(2)
    assert branches.message("postcode")
    branches.rows.move_row(-1)
    assert branches.message("postcode")


def test_spreadsheet_cells_are_pasted_as_rows(branches: Desk) -> None:
    QGuiApplication.clipboard().setText(
        "지사명\t사업자등록번호\t우편번호\t주소\t전화\n"
        "인천\t111-11-11119\t12345\t인천시\t032-123-4567\n"
        "광주\t\t54321\t광주시\t062-123-4567\t남는 칸\n"
    )
    QTest.keyClick(table(branches), KEYS.Key_V, hands.CONTROL)
    assert names(branches) == ["서울", "부산", "대구", "인천", "광주"]
    assert cells(branches, 1)[3:] == ["이상 없음", "이상 없음"]
    said = " ".join(hands.texts(branches.rows))
    assert "2개 행을 붙여넣었습니다." in said
    assert "읽을 수 없는 칸 1개" in said


def test_what_is_no_table_is_not_pasted_and_the_columns_are_told(branches: Desk) -> None:
    QGuiApplication.clipboard().setText("한 칸")
    hands.click(hands.find(branches.rows, Button, "표 붙여넣기"))
    assert names(branches) == ["서울", "부산", "대구"]
    assert any("지사명, 사업자등록번호, 우편번호" in text for text in hands.texts(branches.rows))


def test_a_paste_of_absurd_size_is_told_and_not_read(branches: Desk) -> None:
    QGuiApplication.clipboard().setText("인천\t\n" * (MOST_CHARACTERS // 4 + 1))
    hands.click(hands.find(branches.rows, Button, "표 붙여넣기"))
    assert names(branches) == ["서울", "부산", "대구"]
    assert any("필요한 행만 복사하십시오" in text for text in hands.texts(branches.rows))


def test_there_are_never_more_rows_than_permitted(desk: Desk) -> None:
    desk.form.show_page("representatives")
    QGuiApplication.clipboard().setText("\n".join(f"대표 {number}\t" for number in range(60)))
    desk.rows.paste_rows()
    assert len(desk.form.editing.rows("representatives")) == 50
    assert any("10개 행은 넣지 못했습니다" in text for text in hands.texts(desk.rows))
    desk.rows.add_row()
    assert len(desk.form.editing.rows("representatives")) == 50
    assert say(texts.FULL, count=50) in hands.texts(desk.rows)


def test_the_first_pasted_row_of_an_empty_page_becomes_the_main_one(desk: Desk) -> None:
    desk.form.show_page("supplied")
    QGuiApplication.clipboard().setText("1234567890\t볼펜\n1234567891\t공책\n")
    desk.rows.paste_rows()
    assert [row.get("is_main") for row in desk.form.editing.rows("supplied")] == [True, None]


def test_buttons_for_a_row_wait_for_a_row(desk: Desk) -> None:
    desk.form.show_page("branches")
    assert not hands.find(desk.rows, Button, "삭제").isEnabled()
    desk.rows.add_row()
    assert hands.find(desk.rows, Button, "삭제").isEnabled()
