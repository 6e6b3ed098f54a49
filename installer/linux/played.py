"""Plays the practice journey with the installed program: run by its Python, beside `testing/`.

Qt's module that clicks is not installed with the program; it lies beside this file.
"""

import runpy
import sys
from pathlib import Path

import PySide6
import PySide6.QtWidgets

here = Path(__file__).resolve().parent
sys.path.append(str(here))
PySide6.__path__.append(str(here / "PySide6"))

from testing.journey import player  # noqa: E402 - found by the lines above

player.LIMIT_MS = 1_200_000  # the practice service is long in its first start on a busy computer
runpy.run_module("testing.journey", run_name="__main__", alter_sys=True)
