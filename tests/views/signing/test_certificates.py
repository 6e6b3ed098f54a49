"""Choosing and opening a certificate: real ones of the practice PKI, real clicks and keys."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_client.errors import ClientError
from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.findings import WrongPassword
from desktop_client.pki.storage.store import Entry
from desktop_client.views.certificates import CertificatePicker, watch, words
from desktop_client.views.certificates.columns import Column
from desktop_client.views.certificates.rows import CertificateRow, Rows
from desktop_client.views.certificates.table import CertificateTable
from desktop_client.views.widgets.tabs import Tabs
from desktop_client.work import Work
from desktop_client.workflows.certificates import Candidate, Certificates, Opened, Sought
from desktop_client.workflows.holding import Medium, medium_of
from practice.pki import PASSWORD, Practice
from practice.samples import SAMPLES
from registration.kinds import Kind
from testing.views import certificates
from testing.views.acting import FakeParts, Stage
from testing.views.faking import NUMBER, Gate
from testing.views.places import PracticePlaces

UNFIT = {
    "expired": "certificate_expired",
    "not_yet_valid": "certificate_not_yet_valid",
    "personal": "holder_not_allowed",
    "stockpile_only": "policy_not_allowed",
    "institution": "holder_not_allowed",
    "km_only": "km_only",
    "no_key": "key_missing",
    "damaged_certificate": "certificate_damaged",
    "truncated_key": "key_damaged",
    "empty_files": "certificate_damaged",
    "no_vid": "vid_missing",
}
"""What stands in the way of a sample, known before its password is."""


@pytest.fixture
def places(practice_pki: Practice) -> PracticePlaces:
    return PracticePlaces(practice_pki)


@pytest.fixture
def real(parts: FakeParts, places: PracticePlaces) -> FakeParts:
    """Parts that find and open real practice certificates."""
    parts.certificates = Certificates(places)
    return parts


class Picking:
    """A picker on the stage and what it emitted."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.opened: list[Opened] = []
        self.picker = CertificatePicker(stage.parts, Sought(Kind.SUPPLIER, NUMBER))
        self.picker.opened.connect(self.opened.append)
        stage.show(self.picker)
        self.picker.search()

    @property
    def list(self) -> CertificateTable:
        return certificates.table(self.stage)

    def row(self, candidate: Candidate) -> CertificateRow:
        place = candidate.places[0].ko
        return certificates.shown(self.stage)[certificates.row_at(self.stage, place)]

    def spoken(self, candidate: Candidate) -> str:
        return self.row(candidate).words.spoken

    def choose(self, candidate: Candidate) -> QLineEdit:
        """Select one; return the line for its password."""
        certificates.select(self.stage, candidate.places[0].ko)
        return self.password

    @property
    def password(self) -> QLineEdit:
        return self.stage.find(QLineEdit, "certificate-password")

    def enter_password(self, password: str) -> None:
        certificates.type_password(self.stage, password)
        QTest.keyClick(self.password, Qt.Key.Key_Return)
        self.stage.settle()


@pytest.fixture
def picking(real: FakeParts, stage: Stage) -> Picking:
    shown = Picking(stage)
    stage.settle()
    return shown


def test_every_certificate_is_listed_with_all_that_tells_it_apart(
    picking: Picking, candidates: dict[str, Candidate], practice_pki: Practice
) -> None:
    assert picking.list.certificates.rowCount() == len(SAMPLES)
    spoken = picking.spoken(candidates["supplier"])
    good = candidates["supplier"].certificate
    assert good is not None
    day = good.not_after.strftime("%Y-%m-")
    for part in (good.holder, "법인·사업자", "practiceCA", "범용", day, "사용 가능"):
        assert part in spoken
    assert str(practice_pki.sample("supplier").path) in spoken
    assert "개인" in picking.spoken(candidates["personal"])
    assert f"전체 {len(SAMPLES)}개" in picking.stage.words()


def test_the_table_is_one_for_assistive_programs(picking: Picking) -> None:
    interface = QAccessible.queryAccessibleInterface(picking.list)
    assert interface.role() == QAccessible.Role.Table
    titles = [child(picking.list, -1, column).text(QAccessible.Text.Name) for column in Column]
    assert titles == ["구분", "사용자", "만료일", "발급자", "상태"]
    cell = child(picking.list, 0, Column.HOLDER)
    first = certificates.shown(picking.stage)[0]
    assert cell.role() == QAccessible.Role.Cell
    assert cell.text(QAccessible.Text.Name) == first.words.holder
    assert cell.text(QAccessible.Text.Description) == first.words.spoken


def child(listed: CertificateTable, row: int, column: int) -> QAccessibleInterface:
    """Return a cell, or a column's title (row -1), as assistive programs get it."""
    every = len(Column) + 1  # beside the cells, a title of each row that is not shown
    table = QAccessible.queryAccessibleInterface(listed)
    return table.child((row + 1) * every + column + 1)


def test_where_it_lies_and_what_was_searched_is_told_on_demand(
    picking: Picking, practice_pki: Practice
) -> None:
    place = str(practice_pki.sample("supplier").path)
    certificates.select(picking.stage, place)
    assert place not in picking.stage.words()
    index = picking.list.currentIndex()
    assert place in index.data(Qt.ItemDataRole.ToolTipRole)
    picking.stage.press("certificate-details")
    assert place in picking.stage.words()
    assert f"검색 위치: {practice_pki.npki}" in picking.stage.words()


@pytest.mark.parametrize("name", UNFIT)
def test_one_that_does_not_fit_says_why_and_cannot_be_chosen(
    picking: Picking, candidates: dict[str, Candidate], name: str
) -> None:
    why = FINDING_TEXTS[UNFIT[name]].why.ko
    assert why in picking.spoken(candidates[name])
    line = picking.choose(candidates[name])
    assert why in picking.stage.words()
    assert not line.isEnabled()
    assert not picking.stage.find(QPushButton, "certificate-choose").isEnabled()
    picking.stage.key(Qt.Key.Key_Return)
    picking.stage.key(Qt.Key.Key_A)
    assert picking.list.hasFocus()


def test_the_end_of_a_certificate_is_told_before_and_after(
    picking: Picking, candidates: dict[str, Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "(만료됨)" in picking.spoken(candidates["expired"])
    assert "일 남음" not in picking.spoken(candidates["supplier"])
    monkeypatch.setattr(words, "SOON_DAYS", 400)
    picking.stage.press("certificate-search")
    assert "일 남음" in picking.spoken(candidates["supplier"])


def test_those_that_fit_stand_first_and_the_first_is_selected(picking: Picking) -> None:
    fits = [row.fits for row in certificates.shown(picking.stage)]
    assert fits == sorted(fits, reverse=True)
    assert fits.count(True) == len(SAMPLES) - len(UNFIT)
    assert picking.list.currentIndex().row() == 0
    assert picking.list.selectionModel().isRowSelected(0)


def test_the_one_used_last_stands_first_and_asks_for_its_password(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    assert picking.list.hasFocus()
    picking.choose(candidates["folder_starts_with_ou"])
    picking.enter_password(PASSWORD)
    again = Picking(picking.stage)
    again.stage.settle()
    assert again.list.subject == candidates["folder_starts_with_ou"]
    assert again.list.currentIndex().row() == 0
    assert "최근 사용" in again.spoken(candidates["folder_starts_with_ou"])
    assert again.password.hasFocus()


def test_tabs_and_search_narrow_the_list(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    tabs = picking.stage.find(Tabs, "certificate-media")
    assert [tabs.tabText(at) for at in range(2)] == [f"{title} {len(SAMPLES)}" for title in TITLES]
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert picking.list.certificates.rowCount() == len(SAMPLES)
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert picking.list.certificates.rowCount() == 0
    assert not picking.password.isEnabled()
    assert "조건에 맞는 인증서가 없습니다" in picking.stage.words()
    tabs.setCurrentIndex(0)
    search = picking.stage.find(QLineEdit, "certificate-search-line")
    QTest.keyClicks(search, "HANBIT")
    assert picking.list.certificates.rowCount() == 1
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert picking.list.hasFocus()
    search.clear()
    assert picking.list.certificates.rowCount() == len(SAMPLES)


def test_a_title_sorts_by_its_column(picking: Picking) -> None:
    def clicked(column: int) -> list[str]:
        header = picking.list.horizontalHeader()
        where = QPoint(header.sectionViewportPosition(column) + 9, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
        return [row.words.holder for row in certificates.shown(picking.stage)]

    usual = [row.words.holder for row in certificates.shown(picking.stage)]
    up = clicked(Column.HOLDER)
    assert up == sorted(up, key=str.casefold)
    assert clicked(Column.HOLDER) == sorted(up, key=str.casefold, reverse=True)
    assert clicked(Column.HOLDER) == usual


def test_a_removable_disk_is_told_apart(candidates: dict[str, Candidate]) -> None:
    entry = candidates["supplier"].entry
    assert isinstance(entry, Entry)
    assert medium_of(entry) is Medium.DISK
    assert medium_of(replace(entry, folder=Path("/media/kim/USB/NPKI/x"))) is Medium.DRIVE


def test_keys_alone_choose_and_open_a_certificate(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    assert picking.list.hasFocus()
    place = candidates["supplier"].places[0].ko
    for _ in range(certificates.row_at(picking.stage, place)):
        picking.stage.key(Qt.Key.Key_Down)
    picking.stage.key(Qt.Key.Key_Return)
    assert picking.password.hasFocus()
    QTest.keyClicks(picking.password, PASSWORD)
    picking.stage.key(Qt.Key.Key_Return)
    picking.stage.settle()
    (opened,) = picking.opened
    assert opened.certificate == candidates["supplier"].certificate


def test_what_is_typed_at_the_list_is_the_password_and_not_seen(picking: Picking) -> None:
    assert picking.list.hasFocus()
    QTest.keyClick(picking.list, Qt.Key.Key_P)
    assert picking.password.hasFocus()
    assert picking.password.text() == "p"
    assert picking.password.displayText() != "p"


def test_a_double_click_goes_to_the_password(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    certificates.select(picking.stage, candidates["supplier"].places[0].ko)
    where = picking.list.visualRect(picking.list.currentIndex()).center()
    QTest.mouseDClick(picking.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert picking.password.hasFocus()


def test_a_wrong_password_says_so_and_selects_the_text(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    line = picking.choose(candidates["supplier"])
    picking.enter_password("wrong-pass-1")
    assert FINDING_TEXTS["wrong_password"].why.ko in picking.stage.words()
    assert line.text() == line.selectedText() == "wrong-pass-1"
    assert line.hasFocus()
    assert FINDING_TEXTS["wrong_password"].why.ko in line.accessibleDescription()
    picking.enter_password(PASSWORD)
    assert len(picking.opened) == 1


def test_the_password_leaves_the_line_with_its_certificate(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    line = picking.choose(candidates["supplier"])
    certificates.type_password(picking.stage, PASSWORD)
    picking.choose(candidates["folder_starts_with_ou"])
    assert line.text() == ""
    picking.enter_password(PASSWORD)
    assert line.text() == ""
    assert len(picking.opened) == 1
    certificates.type_password(picking.stage, PASSWORD)
    picking.stage.top.hide()
    assert line.text() == ""


def test_another_business_number_is_told_and_greys_the_certificate(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    picking.choose(candidates["other_number"])
    picking.enter_password(PASSWORD)
    assert NUMBER in picking.stage.words()
    assert "identity_mismatch_here" in picking.stage.words()
    spoken = picking.spoken(candidates["other_number"])
    assert FINDING_TEXTS["identity_mismatch"].why.ko in spoken
    assert not picking.row(candidates["other_number"]).fits
    assert picking.list.hasFocus()
    assert picking.opened == []
    picking.choose(candidates["supplier"])
    assert "identity_mismatch_here" not in picking.stage.words()


@pytest.mark.parametrize(
    ("name", "code"), [("revoked", "revoked"), ("foreign_key", "key_mismatch")]
)
def test_what_opening_finds_out_is_told(
    picking: Picking, candidates: dict[str, Candidate], name: str, code: str
) -> None:
    picking.choose(candidates[name])
    picking.enter_password(PASSWORD)
    assert FINDING_TEXTS[code].why.ko in picking.stage.words()
    assert picking.opened == []


def letter(
    field: QLineEdit,
    text: str,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press the key A while the keyboard makes `text` of it."""
    QTest.sendKeyEvent(QTest.KeyAction.Press, field, Qt.Key.Key_A, text, modifier)


def test_capitals_and_hangul_are_hinted_at(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    line = picking.choose(candidates["supplier"])
    QTest.keyClicks(line, "a")
    assert "Caps Lock이" not in picking.stage.words()
    letter(line, "A")
    assert "Caps Lock이 켜져" in picking.stage.words()
    letter(line, "B", Qt.KeyboardModifier.ShiftModifier)
    assert "Caps Lock이" not in picking.stage.words()
    letter(line, "ㅁ")
    assert "한/영 키" in picking.stage.words()


def test_the_password_can_be_shown(picking: Picking, candidates: dict[str, Candidate]) -> None:
    line = picking.choose(candidates["supplier"])
    box = picking.stage.find(QCheckBox, "password-show")
    assert line.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert line.echoMode() is QLineEdit.EchoMode.Password


def test_without_a_password_nothing_is_opened(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    line = picking.choose(candidates["supplier"])
    assert not picking.stage.find(QPushButton, "certificate-choose").isEnabled()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not picking.stage.parts.jobs.busy


def gated(stage: Stage, ready: FakeParts, opened: Opened) -> tuple[Picking, Gate]:
    gate = Gate(opened)
    ready.certificates.opened.will(gate)
    shown = Picking(stage)
    stage.settle()
    certificates.type_password(stage, "pass-word-1")
    stage.click("certificate-choose")
    stage.qtbot.waitUntil(gate.reached.is_set)
    return shown, gate


def test_opening_shows_progress_and_can_be_stopped(
    stage: Stage, ready: FakeParts, opened: Opened
) -> None:
    shown, gate = gated(stage, ready, opened)
    assert not shown.password.isEnabled()
    assert not stage.find(QPushButton, "certificate-choose").isEnabled()
    stage.press("password-stop")
    gate.let_go()
    assert not stage.sees("password-stop")
    assert shown.password.hasFocus()
    assert shown.password.text() == "pass-word-1"
    assert shown.opened == []
    ready.certificates.opened.will(opened)
    stage.press("certificate-choose")
    assert shown.opened == [opened]


def test_without_certificates_it_says_where_they_belong_and_finds_them_once_they_are_there(
    real: FakeParts, places: PracticePlaces, stage: Stage, practice_pki: Practice, tmp_path: Path
) -> None:
    places.folders = [tmp_path / "NPKI"]
    shown = Picking(stage)
    stage.settle()
    assert "인증서를 찾지 못했습니다" in stage.words()
    assert str(tmp_path / "NPKI") in stage.words()
    assert not stage.sees("certificate-list")
    shutil.copytree(practice_pki.sample("supplier").path, tmp_path / "NPKI" / "CA" / "USER" / "x")
    stage.press("certificate-search")
    assert shown.list.certificates.rowCount() == 1


def test_where_none_fits_all_are_shown_with_a_warning(
    parts: FakeParts, stage: Stage, candidates: dict[str, Candidate]
) -> None:
    parts.certificates.found.will([candidates["expired"], candidates["personal"]])
    shown = Picking(stage)
    stage.settle()
    assert "사용 가능한 인증서가 없습니다" in stage.words()
    assert shown.list.certificates.rowCount() == 2
    assert not stage.find(QPushButton, "certificate-choose").isEnabled()


TITLES = ("전체", "하드디스크")


def test_a_failed_search_is_told_and_tried_again(
    ready: FakeParts, stage: Stage, candidates: dict[str, Candidate]
) -> None:
    ready.certificates.found.will(ClientError("practice_unavailable"), [candidates["supplier"]])
    shown = Picking(stage)
    stage.settle()
    assert "practice_unavailable" in stage.words()
    stage.press("certificate-retry")
    assert shown.list.certificates.rowCount() == 1


def test_a_search_can_be_stopped(ready: FakeParts, stage: Stage) -> None:
    gate = Gate([])
    ready.certificates.found.will(gate)
    shown = Picking(stage)
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.press("certificate-stop")
    assert "중지했습니다" in stage.words()
    assert stage.sees("certificate-search")
    assert shown.opened == []


def test_a_folder_can_be_added_in_the_real_mode(
    ready: FakeParts, stage: Stage, tmp_path: Path, qtbot: QtBot
) -> None:
    ready.practice = False
    Picking(stage)
    stage.settle()
    stage.click("certificate-folder")
    dialog = stage.top.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path))
    dialog.accept()
    stage.settle()
    assert ready.settings.get("certificate_folders") == [str(tmp_path)]
    assert len(ready.certificates.found.calls) == 2


@pytest.fixture
def noticing(real: FakeParts, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A stage with real certificates, where drives are looked for without a wait."""
    monkeypatch.setattr(watch, "INTERVAL", 10)
    return stage


def test_a_drive_that_comes_is_noticed_and_the_choice_stays(
    places: PracticePlaces,
    noticing: Stage,
    tmp_path: Path,
    candidates: dict[str, Candidate],
) -> None:
    stage = noticing
    drive = tmp_path / "NPKI"
    places.folders.append(drive)
    picking = Picking(stage)
    stage.settle()
    certificates.select(stage, candidates["supplier_pbes1"].places[0].ko)
    shutil.copytree(candidates["supplier"].places[0].ko, tmp_path / "copy" / "firm")
    (tmp_path / "copy").rename(drive)
    stage.qtbot.waitUntil(lambda: stage.sees("certificate-list") and str(drive) in said(picking))
    assert picking.list.subject == candidates["supplier_pbes1"]


def said(picking: Picking) -> str:
    """All that is said of the certificates."""
    return " ".join(row.words.spoken for row in certificates.shown(picking.stage))


def test_a_folder_that_cannot_be_kept_is_told(
    ready: FakeParts, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.practice = False

    def full(*_arguments: Any) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(ready.settings, "set", full)
    shown = Picking(stage)
    stage.settle()
    shown.picker._add_folder("/somewhere")
    assert "저장하지 못했습니다" in stage.words()


def test_there_is_no_folder_to_add_in_practice(picking: Picking) -> None:
    assert not picking.stage.sees("certificate-folder")


def test_a_failure_while_opening_leaves_the_choice(
    ready: FakeParts, stage: Stage, opened: Opened
) -> None:
    ready.certificates.opened.will(WrongPassword(), ClientError("certificate_unfit"), opened)
    shown = Picking(stage)
    stage.settle()
    for _ in range(2):
        shown.enter_password("pass-word-1")
        assert shown.opened == []
    shown.enter_password("pass-word-1")
    assert shown.opened == [opened]


@pytest.mark.parametrize("kind", [Kind.INSTITUTION, None])
def test_an_institutions_certificate_serves_an_institution(
    real: FakeParts, practice_pki: Practice, kind: Kind | None
) -> None:
    found = {
        one.places[0].ko: one for one in real.certificates.find(Work(), Sought(kind, "2222222227"))
    }
    assert found[str(practice_pki.sample("institution").path)].fits


def test_the_preferred_one_is_selected_until_the_user_selects_another(
    qapp: QApplication, candidates: dict[str, Candidate]
) -> None:
    first, own = candidates["supplier"], candidates["supplier_pbes1"]
    assert own.certificate is not None
    rows = Rows()
    listed = CertificateTable(own.certificate.__eq__)
    listed.show_rows(rows([first]))
    assert listed.candidate == first
    listed.show_rows(rows([first, own]))
    assert listed.candidate == own
    listed.select_row(0)
    listed.show_rows(rows([first, own]))
    assert listed.candidate == first
    listed.show_rows(rows([own]))
    assert listed.candidate == own


def test_what_an_assistive_program_selects_is_chosen(
    qapp: QApplication, candidates: dict[str, Candidate]
) -> None:
    listed = CertificateTable()
    listed.show_rows(Rows()([candidates["supplier"], candidates["supplier_pbes1"]]))
    acting = QAccessible.queryAccessibleInterface(listed).selectionInterface()
    assert acting is not None
    assert acting.select(child(listed, 1, Column.HOLDER))
    assert listed.candidate == candidates["supplier_pbes1"]
