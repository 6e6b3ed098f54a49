"""A changed state is told outside the window where the system can, and if the setting says so."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from desktop_client.drafts import FilingReference
from desktop_client.parts import Parts
from desktop_client.views import notifying, routes
from desktop_client.views.window import MainWindow
from desktop_client.work import Work
from desktop_client.workflows.following import Following
from registration.kinds import Kind
from registration.lifecycle import State
from registration.wire import Status
from testing.views.made_up import status


class Desktop:
    """What the system was asked to show; whether it has a tray."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []
        self.tray = True


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    """A desktop, and a service that has approved everything."""
    made = Desktop()

    def answer(following: Following, _work: Work, which: str) -> Status:
        return following._keep(which, status(State.APPROVED))

    def show(_icon: QSystemTrayIcon, title: str, words: str) -> None:
        made.shown.append((title, words))

    monkeypatch.setattr(Following, "status", answer)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", show)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: made.tray))
    return made


@pytest.mark.parametrize("case", [(True, "on", 1), (True, "off", 0), (False, "on", 0)])
def test_a_changed_state_is_told(
    parts: Parts,
    open_window: Callable[[], MainWindow],
    settle: Callable[[], None],
    desktop: Desktop,
    case: tuple[bool, str, int],
) -> None:
    desktop.tray, setting, told = case
    draft = parts.drafts.create(Kind.SUPPLIER)
    parts.drafts.keep_signed(draft.id, b"signed", b"identity")
    parts.drafts.keep_receipt(draft.id, b"receipt", FilingReference("2026000001", "k" * 20))
    parts.drafts.keep_status(draft.id, status().model_dump_json().encode())
    parts.settings.set("notifications", setting)

    window = open_window()
    notifier = notifying.Notifier(parts, window)
    went: list[routes.Route] = []
    notifier.opened.connect(went.append)
    for _ in range(2):  # what was told is not told again
        notifier.asking.timer.timeout.emit()
        settle()
    assert len(desktop.shown) == told
    if told:
        title, words = desktop.shown[0]
        assert title == "신청 상태가 바뀌었습니다: 승인"
        assert "주식회사 연습상사 (2026000001)" in words
        notifier._open()
        assert went == [routes.Status(draft_id=draft.id)]
    notifier.asking.stop()
