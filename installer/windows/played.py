"""Plays the practice journey with the installed program: run by its Python, beside `testing/`.

Qt's module that clicks is not installed with the program; it lies beside this file.
"""

import os
import sys
from pathlib import Path

import PySide6
import PySide6.QtWidgets

here = Path(__file__).resolve().parent
sys.path.append(str(here))
PySide6.__path__.append(str(here / "PySide6"))
libraries = os.add_dll_directory(str(here / "PySide6"))  # type: ignore[attr-defined, unused-ignore]

from testing.journey import player, running  # noqa: E402 - found by the lines above

player.LIMIT_MS = 1_200_000  # Wine on a busy computer is slow, a practice service in it most
folder = here / "journey"
sys.exit(0 if running.play(folder, lambda line: print(line, flush=True)) else 1)
