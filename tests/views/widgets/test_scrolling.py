"""The scroll bar of an area: always there, seen only where there is something to scroll."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.views.widgets.layouts import filling, scrolling

HEIGHT = 300


@pytest.mark.parametrize("make", [scrolling, filling])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_bar_shows_its_handle_only_where_there_is_more_to_see(
    qtbot: QtBot, dress: Callable[..., None], make: Callable[[QWidget], QScrollArea], theme: str
) -> None:
    dress("ko", theme)
    content = QWidget()
    area = make(content)
    qtbot.addWidget(area)
    area.resize(400, HEIGHT)
    area.show()
    for height, seen in ((HEIGHT // 2, False), (HEIGHT * 4, True), (HEIGHT // 2, False)):
        content.setFixedHeight(height)
        QApplication.processEvents()
        assert (len(colours_of_bar(area)) > 1) is seen


def colours_of_bar(area: QScrollArea) -> set[int]:
    bar = area.verticalScrollBar()
    assert bar.isVisible()
    around = bar.parentWidget()
    assert around is not None
    image = area.grab(bar.geometry().translated(around.pos())).toImage()
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
