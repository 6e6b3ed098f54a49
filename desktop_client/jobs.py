"""The one way to run work away from the screen's thread."""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QMetaObject, QObject, QThreadPool, QTimer, Signal, Slot

from desktop_client.errors import Failure, explain
from desktop_client.first_imports import import_forms
from desktop_client.garbage import Garbage
from desktop_client.work import Stopped, Work
from registration.text import Text

T = TypeVar("T")

THREADS = 4
SWITCH_INTERVAL = 0.0002
"""Seconds a busy thread may keep the interpreter. To paint a list the screen's thread asks for it
some forty times; with the default of 5 ms it stutters."""
GARBAGE_INTERVAL = 100
"""Milliseconds between two looks for garbage."""


TOLD = "told on the screen"
"""The note on an exception whose failure a screen already shows."""


class _Calls(NamedTuple):
    task: Callable[[Work], Any]
    done: Callable[[Any], None]
    failed: Callable[[Failure], None]
    progress: Callable[[Text, float | None], None] | None
    given: Callable[[Any], None] | None


class Job:
    """One task under way. What it calls may hold widgets, so a worker never lets go of it last."""

    def __init__(self, calls: _Calls, tell: Callable[..., None]) -> None:
        self.work = Work(
            self._report if calls.progress else None, self._give if calls.given else None
        )
        self._calls = calls
        self._tell = tell
        self._watched: QMetaObject.Connection | None = None
        self.silent = False

    def stop_with(self, owner: QObject) -> None:
        """Stop once the owner is destroyed."""
        self._watched = owner.destroyed.connect(self.stop)

    def stop(self) -> None:
        """Stop the task if it still can be; none of its callbacks is called any more."""
        self.silent = True
        self.work.stop()

    def perform(self) -> None:
        """Run the task on the calling thread and tell how it ended."""
        try:
            import_forms()
            result = self._calls.task(self.work)
        except Stopped:
            pass
        except Exception as error:  # noqa: BLE001 - every failure is told to the user
            self._tell(self, self._calls.failed, (explain(error),))
        else:
            self._tell(self, self._calls.done, (result,))
        self._tell(self, None, ())

    def fall(self, callback: Callable[..., None], error: Exception) -> None:
        """A callback failed: end the job as failed, so that nothing goes on spinning for it."""
        self.stop()
        if callback is not self._calls.failed:
            self._calls.failed(explain(error))
            error.add_note(TOLD)

    def release(self) -> None:
        """Let go of the task, its callbacks and its owner, on the screen's thread."""
        del self._calls
        if self._watched:
            QObject.disconnect(self._watched)
            self._watched = None

    def _report(self, what: Text, fraction: float | None) -> None:
        self._tell(self, self._calls.progress, (what, fraction))

    def _give(self, found: object) -> None:
        self._tell(self, self._calls.given, (found,))


class Jobs(QObject):
    """Runs tasks on worker threads and hands their results back to the screen's thread."""

    idle = Signal()
    _told = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._garbage = Garbage()
        clock = QTimer(self)
        clock.timeout.connect(self._collect)
        clock.start(GARBAGE_INTERVAL)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(THREADS)
        self._running: set[Job] = set()
        self._told.connect(self._hear)  # queued by Qt when a worker thread emits

    def run(
        self,
        task: Callable[[Work], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
        progress: Callable[[Text, float | None], None] | None = None,
        given: Callable[[Any], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Start a task; exactly one of `done` and `failed` is called, unless it is stopped.

        Before that `given` is called with whatever the task hands over on its way.
        A destroyed `owner` stops the job, so that no callback reaches a screen that is gone.
        """
        job = Job(_Calls(task, done, failed, progress, given), self._told.emit)
        self._running.add(job)
        if owner:
            job.stop_with(owner)
        self._pool.start(job.perform)
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

    @Slot(object, object, object)
    def _hear(
        self, job: Job, callback: Callable[..., None] | None, values: tuple[Any, ...]
    ) -> None:
        if callback is None:
            self._end(job)
        elif not job.silent:
            try:
                callback(*values)
            except Exception as error:
                job.fall(callback, error)
                raise

    def _end(self, job: Job) -> None:
        self._running.discard(job)
        job.release()
        if not self._running:
            self.idle.emit()

    @Slot()
    def _collect(self) -> None:
        self._garbage.collect()
