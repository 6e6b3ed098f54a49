"""Small painted signs beside words; the words carry the meaning, the signs only help the eye."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop_client.views.theme import colours, px

SIZE = 20


class Mark(QWidget):
    """A sign in the colour of its kind: success (tick), danger, warning or info."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.setFixedSize(QSize(px(SIZE), px(SIZE)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / SIZE, self.height() / SIZE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours(), self.kind)))
        if self.kind == "warning":
            painter.drawPolygon(QPolygonF([QPointF(10, 1), QPointF(19, 18), QPointF(1, 18)]))
        else:
            painter.drawEllipse(QRectF(1, 1, 18, 18))
        self._sign(painter)
        painter.end()

    def _sign(self, painter: QPainter) -> None:
        pen = QPen(QColor(colours().background), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self.kind == "success":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([QPointF(6, 10.5), QPointF(9, 13.5), QPointF(14, 7)]))
        elif self.kind == "info":
            painter.drawPoint(QPointF(10, 6))
            painter.drawLine(QPointF(10, 9.5), QPointF(10, 14))
        else:
            painter.drawLine(QPointF(10, 7), QPointF(10, 11.5))
            painter.drawPoint(QPointF(10, 15))
