"""The real window with its real parts, in a folder of the test's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views import theme
from desktop_client.views.language import set_language
from desktop_client.views.window import MainWindow
from registration.text import Language
from testing.views.patience import is_built


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """Real parts in practice mode; the practice service itself is not started."""
    built = Parts(practice=True, folder=tmp_path / "data", administrator_file=tmp_path / "none")
    yield built
    built.jobs.drain()


@pytest.fixture
def open_window(
    qtbot: QtBot, parts: Parts, dress: Callable[..., None]
) -> Iterator[Callable[[], MainWindow]]:
    """Opens a window as the program does; it is gone before the parts are."""
    opened = []

    def open_one() -> MainWindow:
        window = MainWindow(parts)
        opened.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_one
    for window in opened:
        window.current.leave()
        shiboken6.delete(window)


@pytest.fixture
def window(parts: Parts, open_window: Callable[[], MainWindow]) -> MainWindow:
    """The window at the first screen, in Korean, light, 100 %."""
    parts.settings.set("theme", "light")
    return open_window()


@pytest.fixture
def settle(qtbot: QtBot, parts: Parts) -> Callable[[], None]:
    """Waits until all work away from the screen is done, and what came of it is shown."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not parts.jobs.busy and is_built())
        QApplication.processEvents()  # what was just put into a layout is shown a moment later

    return wait


@pytest.fixture
def dress(qapp: QApplication) -> Iterator[Callable[..., None]]:
    """Sets language, theme and size of text; afterwards all is Korean, light and 100 % again."""

    def put_on(language: Language, name: str = "light", percent: int = 100) -> None:
        set_language(language)
        theme.apply(qapp, name, percent)

    yield put_on
    # What a test is done with goes first, or it would be dressed once more.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    put_on("ko")
