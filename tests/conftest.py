"""What every test gets: no unexpected WARNING logs, an offscreen Qt, one practice PKI for all."""

import gc
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from desktop_client.garbage import Garbage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytestqt.qtbot import QtBot

    from practice.pki import Practice
    from testing.backend.forked import Forks

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a private folder in it
MEMORY_NEEDED = 1024**3
"""Free bytes, so that files of tests may lie in memory."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let it be said on which databases the service is tested."""
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql", "both"),
        help="where the service keeps its data in tests; both where PostgreSQL is there",
    )


def pytest_configure() -> None:
    """Keep the files of tests in memory where they can: they are synced thousands of times."""
    if _serves(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_xdist_auto_num_workers() -> int:
    """Have a worker more than there are processors: tests wait for services, disks and browsers."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Look for garbage among what tests make, not among all that was imported for them."""
    gc.collect()
    gc.freeze()


def _serves(folder: Path) -> bool:
    """Return whether there is room, also for programs that tests write and start."""
    if not os.access(folder, os.W_OK) or shutil.disk_usage(folder).free < MEMORY_NEEDED:
        return False
    return not os.statvfs(folder).f_flag & os.ST_NOEXEC


os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
GARBAGE = Garbage(growth=1)
"""Much of what modules hold is made by the first tests that need it: it is no garbage."""
# How long an example takes depends on what else the machine does; timings are measured in bench/.
settings.register_profile("without timings", deadline=None)
settings.load_profile("without timings")


@pytest.fixture(autouse=True)
def garbage_is_left_to_the_screens_thread() -> Iterator[None]:
    """No thread of a test destroys what a test before it left of its windows; see decision 10."""
    gc.disable()
    yield
    switched_on = gc.isenabled()
    gc.disable()
    GARBAGE.collect()
    assert not switched_on, "a thread of this test may have destroyed a widget"


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


@pytest.fixture(autouse=True)
def no_dialog_is_left_open() -> Iterator[None]:
    """Fails a test that leaves a modal dialog: it would take the clicks of the tests after it."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QApplication

    left = QApplication.activeModalWidget() if QApplication.instance() else None
    if left:
        left.close()
        left.deleteLater()
    assert left is None, f"left open: {left!r} {left.windowTitle()}"


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> "QtBot":
    """What acts on windows and waits, with limits that hold on a busy machine."""
    from testing.views.patience import PatientBot

    return PatientBot(request)


@pytest.fixture(scope="session")
def practice_pki(tmp_path_factory: pytest.TempPathFactory) -> "Practice":
    """One practice PKI a test process; tests read it and write elsewhere."""
    from practice.pki import build

    folder: Path = tmp_path_factory.mktemp("practice")
    return build(folder)


@pytest.fixture(scope="session")
def token_driver(
    tmp_path_factory: pytest.TempPathFactory, practice_pki: "Practice"
) -> Iterator[Path]:
    """A driver that sees a good security token, an odd one and an empty one; one a process."""
    from testing.pki.softhsm import SoftHsm, fill

    softhsm = SoftHsm(tmp_path_factory.mktemp("softhsm"))
    fill(softhsm, practice_pki)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in softhsm.environment.items():
            patch.setenv(name, value)
        yield softhsm.library


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory, practice_pki: "Practice") -> Iterator["Forks"]:
    """The process from which practice services are forked."""
    from testing.backend.forked import Forks

    folder = tmp_path_factory.mktemp("prepared") / "practice"
    shutil.copytree(practice_pki.folder, folder / "pki")
    forks = Forks(folder)
    yield forks
    forks.close()


@pytest.fixture(scope="session")
def prepared_practice(forks: "Forks") -> Path:
    """The folder of a practice service that was started once, with what it prepares then."""
    return forks.folder


@pytest.fixture
def practice_home(
    tmp_path: Path, prepared_practice: Path, forks: "Forks", monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A user's folder where practice was prepared already; its service starts by a fork."""
    from testing.backend.forked import Forked

    home = tmp_path / "home"
    shutil.copytree(prepared_practice, home / "practice")
    monkeypatch.setattr("desktop_client.practice_mode.Popen", partial(Forked, forks))
    return home


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium, one a process; a test without it fails."""
    from testing.browser import running

    with running() as browser:
        yield browser


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    """A browser without cookies."""
    from testing.browser import without_cookies

    with without_cookies(browser) as context:
        yield context


@pytest.fixture
def page(context: "BrowserContext") -> Iterator["Page"]:
    """An empty page."""
    from testing.browser import empty_page

    with empty_page(context) as page:
        yield page
