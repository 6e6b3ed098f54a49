"""The last step: the certificate that was issued, and how it was judged."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_client.finding_texts import detail, explanation
from desktop_client.pki.findings import Finding, Severity
from desktop_client.views.certificates.words import breakable
from desktop_client.views.issuing import texts
from desktop_client.views.language import say
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.widgets.action_bar import ways_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row
from desktop_client.views.widgets.mark import Mark
from desktop_client.views.widgets.notice import Notice
from desktop_client.workflows.holding import holding_locations
from desktop_client.workflows.issuing.judged import Answer
from desktop_client.workflows.issuing.obtaining import Obtained
from registration.korean_time import today

Act = Callable[[], object]


class DonePage(QWidget):
    """Where it lies and what was checked; a certificate that will do goes on to be registered."""

    def __init__(self, obtained: Obtained, hint: str, *ways_on: Button) -> None:
        """`hint`: what is to be said of the next step, if anything."""
        super().__init__()
        good = obtained.opened is not None
        self.notice = Notice(
            "success" if good else "warning", say(texts.DONE if good else texts.DONE_BUT)
        )
        self.start = ways_on[0]
        down = column(self)
        down.addWidget(self.notice)
        if hint:
            down.addWidget(Label(hint))
        checks = Card()
        checks.setObjectName("issuing-checks")
        checks.column.addWidget(Label(say(texts.CHECKS), "title"))
        for answer in obtained.answers:
            for kind, words in _told(answer):
                checks.column.addWidget(_line(kind, words))
        down.addWidget(checks)
        down.addWidget(Facts(_facts(obtained), texts.FACTS))
        ways_in_bar(self, *ways_on)


def way(words: str, name: str, pressed: Act, *, first: bool = False) -> Button:
    """Return a named button that leads on from a page, the first of them before all."""
    button = (PrimaryButton if first else Button)(words, pressed)
    button.setObjectName(f"issuing-{name}")
    return button


def _line(kind: str, words: str) -> QWidget:
    line = QWidget()
    across = row(line, gap=10)
    across.addWidget(Mark(kind), 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(Label(words), 1)
    return line


def _told(answer: Answer) -> Iterator[tuple[str, str]]:
    question = say(texts.QUESTIONS[answer.question])
    if answer.findings is None:
        yield "info", say(texts.NOT_ASKED_YET, question=question)
    elif not answer.findings:
        yield "success", say(texts.GOOD, question=question)
    for found in answer.findings or ():
        yield _kind(found), _words(question, found)


def _kind(found: Finding) -> str:
    return "danger" if found.severity is Severity.ERROR else "warning"


def _words(question: str, found: Finding) -> str:
    told = explanation(found.code, found.values)
    which = say(detail(found.code, found.values))
    why = " ".join(filter(None, [say(told.why), which]))
    return say(texts.BAD, question=question, why=why, next=say(told.next))


def _facts(obtained: Obtained) -> Iterator[Row]:
    certificate = obtained.certificate
    begin, end = (
        today(moment).isoformat() for moment in (certificate.not_before, certificate.not_after)
    )
    yield texts.HOLDER, certificate.real_name
    yield texts.ISSUER, certificate.issuer_organisation
    yield texts.UNTIL, say(texts.PERIOD, begin=begin, end=end)
    yield texts.WHERE, breakable(say(holding_locations(obtained.holding)[0]))
