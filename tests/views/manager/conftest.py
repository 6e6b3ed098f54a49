"""The manager on the practice certificates, in folders the test may change."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client.views import theme
from desktop_client.views.language import set_language
from desktop_client.workflows.certificate_manager import CertificateManager
from practice.pki import Practice
from testing.views.acting import FakeParts, Stage
from testing.views.places import PracticePlaces


class ManagerParts(FakeParts):
    """Parts with the real certificate keeping."""

    mode: PracticePlaces

    def __init__(self, folder: Path, pki: Practice, *places: Path) -> None:
        super().__init__(folder)
        self.mode = PracticePlaces(pki, *places)
        self.certificate_manager = CertificateManager(self.mode)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Korean, light, 100 %."""
    set_language("ko")
    theme.apply(qapp, "light", 100)
    yield
    set_language("ko")
    theme.apply(qapp, "light", 100)


@pytest.fixture
def npki(tmp_path: Path, practice_pki: Practice) -> Path:
    """A copy of the practice certificates."""
    return Path(shutil.copytree(practice_pki.npki, tmp_path / "disk" / "NPKI"))


@pytest.fixture
def alone(npki: Path, practice_pki: Practice) -> None:
    """Leaves the good supplier's certificate alone there: others would be judged for nothing."""
    kept = npki / practice_pki.sample("supplier").path.relative_to(practice_pki.npki)
    for folder in {file.parent for file in npki.rglob("*.key")} - {kept}:
        shutil.rmtree(folder)


@pytest.fixture
def parts(
    tmp_path: Path, npki: Path, practice_pki: Practice, qapp: QApplication
) -> Iterator[ManagerParts]:
    built = ManagerParts(tmp_path / "parts", practice_pki, npki)
    yield built
    assert built.jobs.drain()


@pytest.fixture
def stage(qtbot: QtBot, parts: ManagerParts) -> Stage:
    return Stage(qtbot, parts)
