"""What Qt knows of this computer: screen, fonts, printers, a window that is open.

`python -m desktop_client.display FOLDER KIND PID` prints a line of JSON for each, in a process of
its own: a display that cannot be opened ends the process that asks, and a print system that does
not answer holds it for minutes. PID is of the window that asks, 0 where none does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QGuiApplication


def main(arguments: Sequence[str]) -> int:
    """Print what is asked for, the quickest first."""
    from PySide6.QtGui import QGuiApplication

    from desktop_client.single import window_of

    folder, kind, pid = arguments
    tell("window", window_of(Path(folder), practice=kind == "practice", own=int(pid)).value)
    application = QGuiApplication(["g2b-client"])
    _tell_screen(application)
    _tell_fonts()
    _tell_printers()
    return 0


def tell(name: str, value: object) -> None:
    """Print a fact by itself, so that it is known whatever happens later."""
    sys.stdout.write(json.dumps({name: value}) + "\n")
    sys.stdout.flush()


def _tell_screen(application: QGuiApplication) -> None:
    """Tell the room without panels, in pixels at 100 %, and the scale in per cent."""
    screen = application.primaryScreen()
    room = screen.availableSize()
    tell("screen", {"width": room.width(), "height": room.height()})
    tell("scale", round(screen.devicePixelRatio() * 100))


def _tell_fonts() -> None:
    from PySide6.QtGui import QFontDatabase

    tell("korean_fonts", len(QFontDatabase.families(QFontDatabase.WritingSystem.Korean)))


def _tell_printers() -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    tell("printers", len(QPrinterInfo.availablePrinterNames()))
    tell("default_printer", not QPrinterInfo.defaultPrinter().isNull())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
