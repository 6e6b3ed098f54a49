"""The first step: the CA, its reference number and its authorisation code."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client import addresses
from desktop_client.error_texts import TOLD
from desktop_client.views.issuing import texts
from desktop_client.views.issuing.wanted import OTHER, Wanted
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import set_mark
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from registration.issuance_codes import LONGEST, as_issued, found_in
from registration.tables import code_table
from registration.text import Text

Act = Callable[[], object]
WIDTH = 440
"""Pixels at 100 %."""


class TypedLine(QWidget):
    """A title, a line, its help, and below it what is wrong."""

    def __init__(self, name: str, title: Text, typed: str, help_text: Text | None = None) -> None:
        super().__init__()
        self.line = QLineEdit(typed)
        self.line.setObjectName(name)
        self.line.setMaximumWidth(px(WIDTH))
        self.line.textChanged.connect(lambda: self.tell(""))
        self._problem = Label("", "danger")
        self._problem.hide()
        self._title, self._help = Label(say(title), "strong"), Label("", "subtle")
        self._title.setBuddy(self.line)
        down = column(self, gap=4)
        for widget in (self._title, self.line, self._problem, self._help):
            down.addWidget(widget)
        self.ask(say(title), say(help_text) if help_text else "")

    def ask(self, title: str, help_text: str) -> None:
        """Ask for something else in the same line."""
        self._title.setText(title)
        self.line.setAccessibleName(title)
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))

    def tell(self, problem: str) -> bool:
        """Say what is wrong, "" for nothing; return whether something is."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.line.setAccessibleDescription(problem)
        set_mark(self.line, "problem", "error" if problem else "")
        if problem:
            self.line.setFocus()
            announce(self, problem, at_once=True)
        return bool(problem)


class CodesPage(QWidget):
    """`wanted` is what is entered; `go_on` is called once that is complete.

    `fixed_address`: whether the address is not to be typed, as in practice.
    """

    def __init__(
        self, wanted: Wanted, *, fixed_address: bool, go_on: Act, manager: Act, enrol: Act
    ) -> None:
        super().__init__()
        self._wanted, self._go_on = wanted, go_on
        self._fixed = fixed_address
        self.authority = self._authorities()
        self.address = TypedLine(
            "issuing-address", texts.ADDRESS, wanted.address, texts.ADDRESS_HELP
        )
        self.reference = TypedLine("issuing-reference", texts.REFERENCE, wanted.reference)
        self.code = TypedLine("issuing-code", texts.CODE, wanted.code, texts.CODES_FORMAT)
        for typed in (self.reference, self.code):
            typed.line.setMaxLength(LONGEST)
            typed.line.returnPressed.connect(self._next)
        self._told = Swap()
        down = column(self)
        lead = texts.CODES_FROM_APPLICATION if wanted.given else texts.CODES_LEAD
        down.addWidget(Label(say(lead), "lead"))
        down.addWidget(Label(say(texts.AUTHORITY), "strong"))
        down.addWidget(wrapping_row(self.authority))
        self._open = self._open_part()
        self._closed = Swap()
        down.addWidget(self._open)
        down.addWidget(self._closed)
        self._manager, self._enrol = manager, enrol
        self.authority.currentIndexChanged.connect(self._follow_authority)
        self._follow_authority()

    @property
    def wanted(self) -> Wanted:
        """Return what is entered, without blanks."""
        return replace(
            self._wanted,
            authority=self.authority.currentData(),
            address=self.address.line.text().strip(),
            reference=as_issued(self.reference.line.text()),
            code=as_issued(self.code.line.text()),
        )

    @property
    def start(self) -> QWidget:
        """What gets the keyboard: the next step where all is filled in."""
        filled = self.reference.line.text() and self.code.line.text()
        return self._next_button if filled else self.reference.line

    def _authorities(self) -> CalmCombo:
        combo = CalmCombo()
        combo.setObjectName("issuing-authority")
        combo.setAccessibleName(say(texts.AUTHORITY))
        if self._fixed:
            combo.addItem(say(texts.PRACTICE_AUTHORITY), OTHER)
            return combo
        combo.addItem(say(texts.OTHER_AUTHORITY), OTHER)
        for entry in code_table("authorities").entries:
            combo.addItem(say(entry.title), entry.code)
        combo.setCurrentIndex(max(0, combo.findData(self._wanted.authority)))
        return combo

    def _open_part(self) -> QWidget:
        part = QWidget()
        self._next_button = PrimaryButton(say(texts.NEXT), self._next)
        self._next_button.setObjectName("issuing-next")
        paste = Button(say(texts.PASTE), self._paste)
        paste.setObjectName("issuing-paste")
        down = column(part)
        self.address.setVisible(not self._fixed)
        once = Label(say(texts.CODES_ONCE), "subtle")
        for widget in (self.address, self.reference, self.code, once, self._told):
            down.addWidget(widget)
        stand_in_bar(part, self._next_button, paste)
        return part

    def _follow_authority(self) -> None:
        code = self.authority.currentData()
        self._open.setVisible(code == OTHER)
        if code == OTHER:
            self._closed.clear()
            return
        self._closed.show_only(self._closed_part(code_table("authorities").by_code[code].title))

    def _closed_part(self, authority: Text) -> QWidget:
        """Say that this CA cannot be asked, and how its certificates come here."""
        name = say(authority)
        manager = PrimaryButton(say(texts.TO_MANAGER), self._manager)
        manager.setObjectName("issuing-manager")
        enrol = Button(say(texts.TO_ENROL), self._enrol)
        enrol.setObjectName("issuing-enrol")
        notice = Notice("warning", say(texts.CLOSED, authority=name))
        if self._wanted.given:
            numbers = {"reference": self._wanted.reference, "code": self._wanted.code}
            given = Label(say(texts.CLOSED_NUMBERS, **numbers), "strong")
            given.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            notice.column.addWidget(given)
        notice.column.addWidget(Label(say(texts.CLOSED_WAY, authority=name)))
        stand_in_bar(notice, manager, enrol)
        return notice

    def _paste(self) -> None:
        found = found_in(QGuiApplication.clipboard().text())
        if found is None:
            self._tell(Notice("warning", say(texts.NOTHING_TO_PASTE)))
            return
        self.reference.line.setText(found[0])
        self.code.line.setText(found[1])
        self._tell(Notice("success", say(texts.PASTED)))
        self._next_button.setFocus()

    def _tell(self, notice: Notice) -> None:
        self._told.show_only(notice)
        notice.tell()

    def _next(self) -> None:
        self._told.clear()
        wrong = [typed.tell(problem) for typed, problem in reversed(self._problems())]
        if not any(wrong):
            self._go_on()

    def _problems(self) -> list[tuple[TypedLine, str]]:
        wanted = self.wanted
        fault = None if self._fixed else addresses.issuing_fault(wanted.address)
        told = TOLD[fault] if fault else None
        return [
            (self.address, say(texts.TOLD, why=say(told.why), next=say(told.next)) if told else ""),
            (self.reference, "" if wanted.reference else say(texts.MISSING)),
            (self.code, "" if wanted.code else say(texts.MISSING)),
        ]
