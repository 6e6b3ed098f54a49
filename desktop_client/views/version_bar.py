"""새 버전 안내: the strip below the banner that says where this version stands, on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_client.views import version_texts as texts
from desktop_client.views.language import say
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.focus import keep_near
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.task import Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.views.widgets.notice import Notice
    from desktop_client.workflows.versions.following import OwnVersion
    from registration.text import Text


class VersionBar(QWidget):
    """Nothing while this is the latest version, or nothing is known of it.

    `folder` takes installers; `installing` starts a checked one and ends the program (Windows).
    """

    def __init__(self, jobs: Jobs, folder: Path, installing: Callable[[Path], None]) -> None:
        super().__init__()
        self._task = Task(jobs, self)
        self._folder, self._installing = folder, installing
        self._own: OwnVersion | None = None
        self._notice: Notice | None = None
        self._column = column(self, gap=0)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What it says now."""
        return self._notice

    def tell(self, own: OwnVersion | None) -> None:
        """Say where this version stands; None says nothing."""
        self._own = own
        if own is None:
            self._clear()
            return
        from desktop_client.workflows.versions.notice import Standing

        if own.standing is Standing.LATEST:
            self._clear()
            return
        told = {
            Standing.OLDER: ("info", texts.OLDER),
            Standing.OLD: ("warning", texts.OLD),
            Standing.UNSUPPORTED: ("danger", texts.UNSUPPORTED),
        }
        kind, text = told[own.standing]
        message = say(
            text,
            version=own.version,
            latest=own.notice.latest,
            reason=say(texts.as_text(own.notice.reason)),
        )
        is_required = own.standing is Standing.UNSUPPORTED
        self._show(kind, message, *self._ways(own, is_required=is_required))

    def _ways(self, own: OwnVersion, *, is_required: bool) -> list[Button]:
        from desktop_client.workflows.versions.installing import can_install

        ways = []
        if can_install() and own.installer is not None:
            ways.append(Button(say(texts.FETCH), self._fetch, "secondary"))
        if not is_required:
            ways.append(Button(say(texts.LATER), self._clear))
        return ways

    def _fetch(self) -> None:
        from desktop_client.workflows.versions.installing import fetch_installer

        own = self._own
        if own is None or own.installer is None:
            return
        installer = own.installer
        self._show("info", say(texts.FETCHING), Button(say(texts.STOP), self._stop))
        self._task.run(
            lambda work: fetch_installer(work, installer, self._folder),
            self._offer,
            self._fail,
            progress=self._progress,
        )

    def _progress(self, what: Text, fraction: float | None) -> None:
        if self._notice:
            done = "" if fraction is None else f" {fraction:.0%}"
            self._notice.set_message(say(what) + done)

    def _offer(self, file: Path) -> None:
        self._show(
            "success",
            say(texts.READY),
            Button(say(texts.INSTALL), lambda: self._install(file), "secondary"),
            Button(say(texts.LATER), self._clear),
        )

    def _install(self, file: Path) -> None:
        from desktop_client.errors import ClientError, explain
        from desktop_client.workflows.versions.installing import start_installer

        assert self._own is not None  # noqa: S101 - its installer was fetched
        assert self._own.installer is not None  # noqa: S101
        try:
            start_installer(file, self._own.installer)
        except (ClientError, OSError) as error:
            self._fail(explain(error))
            return
        self._installing(file)

    def _stop(self) -> None:
        self._task.stop()
        self.tell(self._own)

    def _fail(self, failure: Failure) -> None:
        words = " ".join(say(text) for text in (failure.what, failure.why, failure.next))
        self._show(
            "danger",
            words,
            Button(say(texts.AGAIN), self._fetch),
            Button(say(texts.LATER), lambda: self.tell(self._own)),
        )

    def _show(self, kind: str, message: str, *ways: Button) -> None:
        from desktop_client.views.widgets.notice import Notice  # not at the start: it takes a while

        self._clear()
        self._notice = Notice(kind, message, *ways)
        self._column.addWidget(self._notice)
        self.show()
        self._notice.tell()

    def _clear(self) -> None:
        if self._notice:
            keep_near(self._notice)
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        self.hide()
