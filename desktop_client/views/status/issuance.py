"""참조번호와 인가코드: asked for with the request ID, shown once, kept nowhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.signing.facts import Facts
from desktop_client.views.status import texts
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from registration.wire import Issuance, Status

REQUEST_ID_LENGTH = 8


class RequestIdCard(Card):
    """Asks for the request ID (인증서요청ID) of the application before the codes are fetched."""

    def __init__(self, fetch: Callable[[str], object], back: Callable[[], object]) -> None:
        super().__init__()
        self._fetch = fetch
        self.column.addWidget(Label(say(texts.CODES), "title"))
        self.column.addWidget(Label(say(texts.CODES_ONCE)))
        self.line = QLineEdit()
        self.line.setObjectName("issuance-request-id")
        self.line.setMaxLength(REQUEST_ID_LENGTH)
        self.line.setAccessibleName(say(texts.REQUEST_ID))
        self.line.returnPressed.connect(self._go)
        self.line.textChanged.connect(self._enable)
        title = Label(say(texts.REQUEST_ID), "strong")
        title.setBuddy(self.line)
        self.column.addWidget(title)
        self.column.addWidget(self.line)
        self.column.addWidget(Label(say(texts.REQUEST_ID_HELP), "subtle"))
        self._button = PrimaryButton(say(texts.FETCH_CODES), self._go)
        self._button.setObjectName("issuance-fetch")
        back_button = Button(say(texts.NOT_NOW), back)
        back_button.setObjectName("issuance-back")
        stand_in_bar(self, self._button, back=back_button)
        self._enable()

    def _enable(self) -> None:
        self._button.setEnabled(bool(self.line.text().strip()))

    def _go(self) -> None:
        typed = self.line.text().strip()
        if typed:
            self._fetch(typed)


def issuing_of(which: str | None, status: "Status | None", codes: "Issuance") -> routes.Issuing:
    """Return the way on with the codes of an application: for whom they are, and from which CA."""
    from desktop_client.views.issuing.wanted import Wanted, code_of
    from desktop_client.workflows.issuing.judged import Expected

    wanted = Wanted(
        code_of(codes.authority),
        reference=codes.reference_number,
        code=codes.authorisation_code,
        given=True,
    )
    expected = Expected(status.business_number, status.applicant) if status else None
    return routes.Issuing(routes.Status.of(which), expected, wanted)


class CodesPage(QWidget):
    """The codes: to go on with at once, or to be copied, printed or written down.

    `issue` goes on with them, `noted` says that they were taken down.
    """

    def __init__(
        self, codes: "Issuance", issue: Callable[[], object], noted: Callable[[], object]
    ) -> None:
        super().__init__()
        self._rows = [
            (texts.AUTHORITY, codes.authority),
            (texts.REFERENCE_NUMBER, codes.reference_number),
            (texts.AUTHORISATION_CODE, codes.authorisation_code),
        ]
        self.facts = Facts(self._rows, texts.CODES)
        self.facts.setObjectName("issuance-codes")
        copy = Button(say(texts.COPY_CODES), self._copy)
        copy.setObjectName("issuance-copy")
        self.print_button = Button(say(texts.PRINT_CODES), self._ask_printer)
        self.print_button.setObjectName("issuance-print")
        done = Button(say(texts.CODES_NOTED), noted)
        done.setObjectName("issuance-noted")
        self.issue_button = PrimaryButton(say(texts.ISSUE), issue)
        self.issue_button.setObjectName("issuance-issue")
        self._told = Swap()
        down = column(self)
        self.notice = Notice("warning", say(texts.CODES_SHOWN))
        for widget in (self.notice, self.facts, self._told):
            down.addWidget(widget)
        stand_in_bar(self, self.issue_button, copy, self.print_button, done)

    def ask_to_stay(self) -> None:
        """Say that the codes cannot be seen again."""
        self._tell(Notice("danger", say(texts.CODES_LEAVING)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._plain())
        self._tell(Notice("success", say(texts.CODES_COPIED)))

    def _plain(self) -> str:
        return "\n".join(f"{say(title)}: {value}" for title, value in self._rows)

    def _ask_printer(self) -> None:
        from desktop_client.views.printing.printer import ask_printer

        ask_printer(self, self.print_on)

    def print_on(self, printer: "QPrinter") -> None:
        """Print the codes."""
        QTextDocument(self._plain()).print_(printer)
        self._tell(Notice("info", say(texts.CODES_PRINTED)))

    def _tell(self, notice: Notice) -> None:
        self._told.show_only(notice)
        notice.tell()
