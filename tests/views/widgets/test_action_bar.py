"""The action bar: what stands where, when, and what Alt and Tab do."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.views import routes
from desktop_client.views.screen import Screen
from desktop_client.views.widgets.action_bar import stand_in_bar, with_letter, without_letter
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.focus import go_in_order
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.swap import Swap
from registration.text import Text
from testing.views import hands
from testing.views.looks import settle


class Plain(Screen):
    """A screen with one page after another."""

    title = Text("화면", "Screen")

    def __init__(self) -> None:
        super().__init__(lambda _route: None)
        self.page = Swap()
        column(self.body, margin=24).addWidget(self.page)

    def place(self) -> routes.Route:
        return routes.Home()


class Page(QWidget):
    """Fields that need more room than there is, made after the buttons; and its buttons."""

    def __init__(self, fields: int = 30) -> None:
        super().__init__()
        down = column(self)
        self.pressed: list[str] = []
        self.go = PrimaryButton("다음", lambda: self.pressed.append("go"))
        self.more = Button("Another certificate", lambda: self.pressed.append("more"))
        self.back = Button("이전", lambda: self.pressed.append("back"))
        self.row = stand_in_bar(self, self.go, self.more, back=self.back)
        self.fields = [QLineEdit() for _ in range(fields)]
        for field in self.fields:
            down.addWidget(field)


@pytest.fixture
def screen(qtbot: QtBot, dress: Callable[..., None]) -> Plain:
    dress("ko")
    shown = Plain()
    qtbot.addWidget(shown)
    shown.resize(700, 400)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def show(screen: Plain, page: QWidget) -> None:
    screen.page.show_only(page)
    settle()


def left(screen: Plain, widget: QWidget) -> int:
    return widget.mapTo(screen, QPoint()).x()


def test_the_buttons_stand_below_what_scrolls_with_the_primary_one_at_the_right(
    screen: Plain,
) -> None:
    page = Page()
    show(screen, page)
    assert screen.area.verticalScrollBar().maximum() > 0
    places = [left(screen, button) for button in (page.back, page.more, page.go)]
    assert places == sorted(places)
    assert places[2] + page.go.width() == screen.width() - places[0]
    for button in (page.back, page.more, page.go):
        assert button.visibleRegion().boundingRect() == button.rect()
        assert not screen.area.isAncestorOf(button)


def test_buttons_that_do_not_fit_beside_one_another_stand_above(screen: Plain) -> None:
    page = Page(1)
    page.more.setText("무엇이든 " * 8)
    screen.resize(420, 400)
    show(screen, page)
    foot = page.go.geometry()
    assert page.back.geometry().top() == foot.top() > page.more.geometry().bottom()
    assert page.back.geometry().right() < foot.left()
    page.back.setText("돌아가기 " * 8)
    page.go.setText("보내기 " * 8)
    settle()
    assert page.back.geometry().bottom() < page.go.geometry().top()
    assert page.go.geometry().right() == page.row.width() - 1
    assert page.go.visibleRegion().boundingRect() == page.go.rect()


def test_a_page_takes_its_buttons_with_it(screen: Plain, qtbot: QtBot) -> None:
    first, second = Page(1), Page(1)
    assert not screen.bar.isVisible()
    show(screen, first)
    show(screen, second)
    assert [button.isVisible() for button in (first.go, second.go)] == [False, True]
    screen.page.clear()
    settle()
    assert not screen.bar.isVisible()


def test_buttons_of_a_page_that_is_shown_already_stand_in_the_bar_too(screen: Plain) -> None:
    page = QWidget()
    column(page)
    show(screen, page)
    button = PrimaryButton("다음", lambda: None)
    stand_in_bar(page, button)
    assert screen.bar.isVisible()
    assert screen.bar.isAncestorOf(button)


def test_what_is_shown_later_hides_the_buttons_of_what_is_below(screen: Plain) -> None:
    page, question = Page(1), Page(1)
    show(screen, page)
    page.layout().addWidget(question)  # type: ignore[union-attr]
    settle()
    assert [button.isVisible() for button in (page.go, question.go)] == [False, True]
    question.hide()
    settle()
    assert [button.isVisible() for button in (page.go, question.go)] == [True, False]


def test_tab_goes_through_the_fields_and_then_the_bar(screen: Plain) -> None:
    page = Page(2)
    show(screen, page)
    page.fields[0].setFocus()
    order = [*page.fields, page.back, page.more, page.go]
    for widget in (*order[1:], order[0]):
        hands.key(hands.TAB)
        assert hands.focused() is widget
    late = QLineEdit()
    page.layout().addWidget(late)  # type: ignore[union-attr]
    settle()
    page.fields[1].setFocus()
    hands.key(hands.TAB)
    assert hands.focused() is late


def test_alt_and_a_letter_press(screen: Plain, qtbot: QtBot) -> None:
    page = Page(1)
    show(screen, page)
    page.fields[0].setFocus()
    letters = {"go": Qt.Key.Key_N, "more": Qt.Key.Key_A, "back": Qt.Key.Key_B}
    for letter in letters.values():
        before = len(page.pressed)
        hands.key(letter, hands.ALT)
        qtbot.waitUntil(partial(gone_on, page, before))
    assert page.pressed == list(letters)


def gone_on(page: Page, before: int) -> bool:
    return len(page.pressed) > before


@pytest.mark.parametrize(
    ("words", "letter", "marked"),
    [
        ("다음", "N", "다음(&N)"),
        ("파일 선택…", "A", "파일 선택(&A)…"),
        ("Next", "N", "&Next"),
    ],
)
def test_a_letter_is_marked_in_the_words_or_added(words: str, letter: str, marked: str) -> None:
    assert with_letter(words, letter) == marked
    assert without_letter(marked) == words


def test_a_page_inside_another_has_the_way_back_of_the_one_around(screen: Plain) -> None:
    inside, around = QWidget(), QWidget()
    column(inside).addWidget(QLineEdit())
    column(around).addWidget(inside)
    back = Button("목록으로")
    stand_in_bar(around, None, back=back)
    own = stand_in_bar(inside, PrimaryButton("선택"))
    show(screen, around)
    assert own.isVisible()
    assert back.isVisible()
    assert left(screen, back) < left(screen, own.findChildren(PrimaryButton)[0])
    inside.hide()
    settle()
    assert back.isVisible()
    assert not own.isVisible()


def test_a_window_takes_the_keyboard_from_another_window(
    qtbot: QtBot, dress: Callable[..., None]
) -> None:
    other, window = QWidget(), QWidget()
    body, bar, line = QWidget(window), QWidget(window), QLineEdit(other)
    first = QLineEdit(body)
    for shown in (other, window):
        qtbot.addWidget(shown)
        shown.show()
        shown.activateWindow()
    line.setFocus()
    line.window().activateWindow()
    qtbot.waitUntil(line.hasFocus)
    assert go_in_order(window, body, bar, forward=True)
    assert window.focusWidget() is first
