"""How large the window is and where it stands, kept from start to start."""

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow

from desktop_client.remembered import Remembered
from desktop_client.views.theme import px

START_SIZE = (1024, 768)
LEAST_SIZE = (640, 480)
FRAME = (8, 48)
"""Pixels that a desktop's frame and title bar may take beside the window: not known before."""
PLACE = "place"
"""By which the place of the window is remembered, as Qt writes it."""


def stand_again(window: QMainWindow, remembered: Remembered) -> None:
    """Put the window where it stood last, on a screen that is there.

    It is no larger than what the screen leaves free, with the frame around it.
    """
    place = QByteArray.fromBase64(remembered.get(PLACE).encode())
    if not window.restoreGeometry(place):  # Qt moves it to a screen that is there
        window.resize(px(START_SIZE[0]), px(START_SIZE[1]))
    room = window.screen().availableGeometry().size()
    room = QSize(room.width() - FRAME[0], room.height() - FRAME[1])
    window.setMinimumSize(QSize(*LEAST_SIZE).boundedTo(room))
    if not window.isMaximized():
        window.resize(window.size().boundedTo(room))


def remember_place(window: QMainWindow, remembered: Remembered) -> None:
    """Keep where the window stands."""
    remembered.put(PLACE, window.saveGeometry().toBase64().toStdString())
