"""The one way to run work away from the screen's thread."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from desktop_client.errors import Failure, explain
from desktop_client.work import Stopped, Work
from registration.text import Text

T = TypeVar("T")

THREADS = 4
SWITCH_INTERVAL = 0.001
"""Seconds a busy thread may keep the interpreter; the default of 5 ms makes the screen stutter."""


class Job(QObject):
    """One task under way. Its signals arrive on the thread that started it."""

    progressed = Signal(object, object)
    returned = Signal(object)
    raised = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.work = Work(self._report)

    def stop(self) -> None:
        """Stop the task; none of its callbacks is called any more."""
        self.work.stop()

    def perform(self, task: Callable[[Work], Any]) -> None:
        """Run the task on the calling thread and tell how it ended."""
        try:
            result = task(self.work)
        except Stopped:
            pass
        except Exception as error:  # noqa: BLE001 - every failure is told to the user
            self.raised.emit(explain(error))
        else:
            self.returned.emit(result)
        self.ended.emit()

    def _report(self, what: Text, fraction: float | None) -> None:
        self.progressed.emit(what, fraction)


class Jobs(QObject):
    """Runs tasks on worker threads and hands their results back to the screen's thread."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(THREADS)
        self._running: set[Job] = set()

    def run(
        self,
        task: Callable[[Work], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
        progress: Callable[[Text, float | None], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Start a task; exactly one of `done` and `failed` is called, unless it is stopped.

        A destroyed `owner` stops the job, so that no callback reaches a screen that is gone.
        """
        job = Job(self)
        self._running.add(job)
        _connect(job, job.returned, done)
        _connect(job, job.raised, failed)
        if progress:
            _connect(job, job.progressed, progress)
        job.ended.connect(self._ended)
        if owner:
            owner.destroyed.connect(job.work.stop)
        self._pool.start(lambda: job.perform(task))
        return job

    @property
    def busy(self) -> bool:
        """Whether any task is under way."""
        return bool(self._running)

    def drain(self, seconds: float = 10) -> bool:
        """Stop every task and wait for it; False where one did not end in time."""
        for job in self._running:
            job.stop()
        self._pool.clear()
        return self._pool.waitForDone(round(seconds * 1000))

    @Slot()
    def _ended(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._running.discard(job)
            job.deleteLater()
        if not self._running:
            self.idle.emit()


def _connect(job: Job, signal: Any, callback: Callable[..., None]) -> None:
    def deliver(*values: Any) -> None:
        if not job.work.stopped:
            callback(*values)

    # The receiver lives on the screen's thread, so Qt queues what a worker thread emits.
    relay = _Relay(job, deliver)
    signal.connect(relay.deliver)


class _Relay(QObject):
    def __init__(self, job: Job, call: Callable[..., None]) -> None:
        super().__init__(job)
        self._call = call

    @Slot(object)
    @Slot(object, object)
    def deliver(self, *values: Any) -> None:
        self._call(*values)
