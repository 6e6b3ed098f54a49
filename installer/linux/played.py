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
runpy.run_module("testing.journey", run_name="__main__", alter_sys=True)
