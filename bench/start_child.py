"""Runs a program until its window reacts, prints the monotonic time of that, and closes it.

`python -m bench.start_child g2b-client` or `… bare`. Imports nothing of its own that takes time.
"""

import sys
import time


def probe() -> None:
    """Make the event loop report and quit once the first window is on the screen.

    "Reacts" is two turns of the event loop after the window was exposed: whatever the program
    put off until after showing itself, at once, counts as part of its start.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    real_exec = QApplication.exec

    def report() -> None:
        print(time.monotonic(), flush=True)
        QApplication.closeAllWindows()
        QApplication.quit()

    class Exposed(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Expose:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: QTimer.singleShot(0, report))
            return False

    exposed = Exposed()

    def probed_exec(*_application: QApplication) -> int:
        for widget in QApplication.topLevelWidgets():
            handle = widget.windowHandle()
            if widget.isVisible() and handle is not None:
                handle.installEventFilter(exposed)
        return real_exec()

    QApplication.exec = probed_exec  # type: ignore[method-assign]


def bare() -> int:
    """The least a PySide6 program with a main window can be."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1000, 700)
    window.show()
    return application.exec()


def client() -> int:
    """`g2b-client` as its user starts it."""
    from desktop_client.__main__ import main

    return main()


if __name__ == "__main__":
    program = {"bare": bare, "g2b-client": client}[sys.argv.pop()]
    probe()
    sys.exit(program())
