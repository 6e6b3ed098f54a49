"""주소 검색: words are typed, an address is chosen from a list, page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QWidget

from desktop_client.views.application import address_texts as texts
from desktop_client.views.dialog_keys import give_keys
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import ActionBar, stand_in_bar
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.focus import go_in_order
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row, wrapping_row
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task
from desktop_client.views.widgets.working import WorkingPanel

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.work import Work
    from registration.road_addresses import Address, FoundAddresses

    FindAddresses = Callable[[Work, str, int], FoundAddresses]

SIZE = (680, 620)
LEAST_LIST = 80


class AddressDialog(QDialog):
    """Show it with `open`; `chosen` carries an Address. Typing by hand is always the way on."""

    chosen = Signal(object)

    def __init__(self, jobs: Jobs, find: FindAddresses, parent: QWidget) -> None:
        super().__init__(parent)
        self._above = parent
        self._find, self._task = find, Task(jobs, self)
        self._found: FoundAddresses | None = None
        self._typed = ""
        self.setObjectName("address-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        give_keys(self)
        self.setWindowTitle(say(texts.TITLE))
        self.line = named(QLineEdit(), "address-line")
        self.line.setPlaceholderText(say(texts.EXAMPLE))
        self.line.setAccessibleName(say(texts.TYPED))
        self._ask_button = named(Button(say(texts.SEARCH), self._begin), "address-search")
        self._ask_button.setAutoDefault(False)
        self._told = Swap()
        self.list = named(QListWidget(), "address-list")
        self.list.setAccessibleName(say(texts.LIST))
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(px(LEAST_LIST))
        self.list.itemActivated.connect(self._choose)
        self.list.currentRowChanged.connect(self._enable)
        self._before = named(Button(say(texts.BEFORE), lambda: self._turn(-1)), "address-before")
        self._after = named(Button(say(texts.AFTER), lambda: self._turn(1)), "address-after")
        self._place = Label("", "subtle")
        self._place.setWordWrap(False)
        self._paging = wrapping_row(self._before, self._after, self._place)
        self._lay_out()
        self._show(None)
        self.line.setFocus()

    def done(self, result: int) -> None:
        """Close; a question under way is stopped."""
        self._task.stop()
        super().done(result)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go on by Tab: through what is shown, then the action bar."""
        return go_in_order(self, self._page, self.bar, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Search on Return in the line, choose on Return in the list."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.line.hasFocus():
            self._begin()

    def _lay_out(self) -> None:
        self._page, self.bar = QWidget(), ActionBar()
        self._use = named(PrimaryButton(say(texts.USE), self._choose), "address-use")
        close = named(Button(say(texts.CLOSE), self.reject), "address-close")
        for button in (self._use, close):
            button.setAutoDefault(False)
        across = row()
        across.addWidget(self.line, 1)
        across.addWidget(self._ask_button)
        down = column(self._page, gap=8, margin=16)
        down.addWidget(Label(say(texts.TITLE), "title"))
        down.addWidget(Label(say(texts.LEAD), "subtle"))
        down.addLayout(across)
        down.addWidget(self._told)
        down.addWidget(self.list, 1)
        down.addWidget(self._paging)
        down.addStretch(0)
        stand_in_bar(self._page, self._use, back=close)
        whole = column(self, gap=0)
        whole.addWidget(self._page, 1)
        whole.addWidget(self.bar)
        room = self._above.window().size()
        self.resize(min(px(SIZE[0]), room.width()), min(px(SIZE[1]), room.height()))

    def _begin(self) -> None:
        self._typed = self.line.text()
        if self._typed.strip():
            self._ask(1)

    def _turn(self, by: int) -> None:
        if self._found:
            self._ask(self._found.page + by)

    def _ask(self, page: int) -> None:
        find, typed = self._find, self._typed
        panel = WorkingPanel(stop=self._stop)
        self._told.show_only(panel)
        self._show(None)
        self._task.run(
            lambda work: find(work, typed, page), self._answered, self._failed,
            progress=panel.report,
        )  # fmt: skip

    def _stop(self) -> None:
        self._task.stop()
        self._told.clear()
        self.line.setFocus()

    def _answered(self, found: FoundAddresses) -> None:
        self._told.clear()
        if found.by_dong:
            self._told.show_only(Notice("info", say(texts.BY_DONG)))
        if not found.addresses:
            nothing = Notice("info", say(texts.NOTHING))
            self._told.show_only(nothing)
            nothing.tell()
            self.line.setFocus()
            return
        self._show(found)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        announce(self.list, self._place.text())

    def _failed(self, failure: Failure) -> None:
        panel = FailurePanel(failure)
        self._told.show_only(panel)
        panel.tell()
        self.line.setFocus()

    def _show(self, found: FoundAddresses | None) -> None:
        self._found = found
        self.list.clear()
        for address in found.addresses if found else ():
            self.list.addItem(_words(address))
        self.list.setVisible(found is not None)
        self._paging.setVisible(found is not None)
        if found:
            self._before.setEnabled(found.page > 1)
            self._after.setEnabled(found.page < found.pages)
            told = say(texts.PLACE, total=f"{found.total:,}", page=found.page, pages=found.pages)
            self._place.setText(told)
        self._enable()

    def _enable(self) -> None:
        self._use.setEnabled(self._found is not None and self.list.currentRow() >= 0)

    def _choose(self) -> None:
        at = self.list.currentRow()
        if self._found and at >= 0:
            self.chosen.emit(self._found.addresses[at])
            self.accept()


def _words(address: Address) -> str:
    line = f"{address.postcode}  {address.road}".strip()
    return f"{line}\n{say(texts.LOT, lot=address.lot)}" if address.lot else line
