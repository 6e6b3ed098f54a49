"""Painting rows in the looks of labels."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from desktop_client.views.theme import colours, px

WRAPPED = (
    Qt.TextFlag.TextWordWrap.value
    | Qt.AlignmentFlag.AlignLeft.value
    | Qt.AlignmentFlag.AlignTop.value
)
_ENDLESS = 1 << 20


def bold(font: QFont, points: int | None = None) -> QFont:
    """Return a font in bold, perhaps with another size in pixels at 100 %."""
    made = QFont(font)
    made.setBold(True)
    if points is not None:
        made.setPixelSize(px(points))
    return made


def colour_of(look: str) -> QColor:
    """Return the colour of a look of labels: body, lead, subtle, danger, warning …"""
    named = {"body": "text", "lead": "text_strong", "subtle": "text_subtle"}
    colour: str = getattr(colours(), named.get(look, f"{look}_text"))
    return QColor(colour)


def height_of(font: QFont, width: int, text: str) -> int:
    """Return the height of a wrapped text."""
    return QFontMetrics(font).boundingRect(0, 0, width, _ENDLESS, WRAPPED, text).height()


def write(painter: QPainter, font: QFont, rect: QRect, text: str, look: str) -> None:
    """Write a text, wrapped."""
    painter.setFont(font)
    painter.setPen(colour_of(look))
    painter.drawText(rect, WRAPPED, text)


def write_line(
    painter: QPainter, font: QFont, rect: QRect, text: str, look: str, *, right: bool = False
) -> None:
    """Write a text on one line, with an ellipsis where it is too long."""
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(colour_of(look))
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, fitting)


def draw_badge(painter: QPainter, font: QFont, rect: QRect, text: str) -> None:
    """Draw a text as the badges of the style sheet."""
    painter.setPen(QPen(QColor(colours().secondary_border), 1))
    painter.setBrush(QColor(colours().secondary))
    painter.drawRoundedRect(rect, px(4), px(4))
    painter.setFont(font)
    painter.setPen(QColor(colours().text_primary))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
