"""The procedure's steps ①-⑧ with the present one marked and the past ones ticked."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_client.views.language import say
from desktop_client.views.theme import colours, px
from desktop_client.views.widgets import texts
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row, wrapping_row
from desktop_client.views.widgets.turning import is_low
from registration.kinds import Step, StepId
from registration.text import Text

DISC = 26
LEAST_STEP_WIDTH = 100


class _Disc(QWidget):
    """The number of a step, a tick once it is past, and the line to its neighbours."""

    def __init__(self, number: int, present: int, count: int) -> None:
        super().__init__()
        self._number, self._present, self._count = number, present, count
        self.setFixedHeight(px(DISC))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw line and disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF((self.width() - px(DISC)) / 2, 0, px(DISC), px(DISC)).adjusted(1, 1, -1, -1)
        self._line(painter, 0, disc.left() - px(6), self._number <= self._present, self._number > 1)
        end = float(self.width())
        last = self._number == self._count
        self._line(painter, disc.right() + px(6), end, self._number < self._present, not last)
        self._disc(painter, disc)
        painter.end()

    def _line(self, painter: QPainter, start: float, end: float, past: bool, there: bool) -> None:
        if there:
            painter.setPen(QPen(QColor(colours().primary if past else colours().border), px(2)))
            middle = self.height() / 2
            painter.drawLine(QPointF(start, middle), QPointF(end, middle))

    def _disc(self, painter: QPainter, disc: QRectF) -> None:
        reached = self._number <= self._present
        edge = colours().primary if reached else colours().border
        painter.setPen(QPen(QColor(edge), 1.5))
        painter.setBrush(QColor(colours().primary if reached else colours().background))
        painter.drawEllipse(disc)
        painter.setPen(QPen(QColor(colours().on_primary if reached else colours().text), px(2)))
        if self._number < self._present:
            middle, unit = disc.center(), disc.width() / 10
            tick = [QPointF(-2.2, 0.2), QPointF(-0.6, 1.8), QPointF(2.4, -1.8)]
            painter.drawPolyline(QPolygonF([middle + point * unit for point in tick]))
        else:
            font = QFont(self.font())
            font.setBold(True)
            painter.setFont(font)
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))


class StepBar(QWidget):
    """All steps side by side; where they do not fit, or little does, the present and the next."""

    def __init__(self, steps: tuple[Step, ...], present: StepId) -> None:
        super().__init__()
        self._steps = steps
        self._number = [step.id for step in steps].index(present) + 1
        title = say(steps[self._number - 1].title)
        words = say(texts.STEPS_AT, number=self._number, count=len(steps), title=title)
        self.setAccessibleName(f"{say(texts.PROCEDURE)}. {words}")
        self._wide = self._all_steps()
        self._narrow = self._present_step(words)
        layout = column(self)
        layout.addWidget(self._wide)
        layout.addWidget(self._narrow)
        self._narrow.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many steps as fit."""
        super().resizeEvent(event)
        fits = event.size().width() >= px(LEAST_STEP_WIDTH) * len(self._steps) and not is_low(self)
        self._wide.setVisible(fits)
        self._narrow.setVisible(not fits)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Need no more than the narrow form does."""
        return self._narrow.minimumSizeHint()

    def _all_steps(self) -> QWidget:
        holder = QWidget()
        across = row(holder, gap=0)
        for number, step in enumerate(self._steps, 1):
            across.addWidget(self._step(number, step), 1)
        return holder

    def _step(self, number: int, step: Step) -> QWidget:
        holder = QWidget()
        holder.setToolTip(say(step.detail))
        down = column(holder, gap=4)
        down.addWidget(_Disc(number, self._number, len(self._steps)))
        present = number == self._number
        label = Label(say(step.title), "primary" if present else "subtle")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        label.setAccessibleName(say(self._words(number), number=number, title=say(step.title)))
        label.setMinimumWidth(1)
        down.addWidget(label, 1)
        return holder

    def _words(self, number: int) -> Text:
        if number == self._number:
            return texts.STEP_PRESENT
        return texts.STEP_DONE if number < self._number else texts.STEP_AHEAD

    def _present_step(self, words: str) -> QWidget:
        lines = [Label(words, "primary")]
        if self._number < len(self._steps):
            following = say(self._steps[self._number].title)
            lines.append(Label(say(texts.NEXT_STEP, title=following), "subtle"))
        for line in lines:
            line.setWordWrap(False)
        return wrapping_row(*lines, gap=12)
