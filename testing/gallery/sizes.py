"""The screens that pictures are taken for."""

from dataclasses import dataclass

from PySide6.QtCore import QSize

TAKEN = QSize(16, 88)
"""Pixels at 100 % that a desktop takes: the frame and title bar of a window, and a panel."""


@dataclass(frozen=True, slots=True)
class Size:
    """A screen in pixels, and how large texts are on it.

    The system's scale is shown by texts and everything else of that size, which is the same in
    pixels, and needs no process of its own.
    """

    width: int
    height: int
    percent: int = 100

    @property
    def name(self) -> str:
        """What pictures are called by."""
        return f"{self.width}x{self.height}" + (f"@{self.percent}" if self.percent != 100 else "")

    @property
    def window(self) -> QSize:
        """The room a window has."""
        return QSize(self.width, self.height) - TAKEN * self.percent / 100


SIZES = (
    Size(1024, 768),
    Size(1366, 768, 150),
    Size(1280, 720, 125),
    Size(1920, 1080, 200),
    Size(3840, 2160, 200),
)
