"""The work a widget has done away from the screen: one piece at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from desktop_client.errors import Failure
    from desktop_client.jobs import Job, Jobs
    from desktop_client.work import Work
    from registration.text import Text

T = TypeVar("T")


class Task:
    """Runs one job for `owner`: another stops the one before, and so does the owner's end."""

    def __init__(self, jobs: Jobs, owner: QObject) -> None:
        self._jobs, self._owner = jobs, owner
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self._job is not None

    @property
    def committed(self) -> bool:
        """Whether it goes on to its end, whoever asks it to stop."""
        return self._job is not None and self._job.work.committed

    def run(
        self,
        work: Callable[[Work], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
        *,
        progress: Callable[[Text, float | None], None] | None = None,
        given: Callable[[Any], None] | None = None,
    ) -> None:
        """Start a piece of work; as `Jobs.run`, it is over before `done` or `failed` is called."""
        self.stop()

        def end(tell: Callable[[Any], None], value: object) -> None:
            self._job = None
            tell(value)

        self._job = self._jobs.run(
            work,
            done=lambda result: end(done, result),
            failed=lambda failure: end(failed, failure),
            progress=progress,
            given=given,
            owner=self._owner,
        )

    def stop(self) -> None:
        """Stop what is under way; nothing is told of it any more, even where it goes on."""
        if self._job:
            self._job.stop()
            self._job = None

    def stop_in_time(self) -> bool:
        """Stop what is under way, if anything is; False where that comes too late."""
        if self._job and not self._job.work.stop():
            return False
        self.stop()
        return True
