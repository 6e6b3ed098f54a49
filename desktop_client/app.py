"""Runs the window, from its first moment until all work has ended."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_client import logs
from desktop_client.folders import PROGRAM
from desktop_client.parts import Parts
from registration.tables import RENEWED, use_folder
from registration.text import Text

if TYPE_CHECKING:
    from types import TracebackType

    from desktop_client.views.window import MainWindow

ALREADY_OPEN = Text(
    "프로그램이 이미 열려 있어 그 창을 앞으로 가져왔습니다.",
    "The program is already open; its window was brought to the front.",
)
CLOSE_SECONDS = 1.5
"""How long stopped work is waited for once the window is closed; most ends at once."""
PRACTICE_READY = Text(
    "연습 서비스가 준비되었습니다. 담당자로 보기: g2b-server review list --practice",
    "The practice service is ready. As its officer: g2b-server review list --practice",
)


def window_folder() -> Path:
    """Return `folders.data_folder`, asked of Qt, which is here already."""
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(place)) / PROGRAM


def run_window(*, practice: bool, folder: Path | None = None, file: Path | None = None) -> int:
    """Show the window, with a signed document to verify if any, until it is closed.

    Returns the exit status.
    """
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop_client.single import Single
    from desktop_client.views.window import AFTER_START, MainWindow

    application = QApplication(sys.argv[:1])
    parts = Parts(practice=practice, folder=folder or window_folder())
    single = Single(parts.folder, practice=practice)
    if not single.is_first and single.ask_first(file):
        say(ALREADY_OPEN)
        return 0
    logs.start(parts.folder)
    logs.hear_qt()
    use_folder(parts.folder / RENEWED)
    window = MainWindow(parts)
    window.fit_screen()
    window.show()
    tell_unexpected(window)
    QTimer.singleShot(AFTER_START, lambda: single.listen(window.come_up))
    if file:
        QTimer.singleShot(AFTER_START, lambda: window.come_up(file))
    if practice:
        QTimer.singleShot(AFTER_START, lambda: _start_practice(parts))
    status = 1
    try:
        status = application.exec()
    finally:
        single.close()
        if not parts.close(CLOSE_SECONDS):
            os._exit(status)  # Qt would wait for that work, however long it takes
    return status


def tell_unexpected(window: MainWindow) -> None:
    """Show what fails in a slot: Qt itself goes on as if nothing had been.

    `explain` logs what is shown; what is not shown is left to the hook that was there.
    """
    log = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        from desktop_client.jobs import TOLD

        if TOLD in getattr(error, "__notes__", ()):
            return
        if not isinstance(error, Exception):
            log(kind, error, at)
            return
        try:
            window.show_unexpected(error)
        except Exception as another:  # noqa: BLE001 - nobody is left to raise it to
            log(kind, error, at)
            log(type(another), another, another.__traceback__)

    sys.excepthook = hook


def _start_practice(parts: Parts) -> None:
    """Have the practice service ready before it is needed; a failure is told where it matters."""
    parts.jobs.run(
        lambda work: parts.mode.service(work).info(work),
        done=lambda _info: say(PRACTICE_READY),
        failed=lambda failure: say(failure.what),
    )


def say(text: Text) -> None:
    """Say it in the terminal, if there is one, in the characters it has."""
    from desktop_client.commands.output import print_line

    if sys.stdout:
        print_line(f"{text.ko}\n{text.en}", sys.stdout)
