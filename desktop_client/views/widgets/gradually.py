"""Something that takes long to build, built while the screen goes on answering."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TURN_SECONDS = 0.005
"""How long steps are taken without a break; what they put on the screen is laid out after that."""


class Gradually(QObject):
    """Takes steps in their order, over as many turns of the event loop as they need.

    Keys, clicks and painting come in between. Whoever needs the whole at once calls `finish`.
    `done` comes after the last step.
    """

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    @property
    def running(self) -> bool:
        """Whether steps are left."""
        return self._timer.isActive()

    def begin(self, steps: Iterable[Callable[[], object]]) -> None:
        """Take these steps, the first of them in the next turn."""
        self._steps.extend(steps)
        if self._steps:
            self._timer.start(0)

    def step(self) -> bool:
        """Take the next step now; False where none is left."""
        if not self._steps:
            return False
        try:
            self._steps.popleft()()
        finally:
            if not self._steps and self.running:
                self._timer.stop()
                self.done.emit()
        return True

    def finish(self) -> None:
        """Take all steps that are left now."""
        while self.step():
            pass

    def _turn(self) -> None:
        ends = time.perf_counter() + TURN_SECONDS
        while self.step() and time.perf_counter() < ends:
            pass
