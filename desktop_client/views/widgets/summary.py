"""A filled-in form to be read: pages, questions and answers, in full."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop_client.views.language import language, say
from desktop_client.views.theme import colours, px
from desktop_client.views.widgets import texts

if TYPE_CHECKING:
    from registration.forms import FieldDescription, FormDescription, PageDescription

Answers = Mapping[str, Any]


class FormSummary(QTextBrowser):
    """Shows the answers of a form as its description words them; grows to its full height.

    `form` holds canonical answers (JSON values) by page and field, as they are signed.
    """

    def __init__(
        self, description: "FormDescription", form: Answers, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._description, self._form = description, form
        self.setAccessibleName(say(texts.FORM_CONTENTS))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(0)
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take the height the text needs at this width."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Write anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._write()

    def _write(self) -> None:
        self.setHtml("".join(_html(self._description, self._form)))
        self._grow()

    def _grow(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        frame = self.height() - self.viewport().height()
        needed = int(self.document().size().height()) + max(frame, 0) + 1
        if needed != self.minimumHeight():
            self.setFixedHeight(needed)


def _html(description: "FormDescription", form: Answers) -> Iterator[str]:
    for page in description.pages:
        yield (
            f'<h3 style="color:{colours().text_strong};font-size:{px(19)}px;'
            f'margin-top:{px(16)}px;margin-bottom:{px(6)}px">{escape(say(page.page.title))}</h3>'
        )
        yield from _page(page, form.get(page.key))


def _page(page: "PageDescription", answers: Any) -> Iterator[str]:
    if not page.repeats:
        yield from _table(page, answers or {})
    elif not answers:
        yield f"<p>{escape(say(texts.NO_ROWS))}</p>"
    else:
        for number, answered in enumerate(answers, 1):
            title = say(texts.ROW, row=say(page.page.row), number=number)
            yield f'<p style="margin-top:{px(8)}px"><b>{escape(title)}</b></p>'
            yield from _table(page, answered)


def _table(page: "PageDescription", answers: Answers) -> Iterator[str]:
    yield (
        f'<table width="100%" cellspacing="0" cellpadding="{px(6)}" border="1" '
        f'style="border-collapse:collapse;border-color:{colours().border}">'
    )
    for field in page.fields:
        if field.ask.applies is None or field.ask.applies.holds(answers):
            yield _answer(field, answers.get(field.key))
    yield "</table>"


def _answer(field: "FieldDescription", value: object) -> str:
    shown = field.show(value, language()) or say(texts.NO_ANSWER)
    return (
        f'<tr><td width="34%" bgcolor="{colours().surface}">{escape(say(field.ask.title))}</td>'
        f"<td>{escape(shown)}</td></tr>"
    )
