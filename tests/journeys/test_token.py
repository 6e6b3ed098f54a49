"""An institution whose key is made in a security token: issued, registered, logged in with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget

from desktop_client.pki.storage.token_search import list_tokens, plugged_in
from desktop_client.pki.storage.tokens import Token
from registration.forms import name_of
from registration.kinds import Kind
from testing.journey import steps
from testing.journey.kinds import play_to_receipt
from testing.pki.softhsm import PIN
from tests.journeys.conftest import Desk
from tests.journeys.test_to_login import receipt_number, to_status
from tests.workflows.issuing.test_on_token import empty


@pytest.fixture
def token(desk: Desk, token_driver: Path) -> Iterator[Token]:
    """An empty token, plugged in."""
    desk.parts.settings.set("token_drivers", [str(token_driver)])
    (token,) = (each for each in plugged_in([token_driver]) if each.label == "empty")
    yield token
    empty(token)


def test_an_institution_has_its_certificate_made_in_a_token_and_logs_in(
    desk: Desk, token: Token
) -> None:
    player, parts = desk.player, desk.parts
    draft = play_to_receipt(player, parts, Kind.INSTITUTION)
    to_status(desk)
    steps.decided(player, parts, receipt_number(draft), "approve")
    player.press("status-codes")
    player.write(player.find(QLineEdit, "issuance-request-id"), "CITY0001")
    player.press("issuance-fetch")
    player.wait_for(lambda: player.sees("issuance-noted"), "codes")
    player.press("issuance-issue")
    player.press("issuing-next")
    places = player.find(QListWidget, "issuing-places")
    names = [places.item(row).text() for row in range(places.count())]
    places.setCurrentRow(next(row for row, name in enumerate(names) if "empty" in name))
    player.press("issuing-next")
    player.write(player.find(QLineEdit, "ask-pin"), PIN)
    player.press("issuing-issue")
    player.wait_for(lambda: player.sees("issuing-enrol"), "issuing-enrol")
    steps.enrol_issued(player)
    steps.log_in(player, name_of(draft.kind, draft.form), PIN)
    (entry,) = (each for each in list_tokens(token.driver) if each.label == "empty")
    assert entry.certificate
    assert parts.sessions.is_own(entry.certificate)
    steps.log_out(player)
