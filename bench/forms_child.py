"""Opens each form and a review of 500 rows; prints how long each stops the screen, as JSON.

Of each: the longest stall in seconds, and the longest turn of the event loop in seconds of
processor time, which neighbours on a busy machine do not lengthen as much.

Each is opened twice, and the second time measured: the first has all modules read.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from bench.picker_child import PATIENCE_SECONDS, Probe
from desktop_client.jobs import Jobs
from desktop_client.views import routes

MANY = 500
SETTLE_SECONDS = 0.3
BUSY_SECONDS = 0.002
"""Of processor time in a turn: something is still being built."""


def main() -> None:
    """Measure all of them in one window."""
    from desktop_client.parts import Parts
    from desktop_client.views.window import MainWindow
    from practice.applicants import applicant
    from registration.kinds import Kind

    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        parts = Parts(practice=False, folder=place, administrator_file=place / "none")
        window = MainWindow(parts)
        window.resize(1024, 768)
        window.show()

        def worst(route: Callable[[], routes.Route], *, times: int = 2) -> Stall:
            longest = Stall(0.0, 0.0)
            for _ in range(times):
                longest = _worst(application, parts.jobs, lambda: window.navigate(route()))
                window.navigate(routes.Home())
                _settle(application, parts.jobs)
            return longest

        found = {"floor": worst(routes.About)}
        for kind in Kind:
            draft = parts.drafts.create(kind, form=applicant(kind)).id
            found[f"form of a {kind}"] = worst(partial(routes.Application, draft))
        found[f"review of {MANY} rows"] = worst(lambda: _review(MANY))
        parts.close()
    print(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)


class Stall(NamedTuple):
    """How long the screen stood still, and of that how long it was at work without a break."""

    seconds: float
    processor: float


def _worst(application: QApplication, jobs: Jobs, begin: Callable[[], object]) -> Stall:
    probe = Probe()
    probe.start()
    began = time.thread_time()
    begin()
    processor = max(time.thread_time() - began, _settle(application, jobs))
    probe.stop()
    return Stall(max(probe.delays), processor)


def _settle(application: QApplication, jobs: Jobs) -> float:
    """Go on until nothing is under way; return the longest turn in seconds of processor time."""
    longest = 0.0
    start = time.perf_counter()
    quiet = start + SETTLE_SECONDS
    while time.perf_counter() < quiet:
        began = time.thread_time()
        application.processEvents()
        turn = time.thread_time() - began
        longest = max(longest, turn)
        if jobs.busy or turn > BUSY_SECONDS:
            quiet = time.perf_counter() + SETTLE_SECONDS
        assert time.perf_counter() - start < PATIENCE_SECONDS
    return longest


def _review(count: int) -> routes.Review:
    """Return the way to the review of a supplier's form with so many products."""
    from desktop_client.views.review.begin import Reviewed
    from desktop_client.workflows.filing import FilingReview
    from practice.applicants import supplier
    from registration.forms.check import canonical
    from registration.kinds import Kind
    from registration.submission import Application, Ticket

    products = [
        {"product_number": f"{4321150301 + at}", "name": f"품명 {at}", "is_main": not at}
        for at in range(count)
    ]
    ticket = Ticket(
        id="a" * 43, nonce="b" * 43, service="bench", kind=Kind.SUPPLIER, draft="c" * 32,
        expires="2100-01-01T00:00:00Z",
    )  # fmt: skip
    form = canonical(Kind.SUPPLIER, supplier() | {"supplied": products})
    document = Application(service_certificate="0" * 64, ticket=ticket, form=form)
    review = FilingReview("draft", document, document.canonical())
    return routes.Review("draft", Reviewed(review, Application.parse(review.content), ()))


if __name__ == "__main__":
    main()
