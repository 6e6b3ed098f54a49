"""The state of an application as a badge: its word, in its colour."""

from PySide6.QtWidgets import QSizePolicy

from desktop_client.views.language import say
from desktop_client.views.status import texts
from desktop_client.views.widgets.labels import Label
from registration.lifecycle import STATE_NAMES, State

LOOKS = {
    State.PENDING: "info",
    State.APPROVED: "success",
    State.ON_HOLD: "warning",
    State.REJECTED: "danger",
    State.CANCELLED: "info",
}
"""The colour of each state; its word carries the meaning."""


class StateBadge(Label):
    """대기, 보류, 승인, 반려 or 취소."""

    def __init__(self, state: State) -> None:
        word = say(STATE_NAMES[state])
        super().__init__(word, f"badge-{LOOKS[state]}")
        self.setObjectName("status-state")
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(say(texts.STATE, state=word))
