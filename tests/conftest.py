"""What every test gets: no unexpected WARNING logs, an offscreen Qt, one practice PKI for all."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from practice.pki import Practice

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def no_unexpected_warnings(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fails a test during which any logger wrote a WARNING or worse."""
    yield
    if request.node.get_closest_marker("expects_warnings"):
        return
    records = [
        record
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert not records, [f"{record.name}: {record.getMessage()}" for record in records]


@pytest.fixture(scope="session")
def practice_pki(tmp_path_factory: pytest.TempPathFactory) -> "Practice":
    """One practice PKI a test process; tests read it and write elsewhere."""
    from practice.pki import build

    folder: Path = tmp_path_factory.mktemp("practice")
    return build(folder)


@pytest.fixture
def practice_home(tmp_path: Path, practice_pki: "Practice") -> Path:
    """A user's folder whose practice PKI is there already; only its service has to start."""
    home = tmp_path / "home"
    shutil.copytree(practice_pki.folder, home / "practice" / "pki")
    return home
