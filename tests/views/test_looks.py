"""The first screen and the form in every language, theme and size: nothing cut or faint."""

from collections.abc import Callable
from functools import partial
from itertools import product

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.application.date_control import CalendarPopup, DateControl
from desktop_client.views.application.screen import ApplicationScreen
from desktop_client.views.home.screen import HomeScreen
from desktop_client.views.window import MainWindow
from practice.applicants import applicant
from registration.kinds import Kind
from registration.text import LANGUAGES, Language
from testing.views import hands, looks
from testing.views.patience import is_built

SIZES = (100, 200)
THEMES = ("light", "dark")
FORM = {
    "general": {
        "business_number": "123-45-67891",
        "name": "가나상사 주식회사",
        "entity": "corporation",
        "corporate_number": "1101111234567",
        "enterprise_size": "middle",
        "venture": True,
        "phone": "1",
    },
    "representatives": [{"name": "홍길동", "is_main": True}, {"name": "Kim Cheolsu", "email": "x"}],
    "factories": [{"name": "제1공장", "tenure": "leased", "lease_start": "2024-01-01"}],
    "manufactured": [{"product_number": "4412170401", "name": "볼펜", "proof": "certificate"}],
    "agents": [{"name": "이영희", "employed": True}],
}

Dressed = Callable[[Language, str, int], MainWindow]


@pytest.fixture
def dressed(parts: Parts, open_window: Callable[[], MainWindow]) -> Dressed:
    """Opens the window, 1024 x 768, in a language, a theme and a size of text."""

    def open_one(language: Language, name: str, percent: int) -> MainWindow:
        for setting, value in (("language", language), ("theme", name), ("text_scale", percent)):
            parts.settings.set(setting, value)
        window = open_window()
        assert window.size() == QSize(1024, 768)
        return window

    return open_one


def faults(window: MainWindow) -> list[str]:
    return looks.clipped(window) + looks.unnamed(window)


@pytest.mark.parametrize("percent", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen(
    qtbot: QtBot, parts: Parts, dressed: Dressed, language: Language, percent: int
) -> None:
    parts.drafts.save_form(parts.drafts.create(Kind.SUPPLIER).id, FORM)
    signed = parts.drafts.create(Kind.SUPPLIER)
    parts.drafts.keep_signed(signed.id, b"signed", b"identity")
    (parts.folder / "practice-drafts" / "broken").mkdir()
    window = dressed(language, "light", percent)
    home = window.current
    assert isinstance(home, HomeScreen)
    qtbot.waitUntil(lambda: home.saved is not None and not parts.jobs.busy)
    hands.texts(home)
    for name in THEMES:
        window.choose("theme", name)
        looks.picture(window, "home", language, name, percent)
        assert faults(window) == []
        assert looks.faint_texts(window) == []


@pytest.mark.parametrize("look", list(product(LANGUAGES, SIZES)), ids=str)
@pytest.mark.parametrize("kind", Kind)
def test_every_page_of_the_form(
    qtbot: QtBot, parts: Parts, dressed: Dressed, look: tuple[Language, int], kind: Kind
) -> None:
    language, percent = look
    draft = parts.drafts.create(kind)
    parts.drafts.save_form(draft.id, FORM if kind is Kind.SUPPLIER else applicant(kind))
    window = dressed(language, "dark", percent)  # what fits in a theme fits in all: test_theme.py
    window.navigate(routes.Application(draft_id=draft.id))
    screen = window.current
    assert isinstance(screen, ApplicationScreen)
    qtbot.waitUntil(lambda: screen.form is not None and is_built())
    assert screen.form is not None
    screen.form.show_all_problems()
    for page in screen.form.editing.description.pages:
        screen.form.show_page(page.key)
        hands.texts(screen)
        looks.picture(window, "application", kind.value, page.key, language, percent)
        assert faults(window) == [], page.key
    assert looks.faint_borders(window) == []


@pytest.mark.parametrize("name", THEMES)
def test_texts_and_borders_of_the_form_are_not_faint(
    qtbot: QtBot, parts: Parts, dressed: Dressed, name: str
) -> None:
    draft = parts.drafts.create(Kind.SUPPLIER)
    parts.drafts.save_form(draft.id, FORM)
    window = dressed("ko", name, 100)
    window.navigate(routes.Application(draft_id=draft.id))
    screen = window.current
    assert isinstance(screen, ApplicationScreen)
    qtbot.waitUntil(lambda: screen.form is not None and is_built())
    assert screen.form is not None
    for key in ("general", "representatives"):
        screen.form.show_page(key)
        screen.form.show_all_problems()
        hands.texts(screen)
        assert looks.faint_texts(window) == []
        assert looks.faint_borders(window) == []


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar(
    qtbot: QtBot, dress: Callable[..., None], language: Language, name: str
) -> None:
    dress(language, name)
    control = DateControl("개업일자")
    qtbot.addWidget(control)
    control.show()
    control.line.setText("2026-01-31")
    control.open_calendar()
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    looks.picture(popup, "calendar", language, name)
    assert looks.unnamed(popup) == []
    month = popup.findChild(QToolButton, "qt_calendar_monthbutton")
    assert month
    assert month.text() == ("1월" if language == "ko" else "January")
    popup.close()


@pytest.mark.parametrize("name", THEMES)
def test_the_focus_is_seen(qtbot: QtBot, window: MainWindow, name: str) -> None:
    window.choose("theme", name)
    window.navigate(routes.NewApplication(Kind.SUPPLIER))

    def shown(kind: str) -> QPushButton | None:
        buttons = (each for each in window.findChildren(QPushButton) if each.isVisible())
        fitting = (each for each in buttons if each.property("look") == kind and each.isEnabled())
        return next(fitting, None)

    def is_shown(kind: str) -> bool:
        return shown(kind) is not None

    for kind in ("nav", "flat", "primary"):
        qtbot.waitUntil(partial(is_shown, kind))
        button = shown(kind)
        assert button is not None
        window.setFocus()
        before = button.grab().toImage()
        button.setFocus()
        after = button.grab().toImage()
        edge = [looks.contrast(before.pixelColor(x, 20), after.pixelColor(x, 20)) for x in range(3)]
        assert max(edge) >= looks.BORDER_CONTRAST, kind


class TestTheChecksSee:
    """Each check finds a fault that was put in on purpose."""

    @pytest.fixture
    def frame(self, qtbot: QtBot, dress: Callable[..., None]) -> QWidget:
        dress("ko")
        frame = QWidget()
        qtbot.addWidget(frame)
        frame.resize(400, 300)
        frame.show()
        return frame

    @pytest.mark.parametrize("kind", [QLabel, QPushButton, QCheckBox])
    def test_cut_text(self, frame: QWidget, kind: type[QLabel]) -> None:
        widget = kind("길고 긴 글자들이 여기에 다 들어가지 않습니다", frame)
        widget.resize(60, 40)
        widget.show()
        assert any("cut" in fault for fault in looks.clipped(frame))

    def test_cut_lines(self, frame: QWidget) -> None:
        label = QLabel("길고 긴 글자들이 여기에 다 들어가지 않습니다", frame)
        label.setWordWrap(True)
        label.resize(80, 20)
        label.show()
        assert any("lines" in fault for fault in looks.clipped(frame))

    def test_cut_choice_and_low_line(self, frame: QWidget) -> None:
        combo, line = QComboBox(frame), QLineEdit(frame)
        combo.addItem("길고 긴 선택 항목")
        combo.setGeometry(0, 0, 60, 40)
        line.setGeometry(0, 100, 100, 12)
        line.setStyleSheet("min-height: 0; max-height: 12px")
        combo.show()
        line.show()
        found = " ".join(looks.clipped(frame))
        assert "choice is cut" in found
        assert "too low" in found

    def test_overlap_and_outside(self, frame: QWidget) -> None:
        for place in (0, 10, 390):
            label = QLabel("가", frame)
            label.setGeometry(place, 0, 30, 30)
            label.show()
        found = " ".join(looks.clipped(frame))
        assert "lies over" in found
        assert "reaches out" in found

    def test_missing_names(self, frame: QWidget) -> None:
        QHBoxLayout(frame).addWidget(QLineEdit())
        frame.findChildren(QLineEdit)[0].show()
        assert len(looks.unnamed(frame)) == 1

    def test_faint_text_and_border(self, frame: QWidget) -> None:
        label, line = QLabel("흐린 글자", frame), QLineEdit(frame)
        label.setStyleSheet("color: #999999; background: #ffffff")
        line.setStyleSheet("border: 1px solid #dddddd")
        line.move(0, 100)
        label.show()
        line.show()
        assert looks.faint_texts(frame) != []
        assert looks.faint_borders(frame) != []
