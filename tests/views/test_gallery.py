"""Every screen in every state, of the list that `make gallery` shows: no fault can be measured."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.views import theme
from desktop_client.views.language import set_language
from desktop_client.views.widgets.layouts import column
from practice.pki import Practice
from registration.text import Language
from testing.gallery import faults, words
from testing.gallery.rendering import arranged
from testing.gallery.scenes import SCENES
from testing.gallery.sizes import SIZES, Size
from testing.gallery.studio import THEMES, Look, Store
from testing.views import looks

WORST: tuple[tuple[Language, Size], ...] = (("ko", SIZES[3]), ("en", SIZES[1]))
"""Texts of 200 %, and the lowest window with the longer language; the rest is `make gallery`."""
ELSEWHERE = ("form-institution-", "form-supplier-", "form-catalogue-", "form-stockpile-")
"""Every page of every form is looked at in `test_looks`."""
NAMES = [name for name in SCENES if not name.startswith(ELSEWHERE)]
FEW = ("home-applications", "review-sent", "certificates-list", "registered-users")
"""Whose contrast is measured on pictures."""
REFERENCE = Path(__file__).parent / "reference"
GRID = 24, 18
TOLERANCE = 2.5
"""Of 255, on average over a coarse grid: other fonts and a moved line stay below it, two screens
differ by twice as much and more."""


@pytest.fixture(scope="module")
def store(practice_pki: Practice) -> Store:
    """The certificates of all scenes."""
    return Store(practice_pki)


@pytest.fixture(autouse=True)
def undressed(qapp: QApplication) -> Iterator[None]:
    """Afterwards all is Korean, light and 100 % again."""
    yield
    set_language("ko")
    theme.apply(qapp, "light", 100)


@pytest.mark.parametrize("at", range(len(NAMES)), ids=NAMES)
@pytest.mark.expects_warnings  # scenes of what fails without a reason log it
def test_no_screen_has_a_fault(qapp: QApplication, store: Store, at: int) -> None:
    language, size = WORST[at % len(WORST)]
    with arranged(SCENES[NAMES[at]], store, Look(language, "light", size)) as studio:
        assert faults.all_faults(studio.shown(), language) == []


@pytest.mark.parametrize("name", FEW)
def test_texts_stand_out_in_every_theme(qapp: QApplication, store: Store, name: str) -> None:
    with arranged(SCENES[name], store, Look()) as studio:
        for worn in THEMES:
            studio.window.choose("theme", worn)
            assert looks.faint_texts(studio.window) == [], worn


@pytest.mark.parametrize("name", ["home-empty", "login-id"])
def test_a_screen_looks_as_it_did(qapp: QApplication, store: Store, name: str) -> None:
    with arranged(SCENES[name], store, Look()) as studio:
        looks.settle()
        seen = grid(studio.window.grab().toImage())
    assert difference(seen, grid(QImage(str(REFERENCE / f"{name}.png")))) <= TOLERANCE


def grid(image: QImage) -> list[int]:
    """Return how light each square of a coarse grid over a picture is."""
    width, height = GRID
    ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = image.scaled(width, height, *ways).convertToFormat(QImage.Format.Format_Grayscale8)
    return [small.pixelColor(x, y).lightness() for y in range(height) for x in range(width)]


def difference(one: list[int], other: list[int]) -> float:
    """Return how much two grids differ on average."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


class TestTheChecksSee:
    """Each check finds a fault that was put in on purpose."""

    @pytest.fixture
    def frame(self, qtbot: QtBot) -> QWidget:
        frame = QWidget()
        qtbot.addWidget(frame)
        frame.resize(300, 200)
        frame.show()
        return frame

    def test_a_bar_inside_a_bar(self, frame: QWidget) -> None:
        inner = QScrollArea()
        inner.setWidget(QLabel("가\n" * 99))
        inner.setMinimumHeight(400)
        outer = QScrollArea()
        outer.setWidgetResizable(True)
        outer.setWidget(inner)
        column(frame).addWidget(outer)
        assert len(faults.nested_bars(frame)) == 1

    def test_what_reaches_out(self, frame: QWidget) -> None:
        label = QLabel("가", frame)
        label.setGeometry(280, 10, 40, 20)
        label.show()
        assert len(faults.outside(frame)) == 1

    def test_a_tab_that_is_cut(self, frame: QWidget) -> None:
        bar = QTabBar(frame)
        bar.setElideMode(Qt.TextElideMode.ElideRight)
        bar.setUsesScrollButtons(False)
        bar.addTab("길고 긴 제목이 여기에 있습니다")
        bar.setGeometry(0, 0, 60, 30)
        bar.show()
        assert faults.cut_tabs(frame) != []

    @pytest.mark.parametrize(
        ("language", "text", "found"),
        [
            ("ko", "파일을 Open 하십시오", ["Open"]),
            ("ko", "PDF 파일(/home/a/b.pdf), 오류 코드: form_not_ready", []),
            ("en", "Open the 파일", ["파일"]),
            ("en", "주식회사 연습상사 is registered", []),
        ],
    )
    def test_words_of_another_language(
        self, language: Language, text: str, found: list[str]
    ) -> None:
        assert words.foreign_words(text, language) == found

    @pytest.mark.parametrize("text", ["지사을(를) 지웠습니다", "값이(가) 없음", "목록(으)로"])
    def test_a_pair_of_particles(self, frame: QWidget, text: str) -> None:
        QLabel(text, frame).show()
        assert len(words.pairs(frame)) == 1

    def test_another_screen(self) -> None:
        home, login = (
            QImage(str(REFERENCE / f"{name}.png")) for name in ("home-empty", "login-id")
        )
        assert difference(grid(home), grid(login)) > 2 * TOLERANCE

    def test_a_value_that_is_missing(self, frame: QWidget) -> None:
        QLabel("접수번호 {receipt_number}", frame).show()
        assert len(words.unfilled(frame)) == 1
