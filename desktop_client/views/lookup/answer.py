"""What the service told of an application, or of a printed paper."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.lookup import texts
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.status.badge import LOOKS
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.notice import Notice
from registration.korean_time import show_time
from registration.lifecycle import STATE_NAMES
from registration.printouts import PRINTOUT_NAMES
from registration.procedures import PROCEDURES
from registration.text import Text

if TYPE_CHECKING:
    from registration.wire import LookedUp, PrintoutPart, PrintoutVerdict


class Answer(QWidget):
    """A notice in the colour of the answer, then the facts."""

    def __init__(self, notice: Notice, rows: list[Row]) -> None:
        super().__init__()
        self.notice = notice
        self.notice.setObjectName("lookup-answer")
        down = column(self)
        down.addWidget(Label(say(texts.FOUND), "title"))
        down.addWidget(notice)
        self.facts = Facts(rows, texts.FOUND)
        down.addWidget(self.facts)
        self._down = down

    def add(self, title: str, rows: list[Row]) -> None:
        """Add a part of a paper beneath."""
        self._down.addWidget(Label(title, "strong"))
        self._down.addWidget(Facts(rows, Text(title, title)))


def of_application(found: "LookedUp") -> Answer:
    """Return what is shown of an application."""
    rows: list[Row] = [
        (texts.RECEIPT_NUMBER, found.receipt_number),
        (signing_texts.KIND, say(PROCEDURES[found.kind].title)),
        (texts.RECEIVED, show_time(found.received)),
    ]
    state = say(texts.STATE, state=say(STATE_NAMES[found.state]))
    return Answer(Notice(LOOKS[found.state], state), rows)


def of_paper(found: "PrintoutVerdict") -> Answer:
    """Return what is shown of a paper."""
    in_force = found.in_force
    notice = Notice(
        "success" if in_force else "warning", say(texts.GENUINE if in_force else texts.OUTDATED)
    )
    rows: list[Row] = [
        (texts.PAPER_KIND, say(PRINTOUT_NAMES[found.paper])),
        (texts.RECEIPT_NUMBER, found.receipt_number),
        (signing_texts.KIND, say(PROCEDURES[found.kind].title)),
        (texts.APPLICANT, found.applicant),
        (texts.ISSUED, show_time(found.issued)),
    ]
    if found.newer:
        told = {"number": found.newer.receipt_number, "issued": show_time(found.newer.issued)}
        rows.append((texts.NEWER, say(texts.NEWER_IS, **told)))
    contents = (texts.CONTENTS, found.document_sha256)
    answer = Answer(notice, rows if found.contents else [*rows, contents])
    for part in found.contents:
        answer.add(part.title, _part_rows(part))
    return answer


def _part_rows(part: "PrintoutPart") -> list[Row]:
    """Return the lines of a part, or each row of its table: they are Korean, as on the paper."""
    rows = [(Text(title, title), words) for title, words in part.lines]
    heads = part.rows[0] if part.rows else []
    for number, cells in enumerate(part.rows[1:], 1):
        told = [f"{head} {cell}" for head, cell in zip(heads, cells, strict=True) if cell]
        rows.append((Text(str(number), str(number)), " · ".join(told)))
    return rows
