"""The wizard on a stage of its own, with a practice CA that answers on this computer."""

import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_client.pki.keyfile.new_key import new_key
from desktop_client.views import routes, theme
from desktop_client.views.issuing.wanted import Wanted
from desktop_client.views.language import set_language
from desktop_client.work import Work
from desktop_client.workflows.issuing import disk_keys
from desktop_client.workflows.issuing.judged import Expected
from desktop_client.workflows.issuing.obtaining import Obtaining
from practice.issuing.book import Book, Code
from practice.issuing.server import BOOK, serving
from practice.pki import Practice
from practice.samples import INSTITUTION
from testing.views.acting import FakeParts, Stage
from testing.views.places import PracticePlaces

REFERENCE, CODE, PASSWORD = "730215", "481-902", "new-password-1"
HOLDER, NUMBER = "연습군청", "2222222227"


class Places(PracticePlaces):
    """A mode whose CA is asked at an address, and whose disk is a folder of the test."""

    url = ""

    def issuing_url(self, _work: Work, known: str = "") -> str:
        return known or self.url


class Hall:
    """The wizard and its CA."""

    def __init__(self, stage: Stage, parts: FakeParts, pki: Practice, places: Places) -> None:
        self.stage, self.parts, self.pki, self.places = stage, parts, pki, places
        self.book = Book(pki.folder / BOOK)
        self.book.give(Code(REFERENCE, CODE, HOLDER, NUMBER, INSTITUTION))

    def enter(self, **route: Any) -> Any:
        """Begin with the numbers of an approved application, or as the route says."""
        wanted = Wanted(reference=REFERENCE, code=CODE, given=True)
        of = {"wanted": wanted, "expected": Expected(NUMBER, HOLDER)}
        return self.stage.enter(routes.Issuing(**(route or of)))

    def to_password(self) -> None:
        """Go on with the numbers and the first place."""
        self.stage.press("issuing-next")
        self.stage.press("issuing-next")

    def write(self, name: str, text: str) -> None:
        """Type into a line."""
        self.stage.find(QLineEdit, name).setText(text)

    def issue(self, password: str = PASSWORD) -> None:
        """Type the password twice and begin."""
        self.write("ask-new-password", password)
        self.write("ask-repeat", password)
        self.stage.press("issuing-issue")

    @property
    def drive(self) -> Path:
        """Where certificates are kept."""
        return self.places.folders[0].parent

    def issued(self) -> list[Path]:
        """The certificates that were put in their place."""
        return sorted(self.drive.rglob("signCert.der"))


@pytest.fixture(scope="session")
def practice_ca(
    practice_pki: Practice, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Practice]]:
    """A practice CA over a copy of the PKI; one a process."""
    folder = tmp_path_factory.mktemp("issuing-views") / "pki"
    for part in ("trust", "ca", "crl"):
        shutil.copytree(practice_pki.folder / part, folder / part)
    shutil.copy(practice_pki.folder / "practice.json", folder)
    with serving(folder) as served:
        yield served.url, Practice.load(folder)


@pytest.fixture(scope="session")
def two_keys() -> list[Any]:
    """Keys that stand for those made anew, which takes long."""
    return [new_key(2048) for _ in range(2)]


@pytest.fixture
def keys_at_hand(two_keys: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the keys at hand stand for those made anew."""
    supply = cycle(two_keys)
    monkeypatch.setattr(disk_keys, "new_key", lambda _bits: next(supply))


@pytest.fixture
def look(qapp: QApplication) -> Iterator[None]:
    """Korean, light, 100 %."""
    set_language("ko")
    theme.apply(qapp, "light", 100)
    yield
    set_language("ko")


@pytest.fixture
def hall(
    qtbot: QtBot, look: None, tmp_path: Path, keys_at_hand: None, practice_ca: tuple[str, Practice]
) -> Iterator[Hall]:
    """The wizard of a program for the real service, whose CA has given out one code."""
    url, pki = practice_ca
    shutil.rmtree(pki.folder / BOOK, ignore_errors=True)
    drive = tmp_path / "drive"
    drive.mkdir()
    places = Places(pki, drive / "NPKI")
    places.url = url
    parts = FakeParts(tmp_path, practice=False)
    parts.obtaining = Obtaining(places, tmp_path / "issuing", drives=list)
    yield Hall(Stage(qtbot, parts), parts, pki, places)
    assert parts.jobs.drain()
