"""The first screen: begin, go on, follow, delete; damaged drafts hide nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_client.drafts import FilingReference
from desktop_client.errors import ClientError
from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.home import texts
from desktop_client.views.home.draft_cards import (
    ApplicationCard,
    DamagedCard,
    DraftCard,
    FiledCard,
)
from desktop_client.views.home.saved import SavedApplications
from desktop_client.views.home.screen import HomeScreen
from desktop_client.views.language import say
from desktop_client.views.widgets.buttons import Button, DangerButton, PrimaryButton
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.window import MainWindow
from registration.enclosures import Enclosure
from registration.kinds import Kind
from registration.lifecycle import State
from registration.procedures import PROCEDURES
from testing.views import hands
from testing.views.made_up import status

Went = list[routes.Route]


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> Went:
    """Where the screen wanted to go."""
    calls: Went = []
    monkeypatch.setattr(
        MainWindow,
        "navigate",
        create_autospec(MainWindow.navigate, side_effect=lambda _, route: calls.append(route)),
    )
    return calls


@pytest.fixture
def saved(
    qtbot: QtBot, open_window: Callable[[], MainWindow], settle: Callable[[], None]
) -> Callable[[], SavedApplications]:
    """Opens the window and waits until the saved applications are listed."""

    def read() -> SavedApplications:
        home = open_window().current
        assert isinstance(home, HomeScreen)
        qtbot.waitUntil(lambda: home.saved is not None)
        settle()
        hands.texts(home)
        assert home.saved is not None
        return home.saved

    return read


def test_every_procedure_says_whom_it_is_for(saved: Callable[[], SavedApplications]) -> None:
    shown = hands.texts(saved().window())
    for procedure in PROCEDURES.values():
        assert say(procedure.title) in shown
        assert say(procedure.summary) in shown


def test_the_steps_of_one_procedure_are_shown_and_hidden_by_its_button(
    window: MainWindow,
) -> None:
    home = window.current
    assert isinstance(home, HomeScreen)
    for card in home.procedures:
        card.steps_button.setFocus()
        hands.key(Qt.Key.Key_Return)
        shown = hands.texts(home)
        for number, step in enumerate(card.procedure.steps, 1):
            assert f"{number}. {say(step.title)}" in shown
            assert say(step.detail) in shown
        assert [one for one in home.procedures if one.steps_button.isChecked()] == [card]
    hands.key(Qt.Key.Key_Space)
    assert f"1. {say(PROCEDURES[Kind.STOCKPILE].steps[0].title)}" not in hands.texts(home)
    assert not any(one.steps_button.isChecked() for one in home.procedures)


@pytest.mark.parametrize("kind", Kind)
def test_an_application_of_each_kind_is_begun_by_keys(
    went: Went, window: MainWindow, kind: Kind
) -> None:
    home = window.current
    assert isinstance(home, HomeScreen)
    assert hands.focused() is home.procedures[0].start_button
    for _ in range(2 * list(PROCEDURES).index(kind)):
        hands.key(hands.TAB)
    hands.key(Qt.Key.Key_Return)
    assert went == [routes.NewApplication(kind=kind)]


@pytest.mark.parametrize("purpose", ["change", "supplement"])
def test_a_change_and_a_completion_say_so(
    parts: Parts, saved: Callable[[], SavedApplications], purpose: str
) -> None:
    draft = parts.drafts.create(
        Kind.SUPPLIER, form={"general": {"business_number": "111-11-11119"}}, purpose=purpose
    )
    card = hands.find(saved(), DraftCard)
    said = say(texts.PURPOSES[draft.purpose])
    assert said in ("변경", "보완")
    assert any(f"({said})" in text for text in hands.texts(card))


def test_a_draft_of_a_newer_program_is_told_apart(
    parts: Parts, tmp_path: Path, saved: Callable[[], SavedApplications]
) -> None:
    draft = parts.drafts.create(Kind.SUPPLIER)
    file = tmp_path / "data" / "practice-drafts" / draft.id / "draft.json"
    file.write_text(file.read_text().replace('"format": 2', '"format": 3'))
    assert say(texts.NEWER) in hands.texts(hands.find(saved(), DamagedCard))


def test_with_nothing_saved_it_says_so(saved: Callable[[], SavedApplications]) -> None:
    shown = hands.texts(saved())
    assert say(texts.NO_DRAFTS) in shown


def test_a_draft_is_known_again_and_gone_on_with(
    parts: Parts, went: Went, saved: Callable[[], SavedApplications]
) -> None:
    draft = parts.drafts.create(Kind.SUPPLIER)
    parts.drafts.save_form(draft.id, {"general": {"business_number": "111-11-11119"}})
    card = hands.find(saved(), DraftCard)
    assert any("111-11-11119" in text for text in hands.texts(card))
    assert "111-11-11119" in card.open_button.accessibleName()
    hands.click(card.open_button)
    assert went == [routes.Application(draft_id=draft.id)]


def test_a_draft_is_deleted_only_after_a_question(
    parts: Parts, saved: Callable[[], SavedApplications], settle: Callable[[], None]
) -> None:
    kept, gone = parts.drafts.create(Kind.SUPPLIER), parts.drafts.create(Kind.SUPPLIER)
    page = saved()
    card = next(one for one in page.findChildren(DraftCard) if one.draft.id == gone.id)
    hands.click(card.delete_button)
    assert hands.find(card, Button, say(texts.DELETE_NO)).hasFocus()
    assert not card.open_button.isVisible()
    hands.key(Qt.Key.Key_Space)
    assert card.delete_button.hasFocus()
    hands.key(Qt.Key.Key_Return)
    hands.click(hands.find(card, DangerButton))
    settle()
    assert [draft.id for draft in parts.drafts.all()] == [kept.id]
    assert [one.draft.id for one in page.findChildren(DraftCard) if one.isVisible()] == [kept.id]


def test_a_damaged_draft_is_listed_beside_the_others_and_kept(
    parts: Parts, tmp_path: Path, saved: Callable[[], SavedApplications]
) -> None:
    parts.drafts.create(Kind.SUPPLIER)
    folder = tmp_path / "data" / "practice-drafts" / "broken"
    folder.mkdir()
    (folder / "draft.json").write_text('{"kind": ')
    page = saved()
    assert len(page.findChildren(DraftCard)) == 1
    shown = hands.texts(hands.find(page, DamagedCard))
    assert say(texts.DAMAGED) in shown
    assert any(str(folder) in text for text in shown)
    assert (folder / "draft.json").read_text() == '{"kind": '


@pytest.mark.parametrize(("filed", "words"), [(True, texts.SHOW_STATUS), (False, texts.SEND_AGAIN)])
def test_a_signed_application_leads_to_its_status(
    parts: Parts, went: Went, saved: Callable[[], SavedApplications], filed: bool, words: Any
) -> None:
    draft = parts.drafts.create(Kind.SUPPLIER)
    parts.drafts.keep_signed(draft.id, b"signed", b"identity")
    if filed:
        parts.drafts.keep_receipt(draft.id, b"receipt", FilingReference("2026000001", "k" * 20))
    page = saved()
    card = hands.find(page, FiledCard)
    assert (any("2026000001" in text for text in hands.texts(card))) is filed
    badge = texts.FILED if filed else texts.UNCONFIRMED
    assert say(badge) in hands.texts(card)
    assert card.status_button.text() == say(words)
    hands.click(card.status_button)
    assert went == [routes.Status(draft_id=draft.id)]


def test_drafts_that_cannot_be_listed_are_tried_again(
    parts: Parts,
    monkeypatch: pytest.MonkeyPatch,
    saved: Callable[[], SavedApplications],
    settle: Callable[[], None],
) -> None:
    def fail() -> None:
        raise ClientError("draft_damaged", folder="/x")

    with monkeypatch.context() as patch:
        patch.setattr(parts.drafts, "all", fail)
        page = saved()
        panel = hands.find(page, FailurePanel)
    hands.click(panel.retry_button)
    settle()
    assert say(texts.NO_DRAFTS) in hands.texts(page)


def test_the_question_is_read_out_with_its_kind(
    parts: Parts, saved: Callable[[], SavedApplications]
) -> None:
    parts.drafts.create(Kind.SUPPLIER)
    card = hands.find(saved(), DraftCard)
    QTest.mouseClick(card.delete_button, Qt.MouseButton.LeftButton)
    assert hands.find(card, Notice).accessibleName() == f"주의: {say(texts.DELETE_QUESTION)}"


def test_what_is_due_comes_first_with_its_last_day_and_in_the_bar(
    parts: Parts, went: Went, saved: Callable[[], SavedApplications]
) -> None:
    form = {"general": {"business_number": "111-11-11119"}}
    drafts = [parts.drafts.create(Kind.SUPPLIER, form=form) for _ in range(4)]
    states = (State.PENDING, State.ON_HOLD)
    for number, (draft, state) in enumerate(zip(drafts[:2], states, strict=True), 1):
        parts.drafts.keep_signed(draft.id, b"signed", b"identity")
        reference = FilingReference(f"202600000{number}", "k" * 20)
        parts.drafts.keep_receipt(draft.id, b"receipt", reference)
        late: dict[str, Any] = {
            "deadline": "2099-12-31T14:59:59Z",
            "missing": [Enclosure.LICENCE],
        }
        told = status(state, **(late if state is State.ON_HOLD else {}))
        parts.drafts.keep_status(draft.id, told.model_dump_json().encode())
    page = saved()
    cards = [one for one in page.findChildren(ApplicationCard) if one.isVisible()]
    cards.sort(key=lambda card: card.y())
    assert cards[0].draft.id == drafts[1].id
    assert drafts[0].id not in [card.draft.id for card in cards]  # it waits: behind the others
    words = hands.texts(cards[0])
    assert words[0] == "보류"
    assert "기한: 2099-12-31" in " ".join(words)
    assert hands.find(page.window(), PrimaryButton).hasFocus()
    hands.click(hands.find(page, Button, say(texts.SHOW_ALL, count=4)))
    shown = [one.draft.id for one in page.findChildren(ApplicationCard) if one.isVisible()]
    assert drafts[0].id in shown
    due = hands.find(page.window(), PrimaryButton)
    assert due.objectName() == "home-due"
    hands.click(due)
    assert went == [routes.Status(draft_id=drafts[1].id)]


def test_the_help_layer_leads_to_the_checks(
    went: Went, saved: Callable[[], SavedApplications]
) -> None:
    window = saved().window()
    for words, route in (
        (texts.CHECKUP, routes.Checkup()),
        (texts.VERIFY, routes.Lookup()),
        (texts.SANCTIONS, routes.Sanctions()),
    ):
        hands.click(hands.find(window, Button, say(words)))
        assert went.pop() == route
