"""The page of papers: a list that follows the form, and files attached to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_client.drafts import Draft
from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.papers import texts
from desktop_client.views.papers.file_card import FileCard
from desktop_client.views.papers.files import AttachedFiles
from desktop_client.views.papers.page import PapersPage
from desktop_client.views.papers.sizes import size_words
from desktop_client.views.window import MainWindow
from practice.applicants import applicant, supplier
from registration.enclosures import ENCLOSURE_NAMES, Enclosure
from registration.kinds import Kind
from testing.views import hands, looks
from tests.views.application.conftest import Desk

PDF = b"%PDF-1.7\n" + bytes(2000)


def papers(desk: Desk) -> PapersPage:
    desk.form.show_page("papers")
    assert isinstance(desk.form.page, PapersPage)
    return desk.form.page


@pytest.fixture
def desk(
    qtbot: QtBot, parts: Parts, window: MainWindow, settle: Callable[[], None]
) -> Iterator[Desk]:
    """A finished application of a supplier."""
    made = Desk(qtbot, parts, window)
    made.open(routes.Application(draft_id=parts.drafts.create(Kind.SUPPLIER, form=supplier()).id))
    yield made
    settle()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A picture, a document, and what cannot be attached."""
    picture, document, memo = (tmp_path / name for name in ("인감.png", "임대차.pdf", "메모.txt"))
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#88aacc"))
    image.save(str(picture))
    document.write_bytes(PDF)
    memo.write_text("x")
    return [picture, document, memo]


def add(desk: Desk, files: list[Path]) -> AttachedFiles:
    panel = papers(desk).files
    panel.add(files)
    desk.qtbot.waitUntil(lambda: not panel.busy)
    QApplication.processEvents()  # what was just put into a layout is shown a moment later
    return panel


def saved(desk: Desk) -> tuple[str, ...]:
    draft = desk.parts.drafts.load(desk.draft_id)
    assert isinstance(draft, Draft)
    return tuple(f"{one.document}:{one.name}" for one in draft.attachments)


def test_the_list_follows_the_form(desk: Desk) -> None:
    name = say(ENCLOSURE_NAMES[Enclosure.EMPLOYMENT])
    assert name in hands.texts(papers(desk).needs)
    desk.form.show_page("agents")
    desk.rows.remove_row()
    shown = hands.texts(papers(desk).needs)
    assert name not in shown
    assert say(ENCLOSURE_NAMES[Enclosure.SEAL]) in shown
    desk.form.editing.set_answer("reception", None, "sharing_consent", False)
    again = hands.texts(papers(desk).needs)
    assert any("공동이용에 동의하지" in one for one in again)


def test_files_are_attached_as_the_missing_paper_and_the_list_says_so(
    desk: Desk, files: list[Path]
) -> None:
    panel = papers(desk).files
    first = Enclosure(panel.document.currentData())
    assert first is Enclosure.BRANCH_PLEDGE
    add(desk, files)
    assert saved(desk) == ("branch_pledge:인감.png", "branch_pledge:임대차.pdf")
    shown = hands.texts(papers(desk))
    assert any("메모.txt" in one and "종류" in one for one in shown)
    assert say(texts.ATTACHED, names="인감.png, 임대차.pdf") in shown
    assert Enclosure(panel.document.currentData()) is not first
    assert panel.choose_button.hasFocus()


def test_another_paper_is_chosen_and_a_file_taken_off(desk: Desk, files: list[Path]) -> None:
    panel = add(desk, files[:2])
    card = next(one for one in panel.findChildren(FileCard) if one.isVisible())
    card.document.setFocus()
    for _ in range(card.document.findData("seal") - card.document.currentIndex()):
        hands.key(Qt.Key.Key_Down)
    desk.qtbot.waitUntil(lambda: saved(desk)[0] == "seal:인감.png")
    desk.qtbot.waitUntil(lambda: not desk.parts.jobs.busy)
    QApplication.processEvents()
    card = next(one for one in panel.findChildren(FileCard) if one.isVisible())
    assert card.attached.name == "인감.png"
    hands.click(card.remove_button)
    desk.qtbot.waitUntil(lambda: saved(desk) == ("branch_pledge:임대차.pdf",))


def test_an_assistive_program_chooses_another_paper(desk: Desk, files: list[Path]) -> None:
    panel = add(desk, files[:1])
    document = hands.find(panel, FileCard).document
    document.setCurrentIndex(document.findData("seal"))  # nothing is clicked
    desk.qtbot.waitUntil(lambda: saved(desk) == ("seal:인감.png",))


def test_files_are_dropped_and_chosen_in_the_system_s_dialog(
    desk: Desk, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = papers(desk).files
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files[1]))])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), *how)
    QApplication.sendEvent(panel, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(panel, QDropEvent(QPointF(5, 5), *how))
    desk.qtbot.waitUntil(lambda: not panel.busy)
    assert saved(desk) == ("branch_pledge:임대차.pdf",)
    monkeypatch.setattr(
        QFileDialog, "open", lambda dialog: dialog.filesSelected.emit([str(files[0])])
    )
    hands.click(panel.choose_button)
    desk.qtbot.waitUntil(lambda: len(saved(desk)) == 2)
    desk.qtbot.waitUntil(lambda: not panel.busy)


def test_a_file_is_opened_by_the_system_or_it_is_said_that_nothing_can(
    desk: Desk, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = add(desk, files[1:2])
    opened: list[QUrl] = []

    def fail(url: QUrl) -> bool:
        opened.append(url)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", fail)
    hands.click(next(one for one in panel.findChildren(FileCard) if one.isVisible()).open_button)
    assert opened == [QUrl.fromLocalFile(str(files[1]))]
    assert say(texts.NOT_OPENED, name="임대차.pdf") in hands.texts(panel)


def test_files_stay_with_the_form_when_the_language_changes(desk: Desk, files: list[Path]) -> None:
    add(desk, files[:1])
    desk.window.choose("language", "en")
    assert any("인감.png" in one.replace("\u200b", "") for one in hands.texts(papers(desk)))
    assert "Papers" in hands.texts(papers(desk))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_papers(
    qtbot: QtBot, parts: Parts, window: MainWindow, kind: Kind
) -> None:
    desk = Desk(qtbot, parts, window)
    desk.open(routes.Application(draft_id=parts.drafts.create(kind, form=applicant(kind)).id))
    shown = hands.texts(papers(desk))
    if kind is Kind.CATALOGUE:
        assert say(texts.NONE_NEEDED) in shown
    letter = say(texts.NOT_ATTACHED_INSTITUTION) in shown
    assert letter is (kind is Kind.INSTITUTION)


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_or_without_a_name(
    parts: Parts, desk: Desk, files: list[Path], percent: int
) -> None:
    long = files[1].with_name("아주-긴-이름의-임대차계약서-" * 4 + ".pdf")
    long.write_bytes(PDF + b"!")
    desk.window.choose("text_scale", percent)
    add(desk, [*files, long])
    hands.texts(desk.window)
    assert looks.clipped(desk.window) + looks.unnamed(desk.window) == []


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 바이트"), (1023, "1023 바이트"), (1024, "1 KB"), (1536, "1.5 KB"),
     (2 * 1024**3, "2 GB")],
)  # fmt: skip
def test_sizes_are_read_in_their_largest_unit(
    dress: Callable[..., None], size: int, words: str
) -> None:
    dress("ko")
    assert size_words(size) == words
