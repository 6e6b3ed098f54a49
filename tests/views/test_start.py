"""What the start must not load, and that long use does not kill the process."""

import subprocess
import sys

START = """
import sys
from pathlib import Path
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication
from desktop_client.parts import Parts
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

GARBAGE = """
import gc
import threading
import weakref
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from desktop_client.jobs import Jobs

ROUNDS, EACH = 200, 10
application = QApplication([])
jobs = Jobs()
gc.set_threshold(300)
ended_on = []
rounds = 0


def widget():
    made = QWidget()
    made.startTimer(5)
    weakref.finalize(made, lambda: ended_on.append(threading.current_thread()))
    return made


def work_with(held):
    def task(_work):
        for _ in range(1000):
            cycle = []
            cycle.append(cycle)
        return held is None

    return task


def begin():
    global rounds
    rounds += 1
    if rounds > ROUNDS:
        return
    for _ in range(EACH):
        in_cycle = widget()
        in_cycle.itself = in_cycle
    jobs.run(work_with(widget()), done=bool, failed=print)


def look():
    if rounds > ROUNDS and len(ended_on) > ROUNDS * EACH:
        application.quit()


jobs.idle.connect(begin)
begin()
clock = QTimer()
clock.timeout.connect(look)
clock.start(10)
application.exec()
print({thread is threading.main_thread() for thread in ended_on})
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


def test_no_widget_is_destroyed_on_the_thread_of_a_job() -> None:
    """Where one is, its running timer soon finds it gone, and the process dies."""
    assert run(GARBAGE) == "{True}\n"
