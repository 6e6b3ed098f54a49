"""A newcomer's desk, for journeys played in this process."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_client.drafts import Draft
from desktop_client.parts import Parts
from desktop_client.views.window import MainWindow
from practice.pki import Practice
from testing.journey.player import Player


@dataclass(frozen=True)
class Desk:
    """A newcomer's desk: the window with its practice service, and files to attach."""

    player: Player
    parts: Parts
    pki: Practice
    file: Path

    def folder(self, draft: Draft) -> Path:
        return self.parts.folder / "practice-drafts" / draft.id


@pytest.fixture
def desk(practice_home: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    parts = Parts(practice=True, folder=practice_home, administrator_file=tmp_path / "none")
    window = MainWindow(parts)
    qtbot.addWidget(window)
    window.show()
    file = tmp_path / "제조증명.pdf"
    file.write_bytes(b"%PDF-1.7\n" + bytes(3 * 1024**2))
    pki = Practice.load(practice_home / "practice" / "pki")
    yield Desk(Player(window, None, print), parts, pki, file)
    window.close()
    parts.close()
