"""What the service told of an application, or of a printed paper."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.lookup import texts
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.status.state_line import LOOKS
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.notice import Notice
from registration.korean_time import show_time
from registration.lifecycle import STATE_NAMES
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from registration.messages import LookedUp, PaperVerdict


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


def of_application(found: "LookedUp") -> Answer:
    """Return what is shown of an application."""
    rows: list[Row] = [
        (texts.RECEIPT_NUMBER, found.receipt_number),
        (signing_texts.KIND, say(PROCEDURES[found.kind].title)),
        (texts.RECEIVED, show_time(found.received)),
    ]
    state = say(texts.STATE, state=say(STATE_NAMES[found.state]))
    return Answer(Notice(LOOKS[found.state], state), rows)


def of_paper(found: "PaperVerdict") -> Answer:
    """Return what is shown of a paper."""
    in_force = found.in_force
    notice = Notice(
        "success" if in_force else "warning", say(texts.GENUINE if in_force else texts.OUTDATED)
    )
    rows = [
        (texts.PAPER_KIND, say(texts.PAPERS[found.paper])),
        (texts.RECEIPT_NUMBER, found.receipt_number),
        (signing_texts.KIND, say(PROCEDURES[found.kind].title)),
        (texts.APPLICANT, found.applicant),
        (texts.ISSUED, show_time(found.issued)),
        (texts.CONTENTS, found.document_sha256),
    ]
    return Answer(notice, rows)
