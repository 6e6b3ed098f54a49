"""Building over several turns of the event loop."""

import time

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop_client.views.widgets.gradually import TURN_SECONDS, Gradually


def test_other_events_come_in_between(qtbot: QtBot) -> None:
    parent = QObject()
    building, seen = Gradually(parent), list[str]()

    def built() -> None:
        time.sleep(TURN_SECONDS)  # no more than this in a turn
        seen.append("step")

    with qtbot.waitSignal(building.done):
        building.begin([built] * 3)
        QTimer.singleShot(0, parent, lambda: seen.append("key"))
    assert "key" in seen[:-1]
    assert seen.count("step") == 3
    assert not building.running


def test_the_whole_is_there_at_once_for_whoever_needs_it(qtbot: QtBot) -> None:
    parent = QObject()
    building, seen = Gradually(parent), list[int]()
    building.begin([lambda: seen.append(1), lambda: seen.append(2), lambda: seen.append(3)])
    assert building.running
    assert building.step()
    assert seen == [1]
    with qtbot.waitSignal(building.done):
        building.finish()
    assert seen == [1, 2, 3]
    assert not building.running
    assert not building.step()


def test_nothing_to_build_is_built(qtbot: QtBot) -> None:
    parent = QObject()
    building = Gradually(parent)
    building.begin([])
    assert not building.running
