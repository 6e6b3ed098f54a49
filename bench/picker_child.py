"""Lists certificates in the picker of the window and prints how long the screen stood still.

`python -m bench.picker_child COUNT`: prints the longest and the 99.9th of a hundred answers of the
screen's thread to a question from another thread, in seconds, as JSON.
"""

import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from bench.store import fill
from practice.pki import build

ASK_SECONDS = 0.001
PATIENCE_SECONDS = 60


class Probe(QObject):
    """Notes how long the screen's thread takes to answer."""

    KIND = QEvent.Type(QEvent.registerEventType())

    def __init__(self) -> None:
        super().__init__()
        self.delays: list[float] = []
        self._asked = 0.0
        self._answered = threading.Event()
        self._ended = False
        self._asking = threading.Thread(target=self._ask, daemon=True)

    def start(self) -> None:
        """Ask from now on."""
        self._asking.start()

    def stop(self) -> None:
        """Ask no more."""
        self._ended = True
        self._answered.set()
        self._asking.join()

    def event(self, event: QEvent) -> bool:
        """Answer."""
        if event.type() == self.KIND:
            self.delays.append(time.perf_counter() - self._asked)
            self._answered.set()
            return True
        return super().event(event)

    def _ask(self) -> None:
        while not self._ended:
            self._answered.clear()
            self._asked = time.perf_counter()
            QCoreApplication.postEvent(self, QEvent(self.KIND))
            self._answered.wait(PATIENCE_SECONDS)
            time.sleep(ASK_SECONDS)


def main(count: int) -> None:
    """Measure from the search to the end of all its work."""
    from desktop_client.views.certificates.picker import CertificatePicker
    from desktop_client.workflows.certificates import Certificates, Sought
    from testing.views.acting import FakeParts
    from testing.views.places import PracticePlaces

    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        practice = build(Path(folder) / "practice")
        store = fill(practice, Path(folder) / "NPKI", count)
        parts = FakeParts(Path(folder))
        parts.certificates = Certificates(PracticePlaces(practice, store))
        picker = CertificatePicker(parts, Sought())
        picker.resize(1024, 640)
        picker.show()
        application.processEvents()
        probe = Probe()
        probe.start()
        picker.search()
        start = time.perf_counter()
        while parts.jobs.busy or picker.list.total < count:
            application.processEvents()
            assert time.perf_counter() - start < PATIENCE_SECONDS
        settled = time.perf_counter() + 0.3
        while time.perf_counter() < settled:
            application.processEvents()
        probe.stop()
        assert parts.jobs.drain()
    delays = sorted(probe.delays)
    print(json.dumps({"worst": delays[-1], "p999": delays[int(len(delays) * 0.999)]}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
