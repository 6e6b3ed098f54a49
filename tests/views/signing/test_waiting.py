"""What still has to be done for an application: said before it is signed, and once it is sent."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from desktop_client.views import routes
from desktop_client.views.review import texts
from desktop_client.views.review.sent import Sent, SentPage
from desktop_client.views.status import texts as status_texts
from desktop_client.views.status.waiting import where
from desktop_client.workflows.filing import FiledApplication
from registration.enclosures import Enclosure
from registration.kinds import Kind
from registration.lifecycle import State
from registration.offices import ASK, OfficeContact, office
from registration.wire import Status
from testing.views.acting import FakeParts, Stage
from testing.views.made_up import status
from tests.registration.test_printouts import receipt
from tests.views.signing.test_status import state_of


def primaries(stage: Stage) -> list[str]:
    """The names of the primary buttons that are seen."""
    seen = stage.seen(QAbstractButton)
    return [one.objectName() for one in seen if one.property("look") == "primary"]


def show_sent(stage: Stage, parts: FakeParts, state: State, told: Status | None) -> list[str]:
    """Show the page after sending; returns the list that pressing its buttons adds to."""
    pressed: list[str] = []
    given = receipt(draft=parts.filed_draft().id, state=state)
    page = SentPage(
        parts,
        Sent(FiledApplication(given, Path("receipt.p7s")), told),
        lambda: pressed.append("follow"),
        lambda: pressed.append("attach"),
        lambda: pressed.append("home"),
    )
    stage.show(page)
    page.first_button.setFocus()
    return pressed


def test_what_is_sent_without_its_papers_is_told_before_it_is_signed(
    ready: FakeParts, stage: Stage
) -> None:
    draft = ready.draft()
    stage.enter(routes.Review(draft_id=draft.id))
    assert "지사등록이행각서" in stage.words()
    assert "우편·방문으로 따로" in stage.words()  # a manufacturer's application stays pending
    stage.press("review-papers")
    assert stage.went == [routes.Application(draft_id=draft.id, page="papers")]
    form = {**draft.form, "manufactured": [], "factories": []}
    ready.drafts.save_form(draft.id, form)
    stage.enter(routes.Review(draft_id=draft.id))
    assert "20일 안에" in stage.words()
    bare = {**form, "branches": [], "agents": [], "licences": []}
    ready.drafts.save_form(draft.id, bare)
    stage.enter(routes.Review(draft_id=draft.id))
    assert not stage.sees("review-missing")


def test_what_is_on_hold_once_it_is_sent_looks_so(parts: FakeParts, stage: Stage) -> None:
    held = status(
        State.ON_HOLD, deadline="2099-12-31T14:59:59Z", missing=[Enclosure.LICENCE, Enclosure.SEAL]
    )
    pressed = show_sent(stage, parts, State.ON_HOLD, held)
    words = stage.words()
    assert texts.SENT_HELD.ko in words
    assert state_of(stage) == "보류"
    assert "기한: 2099-12-31" in words
    assert "· 면허·등록·신고증" in words
    assert "보내는 곳: 대전지방조달청" not in words
    stage.press(f"enclosure-post-{Enclosure.LICENCE}")
    assert "보내는 곳: 대전지방조달청" in stage.words()
    assert "접수번호 2026000001를 적어" in stage.words()
    assert primaries(stage) == ["review-attach"]
    stage.press("review-attach")
    stage.press(f"enclosure-attach-{Enclosure.SEAL}")
    stage.press("review-home")
    assert pressed == ["attach", "attach", "home"]


def test_an_institution_prints_next(parts: FakeParts, stage: Stage) -> None:
    waits = status(kind=Kind.INSTITUTION, missing=[Enclosure.INSTITUTION_APPLICATION])
    show_sent(stage, parts, State.PENDING, waits)
    words = stage.words()
    assert texts.SENT_TO_PRINT.ko in words
    assert status_texts.MEANINGS["send_letter"].ko in words
    assert ASK.ko in words
    assert [one[:6] for one in primaries(stage)] == ["paper-"]


@pytest.mark.parametrize("state", [State.PENDING, State.ON_HOLD])
def test_without_an_answer_the_receipt_still_tells_the_state(
    parts: FakeParts, stage: Stage, state: State
) -> None:
    pressed = show_sent(stage, parts, state, None)
    assert texts.SENT.ko in stage.words() or texts.SENT_HELD.ko in stage.words()
    stage.press("review-status")
    assert pressed == ["follow"]


def test_what_is_known_of_an_office_is_told_with_its_source() -> None:
    assert office("25").title.ko == "대전지방조달청"
    assert office("no such").title.ko == "조달청"
    assert not list(office("25").contacts())  # no number is invented
    contact = OfficeContact(
        fax="042-000-0000",
        postcode="35208",
        address="청사로 189",
        source="누리집",
        as_of=date(2026, 11, 27),
    )
    assert where(status(office_contact=contact)) == [
        "보내는 곳: 대전지방조달청",
        "팩스: 042-000-0000",
        "주소: (35208) 청사로 189",
        "출처: 누리집 (2026-11-27)",
    ]
