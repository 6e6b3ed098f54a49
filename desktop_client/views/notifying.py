"""Tells by the system's notifications when the state of an application has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QStyle, QSystemTrayIcon

from desktop_client.views import routes, texts
from desktop_client.views.language import say
from desktop_client.views.needs import HasFollowing, HasJobs, HasSettings
from desktop_client.views.status.following import AskingAgain

if TYPE_CHECKING:
    from desktop_client.work import Work
    from desktop_client.workflows.following import StateChange

DELAYS = (60, 300, 900, 1800)
"""Seconds after which open applications are asked about, again and again."""


class NotifierParts(HasJobs, HasFollowing, HasSettings, Protocol):
    """What following works with."""


class Notifier(QObject):
    """Follows the open applications of this computer while the window is open.

    `told` carries the `StateChange` of each; `opened` the route to one that was clicked. Where the
    system has no tray, or the setting is off, nothing is shown outside the window.
    """

    told = Signal(object)
    opened = Signal(object)

    def __init__(self, parts: NotifierParts, owner: QObject) -> None:
        super().__init__(owner)
        self._parts = parts
        self._icon: QSystemTrayIcon | None = None
        self._last: routes.Status | None = None
        self.asking = AskingAgain(parts.jobs, self._ask, self._answered, DELAYS, self)

    def start(self) -> None:
        """Begin to follow."""
        self.asking.start()

    def _ask(self, work: Work) -> list[StateChange]:
        return self._parts.following.changed(work)

    def _answered(self, changes: list[StateChange]) -> bool:
        for change in changes:
            self.told.emit(change)
            if self._parts.settings.get("notifications") == "on":
                self._show(change)
        return bool(changes)

    def _show(self, change: StateChange) -> None:
        from registration.lifecycle import STATE_NAMES
        from registration.procedures import PROCEDURES

        icon = self._tray()
        if icon is None:
            return
        self._last = routes.Status(change.draft_id)
        status = change.status
        title = say(texts.STATE_CHANGED, state=say(STATE_NAMES[status.state]))
        kind = say(PROCEDURES[status.kind].title)
        icon.showMessage(title, f"{kind} – {status.applicant} ({status.receipt_number})")

    def _tray(self) -> QSystemTrayIcon | None:
        """Return the icon in the tray, which the system needs to show a message."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return None
        if self._icon is None:
            icon = QApplication.windowIcon()
            if icon.isNull():
                style = QApplication.style()
                icon = style.standardIcon(QStyle.StandardPixmap.SP_MessageBoxInformation)
            self._icon = QSystemTrayIcon(icon, self)
            self._icon.setToolTip(say(texts.PRODUCT))
            self._icon.messageClicked.connect(self._open)
            self._icon.activated.connect(self._open)
            self._icon.show()
        return self._icon

    def _open(self) -> None:
        if self._last:
            self.opened.emit(self._last)
