"""Saves a draft by itself: shortly after the last change, and when the screen is left."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_client.drafts import Draft, DraftStore
from desktop_client.errors import Failure, explain
from desktop_client.jobs import Jobs
from desktop_client.work import Work

AFTER_CHANGE = 400
"""Milliseconds after the last change."""
AFTER_FAILURE = 3000
"""Milliseconds until saving is tried again by itself."""


CONFLICT = "draft_changed"
"""The code of a failure that no further try mends: somebody else has saved the draft."""


class _OrderedWriter:
    """Writes one draft from several threads; an older state never replaces a newer one."""

    def __init__(self, drafts: DraftStore, draft: Draft) -> None:
        self._drafts, self._draft_id = drafts, draft.id
        self._revision = draft.revision
        self._lock = threading.Lock()
        self._written = 0

    def write(self, number: int, form: dict[str, Any]) -> Draft | None:
        with self._lock:
            if number <= self._written:
                return None
            draft = self._drafts.save_form(self._draft_id, form, self._revision)
            self._written, self._revision = number, draft.revision
            return draft


class Saver(QObject):
    """Keeps a draft on disk. `saved` carries the Draft as stored, `failed` the Failure.

    `last_saved` is when it was stored last, `failure` what has kept it from disk since.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        drafts: DraftStore,
        jobs: Jobs,
        draft: Draft,
        snapshot: Callable[[], dict[str, Any]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._snapshot = jobs, snapshot
        self._writer = _OrderedWriter(drafts, draft)
        self.last_saved = draft.saved
        self.failure: Failure | None = None
        self._number = 0
        self._saved_number = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._save)

    @property
    def unsaved(self) -> bool:
        """Whether there are changes that are not on disk yet."""
        return self._number > self._saved_number

    @property
    def untouched(self) -> bool:
        """Whether nothing has been changed."""
        return self._number == 0

    def touch(self) -> None:
        """Save soon: something changed."""
        self._number += 1
        self._timer.start(AFTER_CHANGE)

    def flush(self) -> bool:
        """Save at once; False where it failed."""
        self._timer.stop()
        if not self.unsaved:
            return True
        number = self._number
        try:
            draft = self._writer.write(number, self._snapshot())
        except Exception as error:  # noqa: BLE001 - every failure is told to the user
            self._not_saved(explain(error))
            return False
        self._done(number, draft)
        return True

    def _save(self) -> None:
        number, form, writer = self._number, self._snapshot(), self._writer

        def task(_work: Work) -> Draft | None:
            return writer.write(number, form)

        # Not by a Task, which the next would stop: what is saved last is the newest at any rate.
        self._jobs.run(
            task,
            done=lambda draft: self._done(number, draft),
            failed=self._not_saved,
            owner=self,
        )

    def _done(self, number: int, draft: Draft | None) -> None:
        self._saved_number = max(self._saved_number, number)
        self.failure = None
        if draft:
            self.last_saved = draft.saved
            self.saved.emit(draft)

    def _not_saved(self, failure: Failure) -> None:
        if failure.code != CONFLICT:
            self._timer.start(AFTER_FAILURE)
        self.failure = failure
        self.failed.emit(failure)
