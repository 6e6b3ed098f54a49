"""Plays the journey on a screen of its own and leaves pictures and files behind."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from registration.text import Text
from testing.virtual_screen import virtual_screen

NO_DISPLAY = Text(
    "화면이 없어 가상 화면({screen})에서 연습 여정을 실행합니다.",
    "There is no display: the practice journey is played on a virtual screen ({screen}).",
)
FILES = "files"
"""Where drafts and the practice service are kept in the folder of a journey."""
NO_FOLDER = Text(
    "{folder}: 폴더를 만들거나 쓸 수 없거나 다른 것이 들어 있습니다. --folder로 다른 폴더를 "
    "정하십시오.",
    "{folder} cannot be made or written, or holds something else. Name another with --folder.",
)
LEFT = Text("그림과 파일을 {folder}에 남겼습니다.", "The pictures and the files are in {folder}.")


def play_without_display(folder: Path) -> int:
    """Play the journey in a fresh practice folder; returns the exit status, 2 without a folder.

    What an earlier journey left there is removed; a folder with anything else in it is not touched.
    """
    try:
        _make_fresh(folder)
    except OSError:
        _tell(NO_FOLDER.show("ko", folder=folder.absolute()))
        _tell(NO_FOLDER.show("en", folder=folder.absolute()))
        return 2
    with virtual_screen() as screen:
        _tell(NO_DISPLAY.show("ko", screen=screen))
        _tell(NO_DISPLAY.show("en", screen=screen))
        played = play(folder, _tell)
    _tell(LEFT.show("ko", folder=folder.resolve()))
    _tell(LEFT.show("en", folder=folder.resolve()))
    return 0 if played else 1


def _make_fresh(folder: Path) -> None:
    if (folder / FILES).is_dir():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)


def play(folder: Path, tell: Callable[[str], None]) -> bool:
    """Play the supplier's journey in `folder`; False, with the reason told, where it got stuck."""
    from PySide6.QtWidgets import QApplication

    from desktop_client.parts import Parts
    from desktop_client.views.window import MainWindow
    from testing.journey.officer import OfficerFailed
    from testing.journey.player import Player, Stuck
    from testing.journey.supplier import play_supplier

    application = QApplication.instance() or QApplication(sys.argv[:1])
    parts = Parts(practice=True, folder=folder / FILES)
    window = MainWindow(parts)
    window.show()
    try:
        play_supplier(Player(window, folder, tell), parts)
    except (Stuck, OfficerFailed) as stuck:
        tell(f"!! {stuck}")
        return False
    finally:
        window.close()
        parts.close()
        application.processEvents()
    return True


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201
