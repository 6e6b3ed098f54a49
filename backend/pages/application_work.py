"""What is done with an application before it is decided on: taken, noted, compared."""

from collections.abc import Callable
from datetime import date

from starlette.responses import Response

from backend.pages import application_words as words
from backend.pages.access import pages
from backend.pages.application import asked_by, page_of, show
from backend.pages.desk import Desk, TheDesk
from backend.pages.rendering import redirect
from backend.refused import Refused
from backend.services.review import assignment, comparing, notes, papers
from registration.enclosures import ENCLOSURE_NAMES, Enclosure
from registration.submission import ReceiptNumber
from registration.text import Text
from registration.waiting import PaperWay

router = pages("/officer/applications/{receipt_number}")


def _done(desk: Desk, number: str, act: Callable[[], Text]) -> Response:
    """Do something, and show the page again: with what was done, or with why it was not."""
    try:
        done = act()
    except Refused as refused:
        if refused.code == "not_found":
            raise
        return show(desk, number, asked_by(desk.form), refused)
    return redirect(desk.request, page_of(desk.form, number), done)


@router.post("/take")
def take(desk: TheDesk, receipt_number: ReceiptNumber) -> Response:
    """Take the application."""

    def act() -> Text:
        assignment.take(desk.service, desk.officer, receipt_number)
        return words.taken_done

    return _done(desk, receipt_number, act)


@router.post("/give-back")
def give_back(desk: TheDesk, receipt_number: ReceiptNumber) -> Response:
    """Give the application back."""

    def act() -> Text:
        assignment.give_back(desk.service, desk.officer, receipt_number)
        return words.given_back_done

    return _done(desk, receipt_number, act)


@router.post("/hand-on")
def hand_on(desk: TheDesk, receipt_number: ReceiptNumber) -> Response:
    """Give the application to another officer."""

    def act() -> Text:
        successor = desk.form.text("successor")
        assignment.hand_on(
            desk.service, desk.officer, receipt_number, successor, desk.form.text("note")
        )
        return words.handed_done.filled(officer=successor)

    return _done(desk, receipt_number, act)


@router.post("/notes")
def add_note(desk: TheDesk, receipt_number: ReceiptNumber) -> Response:
    """Keep an internal note."""

    def act() -> Text:
        notes.add(desk.service, desk.officer, receipt_number, desk.form.text("text"))
        return words.noted_done

    return _done(desk, receipt_number, act)


@router.post("/papers")
def receive_paper(desk: TheDesk, receipt_number: ReceiptNumber) -> Response:
    """Note that a paper came."""

    def act() -> Text:
        try:
            arrival = papers.Arrival(
                Enclosure(desk.form.text("paper")),
                PaperWay(desk.form.text("way")),
                date.fromisoformat(desk.form.text("day")),
            )
        except ValueError:
            raise Refused("paper_day_wrong") from None
        papers.receive(desk.service, desk.officer, receipt_number, arrival)
        return words.received_done.filled(paper=ENCLOSURE_NAMES[arrival.paper])

    return _done(desk, receipt_number, act)


@router.post("/marks")
def mark_lines(desk: TheDesk, receipt_number: ReceiptNumber) -> Response:
    """Keep whether lines agree with the paper that came."""

    def act() -> Text:
        lines = desk.form.all("lines")
        all_others = desk.form.text("rest") == "agrees"
        given = {line: desk.form.text(f"mark.{line}") for line in lines}
        marks = {line: mark != "differs" for line, mark in given.items() if mark or all_others}
        comparing.mark(desk.service, desk.officer, receipt_number, marks)
        return words.marked_done

    return _done(desk, receipt_number, act)
