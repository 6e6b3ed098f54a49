"""The bar at a window's foot: back at its left, the one primary action at its right.

A page says which buttons are its own (`stand_in_bar`); they stand in the bar of the screen or
dialog around it for as long as the page is shown, outside everything that scrolls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop_client.views.theme import px
from desktop_client.views.widgets.flow import FlowLayout
from desktop_client.views.widgets.focus import keep_near
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import set_look
from desktop_client.views.widgets.turning import UNLIMITED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from desktop_client.views.widgets.buttons import Button

BACK_LETTER = "B"
NEXT_LETTER = "N"
OTHER_LETTERS = "ACDEFGHIJKLMOPQRSTUVWXYZ"


class ActionBar(QFrame):
    """Shows the buttons of the page that was shown last; hidden where there are none.

    A page inside another goes before it, and has the other's way back where it has none itself.
    `widest`: pixels that buttons take of a wide bar, in its middle, as what stands above does.
    """

    def __init__(self, widest: int = UNLIMITED) -> None:
        super().__init__()
        set_look(self, "footer")
        self._widest = widest
        self._rows: list[ActionRow] = []
        self._column = column(self, gap=0)
        self._margin_sides()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep to the middle of a wide window."""
        super().resizeEvent(event)
        self._margin_sides()

    def _margin_sides(self) -> None:
        side = max(px(24), (self.width() - self._widest) // 2)
        self._column.setContentsMargins(side, px(10), side, px(10))

    def take(self, row: ActionRow) -> None:
        """Show a row of buttons in place of the others, which come back once it has gone."""
        self._forget(row)
        inner = [n for n, other in enumerate(self._rows) if row.page.isAncestorOf(other.page)]
        self._rows.insert(min(inner, default=len(self._rows)), row)
        self._column.addWidget(row)
        self._show_last()

    def release(self, row: ActionRow) -> None:
        """Show a row no longer."""
        if row in self._rows:
            self._forget(row)
            keep_near(row)
            row.hide()
            self._show_last()

    def _forget(self, row: ActionRow) -> None:
        row.borrow(row.back)
        self._rows = [other for other in self._rows if other is not row]

    def _show_last(self) -> None:
        for row in self._rows:
            row.borrow(row.back)
        for row in self._rows[:-1]:
            keep_near(row)
            row.hide()
        if self._rows:
            last = self._rows[-1]
            around = (row.back for row in reversed(self._rows) if row.page.isAncestorOf(last.page))
            last.borrow(next((back for back in around if back), None))
            last.show()
        self.setVisible(bool(self._rows))


class ActionRow(QWidget):
    """The buttons of one page. Without a bar around the page they stand at its end."""

    def __init__(
        self, page: QWidget, primary: Button | None, others: tuple[Button, ...], back: Button | None
    ) -> None:
        super().__init__(page)
        self.page, self.back = page, back
        self._bar: ActionBar | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._layout = _BarLayout(self)
        self._letters: set[str] = {BACK_LETTER, NEXT_LETTER}
        for button, letter in ((back, BACK_LETTER), (primary, NEXT_LETTER)):
            if button:
                self.give_letter(button, letter)
        for button in others:
            self.give_letter(button, _free_letter(button.text(), self._letters))
        for button in (*others, primary):
            if button:
                self._layout.addWidget(button)
        self.borrow(back)
        inside = getattr(page, "column", page.layout())
        if inside:
            inside.addWidget(self)
        watch = _Watch(page)
        watch.shown.connect(self._go_to_bar)
        watch.hidden.connect(self._leave_bar)
        page.destroyed.connect(self.deleteLater)
        if page.isVisible():
            self._go_to_bar()

    def come_up(self) -> None:
        """Stand in the bar, before the buttons of other pages that are shown."""
        if self._bar:
            self._bar.take(self)

    def borrow(self, back: Button | None) -> None:
        """Have this way back at the left end, which may be that of a page around."""
        self._layout.put_back(back)

    def give_letter(self, button: Button, letter: str) -> None:
        """Let Alt and this letter press a button."""
        button.setText(with_letter(without_letter(button.text()), letter))
        self._letters.add(letter)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Ask for the height of all lines at this width, and no more."""
        super().resizeEvent(event)
        self._ask_for_height()

    def event(self, event: QEvent) -> bool:
        """Ask anew when a button says something else, comes or goes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._ask_for_height()
        return super().event(event)

    def _ask_for_height(self) -> None:
        self.setMinimumHeight(self._layout.heightForWidth(self.width()))

    def _leave_bar(self) -> None:
        if self._bar:
            self._bar.release(self)

    def _go_to_bar(self) -> None:
        self._bar = bar_around(self.page)
        if self._bar:
            focus: QWidget | None = self.window().focusWidget()  # also before the window is shown
            is_here = self.isAncestorOf(focus) if focus else False
            self._bar.take(self)
            if focus and is_here:  # it loses the keyboard where its parent is another
                focus.setFocus()


class _Watch(QObject):
    """Tells when a page is shown and hidden; it goes with the page, and asks nothing of a row.

    A row that were a filter itself could be asked once it is half gone.
    """

    shown = Signal()
    hidden = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        page.installEventFilter(self)

    def eventFilter(self, _page: QObject, event: QEvent) -> bool:  # noqa: N802
        """Tell it; the window's own coming and going is none of the page's."""
        if not event.spontaneous():
            if event.type() == QEvent.Type.Show:
                self.shown.emit()
            elif event.type() == QEvent.Type.Hide:
                self.hidden.emit()
        return False


class _BarLayout(FlowLayout):
    """One line where all fit; else the further actions above, then back and the primary one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._back: QWidget | None = None

    def put_back(self, back: QWidget | None) -> None:
        """Have this way back, first of all, and no other."""
        if back is self._back and (back is None or back.parentWidget() is self.parentWidget()):
            return
        if self._back and self._back.parentWidget() is self.parentWidget():
            self.removeWidget(self._back)
        self._back = back
        if back is not None:
            self.addWidget(back)
            self._items.insert(0, self._items.pop())
            back.show()

    def _place(self, rect: QRect, *, move: bool) -> int:
        items = self._shown()
        widest = QSize(max(rect.width(), 1), 16777215)
        sizes = [item.sizeHint().boundedTo(widest) for item in items]
        y = rect.y()
        for line in self._lines([size.width() for size in sizes], rect.width()):
            x = rect.x() + rect.width() - self._width([sizes[index].width() for index in line])
            for index in line:
                is_back = items[index].widget() is self._back
                if move:
                    left = rect.x() if is_back else x
                    items[index].setGeometry(QRect(QPoint(left, y), sizes[index]))
                x += sizes[index].width() + self._gap
            y += max(sizes[index].height() for index in line) + self._gap
        return max(0, y - self._gap - rect.y())

    def _lines(self, widths: list[int], room: int) -> Iterator[list[int]]:
        """Yield the indices of what stands in each line, from the top."""
        every = list(range(len(widths)))
        if not every or self._width(widths) <= room:
            yield from [every] if every else []
            return
        has_back = self._shown()[0].widget() is self._back
        last = [0, every[-1]] if has_back and len(every) > 1 else [every[-1]]
        line: list[int] = []
        for index in (index for index in every if index not in last):
            if line and self._width([widths[each] for each in (*line, index)]) > room:
                yield line
                line = []
            line.append(index)
        if line:
            yield line
        if self._width([widths[index] for index in last]) <= room:
            yield last
        else:
            yield from ([index] for index in last)

    def _width(self, widths: list[int]) -> int:
        return sum(widths) + self._gap * max(0, len(widths) - 1)


def stand_in_bar(
    page: QWidget, primary: Button | None, *others: Button, back: Button | None = None
) -> ActionRow:
    """Put a page's buttons into the bar around it, while it is shown; they go with the page.

    Call it once the page has its layout. `primary` is what the page is for, at most one; `back`
    leads to where one came from. Each can be pressed by Alt and a letter: B back, N the primary.
    """
    return ActionRow(page, primary, others, back)


def ways_in_bar(page: QWidget, *ways: Button, back: Button | None = None) -> None:
    """As `stand_in_bar`, where the primary one is the first of `ways` that looks it, or the first.

    Nothing is put there where there are none.
    """
    if not ways and back is None:
        return
    looking = [way for way in ways if way.property("look") == "primary"]
    primary = next(iter([*looking, *ways]), None)
    if primary is not None:
        set_look(primary, "primary")
    others = [way for way in reversed(ways) if way is not primary]
    stand_in_bar(page, primary, *others, back=back)


def bar_around(widget: QWidget) -> ActionBar | None:
    """Return the action bar of the screen or dialog a widget is in."""
    around: QWidget | None = widget
    while around:
        bar = getattr(around, "bar", None)
        if isinstance(bar, ActionBar):
            return bar
        around = around.parentWidget()
    return None


def with_letter(words: str, letter: str) -> str:
    """Return a button's words with the letter marked, or added as Korean programs do: 다음(N)."""
    place = words.upper().find(letter)
    if place >= 0:
        return f"{words[:place]}&{words[place:]}"
    dots = "…" if words.endswith("…") else ""
    return f"{words.removesuffix('…')}(&{letter}){dots}"


def without_letter(words: str) -> str:
    """Return what a button says, without the letter that presses it."""
    for letter in (BACK_LETTER, NEXT_LETTER, *OTHER_LETTERS):
        words = words.replace(f"(&{letter})", "")
    return words.replace("&", "")


def _free_letter(words: str, taken: set[str]) -> str:
    """Return a letter of the words where one is free, else any that is."""
    letters: str = without_letter(words).upper() + OTHER_LETTERS
    free = [letter for letter in letters if letter in OTHER_LETTERS and letter not in taken]
    return free[0]
