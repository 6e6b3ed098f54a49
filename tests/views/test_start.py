"""What the start must not load, and that long use does not kill the process."""

import subprocess
import sys

START = """
import sys
from pathlib import Path
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication
from desktop_client.app import Parts
from desktop_client.views.window import MainWindow

application = QApplication([])
window = MainWindow(Parts(practice=True, folder=Path(sys.argv[1])))
window.show()
heavy = {
    "pydantic", "requests", "cryptography", "asn1crypto", "stdnum", "registration.forms",
    "desktop_client.workflows", "desktop_client.views.application",
    "PySide6.QtNetwork", "PySide6.QtSvg",
}
print(sorted(heavy & set(sys.modules)))
print("Qt" in vars(QtCore))
"""

GUARD = """
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QTableWidgetItem

application = QApplication([])
label = QLabel()
for number in range(20_000):
    label.setText(str(number))
table = QTableWidget(50, 8)
for place in range(400):
    table.setItem(place // 8, place % 8, QTableWidgetItem("가나다"))
table.show()
assert not table.grab().isNull()
"""


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_window_comes_before_anything_heavy(tmp_path: object) -> None:
    """`Qt` alone, the namespace of all enumerations, costs a tenth of the start."""
    assert run(START, str(tmp_path)) == "[]\nFalse\n"


def test_qt_survives_a_long_life_on_this_python() -> None:
    """PySide6 6.12.0 aborts here on Python 3.11: it loses references to None."""
    run(GUARD)
