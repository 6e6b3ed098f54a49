"""Choosing and opening a certificate: real ones of the practice PKI, real clicks and keys."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from desktop_client.errors import ClientError
from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.findings import WrongPassword
from desktop_client.views.certificates import CertificatePicker, watch, words
from desktop_client.views.certificates.candidates import CandidateList
from desktop_client.views.certificates.password import PasswordDialog
from desktop_client.work import Work
from desktop_client.workflows.certificates import Candidate, Certificates, Opened, Sought
from practice.pki import PASSWORD, Practice
from practice.samples import SAMPLES
from registration.kinds import Kind
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
        self.picker = CertificatePicker(stage.parts, Sought(Kind.SUPPLIER, NUMBER))  # type: ignore[arg-type]
        self.picker.opened.connect(self.opened.append)
        stage.show(self.picker)
        self.picker.search()

    @property
    def list(self) -> QListWidget:
        return self.stage.find(QListWidget, "certificate-list")

    def row(self, candidate: Candidate) -> int:
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole).places == candidate.places:
                return row
        raise AssertionError(candidate.places)

    def spoken(self, candidate: Candidate) -> str:
        item = self.list.item(self.row(candidate))
        words: str = item.data(Qt.ItemDataRole.AccessibleTextRole)
        return words

    def choose(self, candidate: Candidate) -> PasswordDialog:
        self.list.setCurrentRow(self.row(candidate))
        self.stage.click("certificate-choose")
        return self.dialog()

    def dialog(self) -> PasswordDialog:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PasswordDialog)
        return dialog

    def enter_password(self, password: str) -> None:
        field = self.stage.find(QLineEdit, "certificate-password")
        field.setFocus()
        self.stage.qtbot.waitUntil(field.hasFocus)
        QTest.keyClicks(field, password)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.stage.settle()


@pytest.fixture
def picking(real: FakeParts, stage: Stage) -> Picking:
    shown = Picking(stage)
    stage.settle()
    return shown


def test_every_certificate_is_listed_with_all_that_tells_it_apart(
    picking: Picking, candidates: dict[str, Candidate], practice_pki: Practice
) -> None:
    assert picking.list.count() == len(SAMPLES)
    spoken = picking.spoken(candidates["supplier"])
    good = candidates["supplier"].certificate
    assert good is not None
    day = good.not_after.strftime("%Y-%m-")
    assert good.holder in spoken
    for part in ("법인·사업자", "practiceCA", "범용", day, "일 남음"):
        assert part in spoken
    assert str(practice_pki.sample("supplier").path) in spoken
    assert "개인" in picking.spoken(candidates["personal"])
    assert str(practice_pki.npki) in picking.stage.words()
    assert f"모두 {len(SAMPLES)}개" in picking.stage.words()


@pytest.mark.parametrize("name", UNFIT)
def test_one_that_does_not_fit_says_why_and_cannot_be_chosen(
    picking: Picking, candidates: dict[str, Candidate], name: str
) -> None:
    row = picking.row(candidates[name])
    why = FINDING_TEXTS[UNFIT[name]].why.ko
    assert why in picking.spoken(candidates[name])
    item = picking.list.item(row)
    assert not item.flags() & Qt.ItemFlag.ItemIsSelectable
    picking.list.setCurrentRow(row)
    assert not picking.picker._choose.isEnabled()
    picking.list.setFocus()
    picking.stage.key(Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is None


def test_the_end_of_a_certificate_is_told_before_and_after(
    picking: Picking, candidates: dict[str, Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "만료됨" in picking.spoken(candidates["expired"])
    assert "갱신하십시오" not in picking.spoken(candidates["supplier"])
    monkeypatch.setattr(words, "SOON_DAYS", 400)
    picking.stage.press("certificate-search")
    assert "갱신하십시오" in picking.spoken(candidates["supplier"])


def test_those_that_fit_stand_first_and_the_first_is_selected(picking: Picking) -> None:
    fits = [
        bool(picking.list.item(row).flags() & Qt.ItemFlag.ItemIsSelectable)
        for row in range(picking.list.count())
    ]
    assert fits == sorted(fits, reverse=True)
    assert fits.count(True) == len(SAMPLES) - len(UNFIT)
    assert picking.list.currentRow() == 0
    assert picking.list.item(0).isSelected()


def test_keys_alone_choose_and_open_a_certificate(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    assert picking.list.hasFocus()
    for _ in range(picking.row(candidates["supplier"])):
        picking.stage.key(Qt.Key.Key_Down)
    picking.stage.key(Qt.Key.Key_Return)
    dialog = picking.dialog()
    picking.stage.qtbot.waitUntil(dialog.password.hasFocus)
    QTest.keyClicks(dialog.password, PASSWORD)
    picking.stage.key(Qt.Key.Key_Return)
    picking.stage.settle()
    (opened,) = picking.opened
    assert opened.certificate == candidates["supplier"].certificate
    assert QApplication.activeModalWidget() is None


def test_a_double_click_chooses(picking: Picking, candidates: dict[str, Candidate]) -> None:
    row = picking.row(candidates["supplier"])
    picking.list.scrollToItem(picking.list.item(row))
    where = picking.list.visualItemRect(picking.list.item(row)).center()
    viewport = picking.list.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    assert candidates["supplier"].holder in picking.stage.words()
    picking.dialog().reject()


def test_a_wrong_password_says_so_keeps_the_dialog_and_selects_the_text(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    dialog = picking.choose(candidates["supplier"])
    picking.enter_password("wrong-pass-1")
    assert dialog.isVisible()
    assert FINDING_TEXTS["wrong_password"].why.ko in picking.stage.words()
    assert dialog.password.text() == "wrong-pass-1"
    assert len(dialog.password.selectedText()) == len("wrong-pass-1")
    assert dialog.password.hasFocus()
    assert FINDING_TEXTS["wrong_password"].why.ko in dialog.password.accessibleDescription()
    picking.enter_password(PASSWORD)
    assert len(picking.opened) == 1


def test_the_password_leaves_the_field_when_it_is_done(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    dialog = picking.choose(candidates["supplier"])
    field = dialog.password
    texts: list[str] = []
    dialog.finished.connect(lambda: texts.append(field.text()))
    QTest.keyClicks(field, PASSWORD)
    dialog.reject()
    assert texts == [""]

    dialog = picking.choose(candidates["supplier"])
    field = dialog.password
    dialog.finished.connect(lambda: texts.append(field.text()))
    picking.enter_password(PASSWORD)
    assert texts == ["", ""]
    assert len(picking.opened) == 1


def test_another_business_number_is_told_and_greys_the_certificate(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    picking.choose(candidates["other_number"])
    picking.enter_password(PASSWORD)
    assert NUMBER in picking.stage.words()
    assert "identity_mismatch_here" in picking.stage.words()
    picking.stage.press("password-cancel")
    spoken = picking.spoken(candidates["other_number"])
    assert FINDING_TEXTS["identity_mismatch"].why.ko in spoken
    item = picking.list.item(picking.row(candidates["other_number"]))
    assert not item.flags() & Qt.ItemFlag.ItemIsSelectable
    assert picking.opened == []


@pytest.mark.parametrize(
    ("name", "code"), [("revoked", "revoked"), ("foreign_key", "key_mismatch")]
)
def test_what_opening_finds_out_is_told_in_the_dialog(
    picking: Picking, candidates: dict[str, Candidate], name: str, code: str
) -> None:
    dialog = picking.choose(candidates[name])
    picking.enter_password(PASSWORD)
    assert dialog.isVisible()
    assert FINDING_TEXTS[code].why.ko in picking.stage.words()
    assert picking.opened == []
    assert dialog._cancel.text() == "다른 인증서 고르기"
    picking.stage.press("password-cancel")
    assert picking.stage.sees("certificate-list")


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
    dialog = picking.choose(candidates["supplier"])
    QTest.keyClicks(dialog.password, "a")
    assert "Caps Lock이" not in picking.stage.words()
    letter(dialog.password, "A")
    assert "Caps Lock이 켜져" in picking.stage.words()
    letter(dialog.password, "B", Qt.KeyboardModifier.ShiftModifier)
    assert "Caps Lock이" not in picking.stage.words()
    letter(dialog.password, "ㅁ")
    assert "한/영 키" in picking.stage.words()
    dialog.reject()


def test_the_password_can_be_shown(picking: Picking, candidates: dict[str, Candidate]) -> None:
    dialog = picking.choose(candidates["supplier"])
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(dialog._show.box, Qt.Key.Key_Space)
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Normal
    QTest.keyClick(dialog._show.box, Qt.Key.Key_Space)
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    dialog.reject()


def test_without_a_password_nothing_is_opened(
    picking: Picking, candidates: dict[str, Candidate]
) -> None:
    dialog = picking.choose(candidates["supplier"])
    assert not dialog._ok.isEnabled()
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    assert not picking.stage.parts.jobs.busy
    QTest.keyClick(dialog.password, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    assert picking.list.window().focusWidget() is picking.list


def gated(stage: Stage, ready: FakeParts, opened: Opened) -> tuple[Picking, PasswordDialog, Gate]:
    gate = Gate(opened)
    ready.certificates.opened.will(gate)
    shown = Picking(stage)
    stage.settle()
    stage.click("certificate-choose")
    dialog = shown.dialog()
    QTest.keyClicks(dialog.password, "pass-word-1")
    stage.click("password-ok")
    stage.qtbot.waitUntil(gate.reached.is_set)
    return shown, dialog, gate


def test_opening_shows_progress_and_can_be_stopped(
    stage: Stage, ready: FakeParts, opened: Opened
) -> None:
    shown, dialog, gate = gated(stage, ready, opened)
    assert stage.sees("password-stop")
    assert not dialog.password.isEnabled()
    assert not dialog._ok.isEnabled()
    stage.press("password-stop")
    gate.let_go()
    assert not stage.sees("password-stop")
    assert dialog.password.hasFocus()
    assert dialog.password.text() == "pass-word-1"
    assert shown.opened == []
    ready.certificates.opened.will(opened)
    stage.press("password-ok")
    assert shown.opened == [opened]


def test_closing_the_dialog_stops_the_opening(
    stage: Stage, ready: FakeParts, opened: Opened
) -> None:
    shown, dialog, gate = gated(stage, ready, opened)
    dialog.reject()
    gate.let_go()
    stage.settle()
    assert shown.opened == []


def test_without_certificates_it_says_where_they_belong_and_finds_them_once_they_are_there(
    real: FakeParts, places: PracticePlaces, stage: Stage, practice_pki: Practice, tmp_path: Path
) -> None:
    places.folders = [tmp_path / "NPKI"]
    shown = Picking(stage)
    stage.settle()
    assert "인증서를 찾지 못했습니다" in stage.words()
    assert str(tmp_path / "NPKI") in stage.words()
    assert not stage.sees("certificate-list")
    assert not stage.sees("certificate-choose")
    shutil.copytree(practice_pki.sample("supplier").path, tmp_path / "NPKI" / "CA" / "USER" / "x")
    stage.press("certificate-search")
    assert shown.list.count() == 1


def test_where_none_fits_all_are_shown_with_a_warning(
    parts: FakeParts, stage: Stage, candidates: dict[str, Candidate]
) -> None:
    parts.certificates.found.will([candidates["expired"], candidates["personal"]])
    shown = Picking(stage)
    stage.settle()
    assert "쓸 수 있는 인증서가 없습니다" in stage.words()
    assert shown.list.count() == 2
    assert not shown.picker._choose.isEnabled()


def test_a_failed_search_is_told_and_tried_again(
    ready: FakeParts, stage: Stage, candidates: dict[str, Candidate]
) -> None:
    ready.certificates.found.will(ClientError("practice_unavailable"), [candidates["supplier"]])
    shown = Picking(stage)
    stage.settle()
    assert "practice_unavailable" in stage.words()
    stage.press("certificate-retry")
    assert shown.list.count() == 1


def test_a_search_can_be_stopped(ready: FakeParts, stage: Stage) -> None:
    gate = Gate([])
    ready.certificates.found.will(gate)
    shown = Picking(stage)
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.press("certificate-stop")
    assert "그만두었습니다" in stage.words()
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
    picking.list.setCurrentRow(picking.row(candidates["supplier_pbes1"]))
    shutil.copytree(candidates["supplier"].places[0].ko, tmp_path / "copy" / "firm")
    (tmp_path / "copy").rename(drive)
    stage.qtbot.waitUntil(lambda: stage.sees("certificate-list") and str(drive) in said(picking))
    assert picking.list.currentRow() == picking.row(candidates["supplier_pbes1"])


def said(picking: Picking) -> str:
    """All that is said of the certificates."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return " ".join(picking.list.item(row).data(role) for row in range(picking.list.count()))


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
    stage.click("certificate-choose")
    for _ in range(2):
        shown.enter_password("pass-word-1")
        assert shown.opened == []
    shown.enter_password("pass-word-1")
    assert shown.opened == [opened]


@pytest.mark.parametrize("kind", [Kind.INSTITUTION, None])
def test_an_institutions_certificate_serves_an_institution(
    certificates: Certificates, practice_pki: Practice, kind: Kind | None
) -> None:
    found = {one.places[0].ko: one for one in certificates.find(Work(), Sought(kind, "2222222227"))}
    assert found[str(practice_pki.sample("institution").path)].fits


def test_the_preferred_one_is_selected_until_the_user_selects_another(
    qapp: QApplication, candidates: dict[str, Candidate]
) -> None:
    first, own = candidates["supplier"], candidates["supplier_pbes1"]
    assert own.certificate is not None
    listed = CandidateList(own.certificate.__eq__)
    listed.show_candidates([first])
    assert listed.candidate == first
    listed.show_candidates([first, own])
    assert listed.candidate == own
    listed.setCurrentRow(0)
    listed.show_candidates([first, own])
    assert listed.candidate == first
    listed.show_candidates([own])
    assert listed.candidate == own


def test_what_an_assistive_program_selects_is_chosen(
    qapp: QApplication, candidates: dict[str, Candidate]
) -> None:
    listed = CandidateList()
    listed.show_candidates([candidates["supplier"], candidates["supplier_pbes1"]])
    acting = QAccessible.queryAccessibleInterface(listed).selectionInterface()
    assert acting is not None
    assert acting.select(QAccessible.queryAccessibleInterface(listed).child(1))
    assert listed.candidate == candidates["supplier_pbes1"]
