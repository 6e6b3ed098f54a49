"""A failure as a person is told it: what happened, why, what to do next, and its code."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop_client import logs, program
from desktop_client.views.language import say
from desktop_client.views.routes import Report, Settings
from desktop_client.views.screen import screen_around
from desktop_client.views.widgets import texts
from desktop_client.views.widgets.action_bar import ways_in_bar
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, SecondaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import wrapping_row
from desktop_client.views.widgets.notice import Notice

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.views.routes import Route

MENDED_IN_SETTINGS = frozenset(
    {"service_address_missing", "service_not_secure", "service_unconfirmed", "service_changed"}
)


class FailurePanel(Notice):
    """Shows a `Failure`; with `retry` it has a button to try again, after the `ways_out`.

    They stand in the action bar where there is one. Where the settings are at fault, another
    button goes to them.
    """

    def __init__(
        self,
        failure: "Failure",
        retry: Callable[[], object] | None = None,
        *ways_out: Button,
        back: Button | None = None,
    ) -> None:
        super().__init__("danger", say(failure.what))
        self.failure = failure
        self._message.setProperty("look", "lead")
        self.column.addWidget(Label(say(failure.why)))
        self.column.addWidget(Label(say(failure.next), "strong"))
        for problem in failure.problems:
            self.column.addWidget(Label(say(problem.text)))
        code = Label(say(texts.ERROR_CODE, code=failure.code), "subtle")
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(code)
        if failure.request_id:
            told = Label(say(texts.REQUEST_ID, request=failure.request_id), "subtle")
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(told)
        if failure.reference:
            self._add_reference()
        if failure.code in MENDED_IN_SETTINGS:
            to_settings = partial(self._go_to, Settings())
            self.settings_button = SecondaryButton(say(texts.TO_SETTINGS), to_settings)
            self.column.addWidget(wrapping_row(self.settings_button))
        ways = [*ways_out]
        if retry:
            self.retry_button = Button(say(texts.RETRY), retry)
            ways.append(self.retry_button)
        ways_in_bar(self, *ways, back=back)
        self.setAccessibleDescription(f"{say(failure.why)} {say(failure.next)}")

    def _add_reference(self) -> None:
        kept = logs.kept_in()
        if kept:
            told = Label(say(texts.LOG_FILE, file=kept, reference=self.failure.reference), "subtle")
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(told)
        self.copy_button = SecondaryButton(say(texts.COPY_DETAILS), self._copy_details)
        self.report_button = SecondaryButton(say(texts.REPORT), partial(self._go_to, Report()))
        self.column.addWidget(wrapping_row(self.copy_button, self.report_button))

    def _copy_details(self) -> None:
        failure = self.failure
        lines = (failure.code, failure.reference, failure.trace, program.versions())
        QGuiApplication.clipboard().setText("\n".join(lines))
        announce(self, say(texts.DETAILS_COPIED))

    def _go_to(self, route: "Route") -> None:
        """Go there from the screen it stands on, or from the window around every screen."""
        navigate = getattr(screen_around(self) or self.window(), "navigate", None)
        if navigate:
            navigate(route)
