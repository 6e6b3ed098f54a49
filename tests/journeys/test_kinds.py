"""Three kinds from the first screen to the receipt, through the real window and service."""

import pytest

from desktop_client.work import Work
from registration.kinds import Kind
from registration.lifecycle import State
from registration.submission import Application, Receipt
from testing.journey.kinds import ACCOUNT_PASSWORD, play_to_receipt
from testing.workflows.oracle import signed_content
from tests.journeys.conftest import Desk


def test_a_stockpile_user_with_a_file_that_the_signature_covers(desk: Desk) -> None:
    draft = play_to_receipt(desk.player, desk.parts, Kind.STOCKPILE, desk.file)
    content = signed_content(desk.folder(draft) / "signed.p7s", desk.pki)
    application = Application.parse(content)
    (attached,) = application.attachments
    assert (attached.name, attached.size) == (desk.file.name, desk.file.stat().st_size)
    assert attached.sha256 == draft.attachments[0].sha256
    status = desk.parts.following.status(Work(), draft.id)
    assert (status.kind, status.state, status.missing) == (Kind.STOCKPILE, State.PENDING, [])


@pytest.mark.parametrize("kind", [Kind.INSTITUTION, Kind.CATALOGUE])
def test_kinds_without_a_certificate(desk: Desk, kind: Kind) -> None:
    draft = play_to_receipt(desk.player, desk.parts, kind)
    receipt = Receipt.parse(signed_content(desk.folder(draft) / "receipt.p7s", desk.pki))
    assert receipt.kind is kind
    assert receipt.signature_sha256 is None
    assert desk.parts.following.status(Work(), draft.id).state is State.PENDING
    kept = b"".join(one.read_bytes() for one in desk.folder(draft).iterdir())
    assert ACCOUNT_PASSWORD.encode() not in kept
