"""A date: typed as text, or chosen from a calendar."""

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QWidget

from desktop_client.views.application import texts
from desktop_client.views.application.controls import TextControl, width_for
from desktop_client.views.language import language, say
from desktop_client.views.theme import colours, px
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import set_look

DATE_LENGTH = 10
PART_NAMES = {
    "qt_calendar_prevmonth": texts.PREVIOUS_MONTH,
    "qt_calendar_nextmonth": texts.NEXT_MONTH,
    "qt_calendar_yearedit": texts.YEAR,
    "qt_calendar_calendarview": texts.DAYS,
}
"""What a screen reader calls the parts Qt leaves without a name."""
ARROWS = {"qt_calendar_prevmonth": "◀", "qt_calendar_nextmonth": "▶"}


class DateControl(TextControl):
    """A line for the date and a button that opens a calendar (also F4 and Alt+Down)."""

    def __init__(self, title: str) -> None:
        super().__init__(width_for(DATE_LENGTH))
        self.button = Button(say(texts.CALENDAR), self.open_calendar)
        self.button.setAccessibleName(say(texts.OPEN_CALENDAR, field=title))
        self.box.insertWidget(1, self.button)
        self._popup: CalendarPopup | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open the calendar on F4 and Alt+Down."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show the calendar at the typed date, or today."""
        self._popup = CalendarPopup(_read(self.line.text()), self)
        self._popup.chosen.connect(self._chosen)
        self._popup.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        self._popup.show()
        self._popup.calendar.setFocus()

    def _chosen(self, day: QDate) -> None:
        text = day.toString(Qt.DateFormat.ISODate)
        self.load(text)
        self.changed.emit(text)
        self.line.setFocus()
        self.left.emit()


class CalendarPopup(QFrame):
    """A calendar over the form: arrow keys, Page Up and Down; Return chooses, Escape closes."""

    chosen = Signal(QDate)

    def __init__(self, day: QDate, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_look(self, "popup")
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(say(texts.CALENDAR))
        self.calendar.setLocale(QLocale("ko_KR" if language() == "ko" else "en_GB"))
        vertical = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self.calendar.setVerticalHeaderFormat(vertical)
        self.calendar.setSelectedDate(day)
        self.calendar.setMinimumWidth(px(300))
        self.calendar.activated.connect(self._choose)
        self.calendar.clicked.connect(self._choose)
        column(self, margin=4).addWidget(self.calendar)
        self._dress()

    def _dress(self) -> None:
        for name, words in PART_NAMES.items():
            part = self.calendar.findChild(QWidget, name)
            if part:
                part.setAccessibleName(say(words))
            if isinstance(part, QToolButton):
                part.setIcon(QIcon())  # Qt's own arrows are black on every ground
                part.setText(ARROWS[name])
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(colours().danger_text))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)

    def _choose(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(day)


def _read(text: str) -> QDate:
    day = QDate.fromString(text, Qt.DateFormat.ISODate)
    return day if day.isValid() else QDate.currentDate()
