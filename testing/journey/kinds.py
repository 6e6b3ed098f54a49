"""A newcomer's way from the first screen to the receipt, for the kinds beside the supplier's."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from desktop_client.drafts import Draft
from desktop_client.parts import Parts
from practice.applicants import APPLICANTS
from registration.kinds import Kind
from registration.procedures import PROCEDURES
from testing.journey import steps
from testing.journey.filling import attach, fill_in
from testing.journey.player import Player

ACCOUNT_PASSWORD = "Good-pass-79"


def play_to_receipt(player: Player, parts: Parts, kind: Kind, *files: Path) -> Draft:
    """Choose, fill in, attach `files`, review and send; returns the filed draft.

    Raises `Stuck` where something expected does not come.
    """
    player.press(f"start-{kind}")
    fill_in(player, kind, APPLICANTS[kind])
    attach(player, files)
    steps.review_and_send(
        player,
        signed=PROCEDURES[kind].signed,
        before=choose_password if kind is Kind.CATALOGUE else None,
    )
    return steps.filed(parts)


def choose_password(player: Player) -> None:
    """Choose the password of the new account."""
    player.wait_for(lambda: player.sees("review-account"), "review-account")
    player.press("review-account")
    for name in ("review-password", "review-password-again"):
        player.write(player.find(QLineEdit, name), ACCOUNT_PASSWORD)
