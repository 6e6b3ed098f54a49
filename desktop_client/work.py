"""What a long piece of work is given: a way to report progress and to be stopped."""

import threading
from collections.abc import Callable
from typing import Any

from registration.text import Text


class Stopped(Exception):
    """The user stopped the work; nothing more is to be said."""


Report = Callable[[Text, float | None], None]
"""Takes what is being done and how far it is (0 to 1, None when unknown)."""


class Work:
    """One piece of work under way; safe to use from any thread."""

    def __init__(
        self, report: Report | None = None, give: Callable[[Any], None] | None = None
    ) -> None:
        self._report = report
        self._give = give
        self._stop = threading.Event()
        self._deciding = threading.Lock()
        self._committed = False

    def progress(self, what: Text, fraction: float | None = None) -> None:
        """Tell what is being done now; raises `Stopped` after `stop`."""
        self.check()
        if self._report:
            self._report(what, fraction)

    def commit(self, what: Text) -> None:
        """Tell what is being done to its end from here on: `stop` comes too late after this.

        Raises `Stopped` where it came before.
        """
        with self._deciding:
            self.check()
            self._committed = True
        self.progress(what)

    def give(self, found: object) -> None:
        """Hand over what there is so far; raises `Stopped` after `stop`."""
        self.check()
        if self._give:
            self._give(found)

    def handing(self, change: Callable[[Any], object]) -> "Work":
        """Return this work as it hands over what `change` makes of things; it commits nothing."""
        return _Handing(self, change)

    def check(self) -> None:
        """Raise `Stopped` after `stop`."""
        if self._stop.is_set():
            raise Stopped

    def pause(self, seconds: float) -> None:
        """Wait before trying again; raises `Stopped` as soon as the user stops."""
        if self._stop.wait(seconds):
            raise Stopped

    @property
    def stopped(self) -> bool:
        """Whether the user asked to stop."""
        return self._stop.is_set()

    @property
    def committed(self) -> bool:
        """Whether it goes on to its end, whoever asks it to stop."""
        return self._committed

    def stop(self) -> bool:
        """Ask the work to end at its next step; False where that comes too late."""
        with self._deciding:
            if not self._committed:
                self._stop.set()
            return not self._committed


class _Handing(Work):
    """Another piece of work whose things are changed before they are handed over."""

    def __init__(self, work: Work, change: Callable[[Any], object]) -> None:
        vars(self).update(vars(work))
        self._give = lambda found: work.give(change(found))
