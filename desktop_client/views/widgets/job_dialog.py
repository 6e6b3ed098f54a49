"""A dialog that does its work in a job, and stays until that succeeds or is given up."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop_client.jobs import Jobs
from desktop_client.views.dialog_keys import give_keys
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import ActionBar, stand_in_bar
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.focus import go_in_order
from desktop_client.views.widgets.layouts import column, scrolling
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task
from desktop_client.views.widgets.working import WorkingPanel

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.work import Work
    from registration.text import Text


class _Body(QWidget):
    """What scrolls in the dialog; `changed` when its contents ask for another size."""

    changed = Signal()

    def event(self, event: QEvent) -> bool:
        """Tell of new words."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.changed.emit()
        return handled


class JobDialog(QDialog):
    """Show it with `open`; it is as high as its words need and the window above allows.

    What is under way or failed stands in `below`, which `lay_out` puts among the rest. Names of
    its buttons begin with `name`. Work that is stopped has done nothing: once it is committed the
    dialog can neither stop it nor be closed, and tells how it ended.
    """

    def __init__(self, jobs: Jobs, parent: QWidget, name: str, width: int) -> None:
        super().__init__(parent)
        self._above, self._name, self._width = parent, name, width
        self._task = Task(jobs, self)
        self._body, self.bar = _Body(), ActionBar()
        self.below = Swap()
        self.setObjectName(f"{name}-dialog")
        give_keys(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def done(self, result: int) -> None:
        """Close and forget what was typed; work under way is stopped, or its end waited for."""
        if not self._task.stop_in_time():
            return
        self.forget()
        super().done(result)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go on by Tab: through what is shown, then the action bar."""
        return go_in_order(self, self._body, self.bar, forward=forward)

    def forget(self) -> None:
        """Take what was typed out of the fields."""
        raise NotImplementedError

    def set_busy(self, busy: bool) -> None:
        """Shut the fields while the work is under way, and open them afterwards."""
        raise NotImplementedError

    def stopped_at(self) -> QWidget:
        """Return what gets the keyboard once the work was stopped."""
        raise NotImplementedError

    def lay_out(self, *parts: QWidget, ok: Button, cancel: Button) -> None:
        """Put parts and buttons into the dialog, and fit it."""
        ok.setObjectName(f"{self._name}-ok")
        cancel.setObjectName(f"{self._name}-cancel")
        self._way_out = cancel
        # Otherwise Return in a field would press it once it has had the keyboard.
        cancel.setAutoDefault(False)
        lines = column(self._body, gap=8, margin=24)
        for part in parts:
            lines.addWidget(part)
        lines.addStretch(1)
        stand_in_bar(self._body, ok, back=cancel)
        down = column(self, gap=0)
        down.addWidget(scrolling(self._body), 1)
        down.addWidget(self.bar)
        self._body.changed.connect(self.fit)

    def run(
        self,
        task: Callable[["Work"], Any],
        done: Callable[[Any], None],
        failed: Callable[["Failure"], None],
    ) -> None:
        """Do the work; the dialog is busy until it ends."""

        def end(told: Callable[[Any], None], value: object) -> None:
            self._way_out.setEnabled(True)
            self.set_busy(False)
            told(value)

        def report(what: "Text", fraction: float | None) -> None:
            panel.report(what, fraction)
            if self._task.committed:
                self._tell_too_late(panel)

        panel = WorkingPanel(stop=self._stop_by_hand)
        panel.stop_button.setObjectName(f"{self._name}-stop")
        self.below.show_only(panel)
        self.set_busy(True)
        self._task.run(
            task,
            lambda result: end(done, result),
            lambda failure: end(failed, failure),
            progress=report,
        )

    def show_failure(self, failure: "Failure", way_out: QWidget) -> None:
        """Say what failed; the way out gets the keyboard."""
        panel = FailurePanel(failure)
        self.below.show_only(panel)
        panel.tell()
        way_out.setFocus()

    def fit(self) -> None:
        """Take the height the words need, as far as the window above leaves room."""
        window = self._above.window()
        width = min(px(self._width), window.width())
        needed = self._body.heightForWidth(width) + self.bar.sizeHint().height()
        self.setFixedWidth(width)
        self.resize(width, min(needed, window.height()))

    def _tell_too_late(self, panel: WorkingPanel) -> None:
        panel.tell_too_late()
        self._way_out.setDisabled(True)

    def _stop_by_hand(self) -> None:
        if not self._task.stop_in_time():
            return
        self.below.clear()
        self.set_busy(False)
        self.stopped_at().setFocus()
