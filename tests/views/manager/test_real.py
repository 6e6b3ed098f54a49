"""The manager with the program's own parts and the practice service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from testing.views.acting import Stage
from tests.views.manager.test_manager import SUPPLIER, choose


@pytest.fixture
def real(practice_home: Path, qapp: QApplication) -> Iterator[Parts]:
    built = Parts(practice=True, folder=practice_home, administrator_file=practice_home / "none")
    yield built
    built.close()


def test_practice_certificates_are_looked_after_too(qtbot: QtBot, real: Parts) -> None:
    stage = Stage(qtbot, real)
    stage.enter(routes.Manager())
    choose(stage, SUPPLIER)
    stage.press("manager-check")
    assert say(texts.NOT_REVOKED) in stage.words()
