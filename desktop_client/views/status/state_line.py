"""The state of an application: a sign and a word in its colour."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.status import texts
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import row
from desktop_client.views.widgets.mark import Mark
from registration.lifecycle import STATE_NAMES, State

LOOKS = {
    State.PENDING: "info",
    State.APPROVED: "success",
    State.ON_HOLD: "warning",
    State.REJECTED: "danger",
    State.CANCELLED: "info",
}
"""The colour and the sign of each state; its word carries the meaning."""


class StateLine(QWidget):
    """`words`: what it says."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.words = say(texts.STATE, state=say(STATE_NAMES[state]))
        across = row(self, gap=10)
        across.addWidget(Mark(LOOKS[state]), 0, Qt.AlignmentFlag.AlignVCenter)
        label = Label(self.words, f"state-{LOOKS[state]}")
        label.setObjectName("status-state")
        across.addWidget(label, 1)
