"""Asks again by itself how applications stand: ever more seldom, and one question at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from desktop_client.views.widgets.task import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.work import Work

T = TypeVar("T")


class AskingAgain(QObject, Generic[T]):
    """Asks after each of `delays` (seconds) in turn, then always after the last.

    `answered` gets each answer, and returns whether something has changed: then it begins anew
    with the first delay. A failure is told to nobody; the next question may be answered.
    """

    def __init__(
        self,
        jobs: Jobs,
        ask: Callable[[Work], T],
        answered: Callable[[T], bool],
        delays: Sequence[float],
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self._ask, self._answered, self._delays = ask, answered, delays
        self._task = Task(jobs, self)
        self._asked = 0
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._go)

    def start(self) -> None:
        """Begin with the first delay."""
        self._asked = 0
        self._wait()

    def stop(self) -> None:
        """Ask no more, until it is started again."""
        self.timer.stop()
        self._task.stop()

    def _wait(self) -> None:
        delay = self._delays[min(self._asked, len(self._delays) - 1)]
        self.timer.start(round(delay * 1000))

    def _go(self) -> None:
        self._asked += 1
        self._task.run(self._ask, self._tell, self._leave)

    def _tell(self, answer: T) -> None:
        if self._answered(answer):
            self._asked = 0
        self._wait()

    def _leave(self, _failure: Failure) -> None:
        self._wait()
