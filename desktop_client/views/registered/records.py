"""One registered record: since when, what ends soon, what may be done, and the whole of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop_client.views.language import say
from desktop_client.views.printing import texts as printing_texts
from desktop_client.views.registered import texts
from desktop_client.views.registered.acting import Acting
from desktop_client.views.registered.days import ends
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.widgets.buttons import Button, SecondaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import wrapping_row
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.summary import FormSummary
from registration.forms import PageDescription, describe
from registration.korean_time import show_time
from registration.printouts import PrintoutKind
from registration.procedures import PROCEDURES
from registration.text import Text

if TYPE_CHECKING:
    from registration.wire import Record

LAST_DAYS = frozenset({"valid_until", "expires"})
"""Fields of rows that name the last day of a licence or a product."""


class RecordCard(Card):
    """A record with its buttons."""

    def __init__(self, record: "Record", acting: Acting) -> None:
        super().__init__()
        self.column.addWidget(Label(say(PROCEDURES[record.kind].title), "title"))
        self.column.addWidget(Facts(_rows(record)))
        self.column.addWidget(wrapping_row(*_buttons(record, acting)))
        ending = list(ending_rows(record))
        if ending:
            self.column.addWidget(Label(say(texts.ENDING), "strong"))
            self.column.addWidget(Facts(ending, texts.ENDING))
        self.column.addWidget(Label(say(texts.FORM), "strong"))
        self.column.addWidget(FormSummary(describe(record.kind), record.form))


def _buttons(record: "Record", acting: Acting) -> Iterator[Button]:
    number = record.open_application
    if number is None:
        change = SecondaryButton(say(texts.CHANGE), lambda: acting.change(record))
        yield named(change, f"record-change-{record.kind}")
    else:
        show = SecondaryButton(say(texts.OPEN_APPLICATION), lambda: acting.show_application(number))
        yield named(show, f"record-open-{record.kind}")
    for name, words, act in (
        ("history", texts.HISTORY, acting.show_history),
        ("print", printing_texts.NAMES[PrintoutKind.REGISTRATION], acting.print_record),
        ("export", texts.EXPORT, acting.export),
    ):
        yield named(Button(say(words), partial(act, record)), f"record-{name}-{record.kind}")


def _rows(record: "Record") -> list[Row]:
    return [
        (texts.RECEIPT_NUMBER, record.receipt_number),
        (texts.REGISTERED, show_time(record.registered)),
        (texts.RENEWED, show_time(record.renewed)),
        (texts.VERSION, str(record.version)),
    ]


def ending_rows(record: "Record") -> Iterator[Row]:
    """Yield what of the record has a last day (licences, products), and that day."""
    for page in describe(record.kind).pages:
        last = next((field.key for field in page.fields if field.key in LAST_DAYS), None)
        for row in record.form.get(page.key) or [] if page.repeats and last else []:
            if day := row.get(last):
                yield _named_row(page, row), ends(date.fromisoformat(day))


def _named_row(page: PageDescription, row: Mapping[str, Any]) -> Text:
    """Name a row by its page and its first answer."""
    first = page.fields[0]
    return Text(
        f"{page.page.title.ko}: {first.show(row.get(first.key), 'ko')}",
        f"{page.page.title.en}: {first.show(row.get(first.key), 'en')}",
    )
