"""인증서 관리 as a user meets it: list, search, details, chain, revocation, actions."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from desktop_client.errors import ClientError
from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.keyfile import decrypt_key
from desktop_client.pki.keyfile.passwords import Strength
from desktop_client.pki.storage import keeping, placing
from desktop_client.pki.storage.pfx import Identity, Pair
from desktop_client.pki.storage.pfx_writing import write_pfx
from desktop_client.pki.storage.store import load, open_entry
from desktop_client.views import routes
from desktop_client.views.certificates import texts as certificate_texts
from desktop_client.views.certificates.table import CertificateTable
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.widgets.buttons import Button, DangerButton
from desktop_client.views.widgets.notice import Notice
from desktop_client.workflows.certificate_manager import (
    CertificateManager,
    ManagedCertificate,
    RevocationCheck,
)
from practice.pki import PASSWORD, Practice
from testing.pki import openssl
from testing.views import certificates
from testing.views.acting import Stage
from testing.views.faking import Gate, Told
from tests.views.manager.conftest import ManagerParts

SUPPLIER = "주식회사 연습상사(Practice)0001"
NEW = "새비밀번호-2026!"
NEW_ONE = b"new-pass-2026"


@pytest.fixture
def screen(stage: Stage) -> Any:
    return stage.enter(routes.Manager())


def listed(stage: Stage) -> CertificateTable:
    return certificates.table(stage, "manager-list")


def names(stage: Stage) -> list[str]:
    return [row.words.holder for row in certificates.shown(stage, "manager-list")]


def dialog() -> QWidget:
    """Return the dialog that is open."""
    opened = QApplication.activeModalWidget()
    assert opened is not None
    return opened


def choose(stage: Stage, holder: str) -> None:
    """Go to a certificate by keyboard."""
    table = listed(stage)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in names(stage):
        if table.row and table.row.words.holder == holder:
            return
        QTest.keyClick(table, Qt.Key.Key_Down)
    raise AssertionError(holder)


def write(stage: Stage, **answers: str) -> None:
    for name, answer in answers.items():
        field = stage.find(QLineEdit, "ask-" + name.replace("_", "-"))
        field.clear()
        if answer.isascii():
            QTest.keyClicks(field, answer)
        else:
            field.setText(answer)


def test_every_certificate_is_listed_with_state_and_end(
    stage: Stage, screen: Any, npki: Path
) -> None:
    folders = {path.parent for path in npki.rglob("*.der")}
    rows = certificates.shown(stage, "manager-list")
    assert len(rows) == len(folders)
    fits = [row.fits for row in rows]
    assert fits == sorted(fits, reverse=True)
    spoken = [row.words.spoken for row in rows]
    good = next(said for said in spoken if said.startswith(SUPPLIER))
    assert say(certificate_texts.USABLE) in good
    over = next(said for said in spoken if "0002" in said)
    assert "사용 불가: " in over
    assert "(만료됨)" in over


def test_search_filter_and_sort(stage: Stage, screen: Any) -> None:
    every = names(stage)
    search = stage.find(QLineEdit, "manager-search-line")
    listed(stage).setFocus()
    QTest.keyClicks(listed(stage), "H")
    assert stage.top.focusWidget() is search
    QTest.keyClicks(search, "ANBIT")
    assert names(stage) == ["한빛연습산업(Hanbit)0001"]
    QTest.keyClicks(search, "zz")
    assert say(certificate_texts.NONE_MATCHES) in stage.words()
    assert not stage.sees("manager-details")
    search.clear()
    assert names(stage) == every
    shown = stage.find(QComboBox, "manager-filter")
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Down)
    usable = names(stage)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    problems = names(stage)
    assert SUPPLIER in usable
    assert SUPPLIER not in problems
    assert sorted(usable + problems) == sorted(every)
    QTest.keyClick(shown, Qt.Key.Key_Home)
    sort = stage.find(QComboBox, "manager-sort")
    QTest.keyClick(sort, Qt.Key.Key_Down)
    assert names(stage) == sorted(every, key=str.casefold)
    QTest.keyClick(sort, Qt.Key.Key_Down)
    assert names(stage)[0].endswith("0002")
    assert sorted(names(stage)) == sorted(every)


def test_details_are_what_a_person_asks_and_the_rest_is_behind(
    stage: Stage, screen: Any, practice_pki: Practice
) -> None:
    choose(stage, SUPPLIER)
    for title in (texts.WHO, texts.ISSUER, texts.PURPOSE, texts.UNTIL, texts.WHERE):
        assert say(title) in stage.words()
    certificate = load(practice_pki.sample("supplier").path).certificate
    assert certificate
    assert f"{certificate.serial:x}" not in stage.words()
    stage.press("manager-technical")
    words = stage.words()
    assert f"{certificate.serial:x}" in words
    assert certificate.fingerprint in words.replace(":", "")
    for part in ("RSA 2048", "authority_key_identifier", "signPri.key", *certificate.policy_oids):
        assert part in words
    stage.press("manager-technical")
    assert f"{certificate.serial:x}" not in stage.words()


def test_the_chain_is_drawn_and_revocation_tells_its_source(stage: Stage, screen: Any) -> None:
    choose(stage, SUPPLIER)
    assert say(texts.ANCHOR) in stage.words()
    assert stage.words().count(say(texts.LINK_GOOD)) == 2
    assert say(texts.NOT_CHECKED) in stage.words()
    stage.press("manager-check")
    words = stage.words()
    assert say(texts.NOT_REVOKED) in words
    assert say(texts.AT_HAND) in words
    assert "확인한 때" in words
    choose(stage, SUPPLIER.replace("0001", "0004"))
    stage.press("manager-check")
    assert FINDING_TEXTS["revoked"].why.ko in stage.words()
    assert say(texts.NOT_REVOKED) not in stage.words()
    assert stage.words().count(say(texts.LINK_GOOD)) == 1


def test_revocation_can_be_stopped_and_fail(
    stage: Stage, screen: Any, parts: ManagerParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(stage, SUPPLIER)
    gate = Gate(None)
    told: Told[RevocationCheck] = Told(gate, of=CertificateManager.check_revocation)
    monkeypatch.setattr(parts.certificate_manager, "check_revocation", told)
    stage.click("manager-check")
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.press("manager-check-stop")
    assert say(texts.NOT_CHECKED) in stage.words()
    told.will(ClientError("service_unreachable"))
    stage.press("manager-check")
    assert "service_unreachable" in stage.words()


@pytest.mark.usefixtures("alone")
def test_whose_it_is_stays_in_the_dialog(stage: Stage, screen: Any) -> None:
    choose(stage, SUPPLIER)
    stage.press("manager-identity")
    for wrong in ("abc", "12", "111-11-11118"):
        write(stage, number=wrong, password=PASSWORD)
        stage.press("action-ok")
        assert say(texts.BAD_NUMBER) in stage.words()
    write(stage, number="111-11-11119", password="wrong-pass-1")
    stage.press("action-ok")
    assert FINDING_TEXTS["wrong_password"].why.ko in stage.words()
    assert dialog().focusWidget() is stage.find(QLineEdit, "ask-password")
    write(stage, password=PASSWORD)
    stage.press("action-ok")
    assert say(texts.MINE) in stage.words()
    write(stage, number="222-22-22227")
    assert say(texts.MINE) not in stage.words()
    stage.press("action-ok")
    assert say(texts.NOT_MINE) in stage.words()
    fields = stage.seen(QLineEdit)
    QTest.keyClick(dialog(), Qt.Key.Key_Escape)
    assert all(one.text() == "" for one in fields)


def test_a_revoked_certificate_is_mine_but_of_no_use(
    stage: Stage, screen: Any, practice_pki: Practice
) -> None:
    sample = practice_pki.sample("revoked")
    certificate = load(sample.path).certificate
    assert certificate
    choose(stage, certificate.holder)
    stage.press("manager-identity")
    write(stage, number=sample.business_number, password=PASSWORD)
    stage.press("action-ok")
    assert FINDING_TEXTS["revoked"].why.ko in stage.words()
    assert say(texts.MINE) in stage.words()
    stage.press("action-cancel")


@pytest.mark.usefixtures("alone")
def test_no_question_begins_at_what_destroys(stage: Stage, screen: Any) -> None:
    choose(stage, SUPPLIER)
    for action in ("identity", "change", "copy", "export", "import", "delete"):
        stage.press(f"manager-{action}")
        for button in dialog().findChildren(DangerButton):
            assert not button.isDefault()
            assert not button.autoDefault()
            assert not button.hasFocus()
        stage.press("action-cancel")


@pytest.mark.usefixtures("alone")
def test_the_password_is_changed_with_r_kept(stage: Stage, screen: Any, npki: Path) -> None:
    choose(stage, SUPPLIER)
    folder = screen.kept.entry.folder
    random = open_entry(load(folder), PASSWORD.encode()).random
    stage.press("manager-change")
    write(stage, password=PASSWORD, new_password="new-pass-2026", repeat="new-pass-2027")
    stage.press("action-ok")
    assert say(texts.DIFFERENT) in stage.words()
    write(stage, repeat="new-pass-2026")
    QTest.keyClick(stage.find(QLineEdit, "ask-repeat"), Qt.Key.Key_Return)
    stage.settle()
    assert say(texts.CHANGED, folders=str(folder)) in stage.words()
    assert open_entry(load(folder), b"new-pass-2026").random == random
    assert screen.kept.entry.folder == folder


@pytest.mark.usefixtures("alone")
def test_a_new_password_follows_the_rule_and_its_strength_is_said(
    stage: Stage, screen: Any
) -> None:
    choose(stage, SUPPLIER)
    stage.press("manager-change")
    assert say(texts.PASSWORD_RULE) in stage.words()
    for typed, code in (("x", "password_too_short"), ("practice1234", "password_too_plain")):
        write(stage, password=PASSWORD, new_password=typed, repeat=typed)
        stage.press("action-ok")
        assert FINDING_TEXTS[code].why.ko in stage.words()
        assert dialog().focusWidget() is stage.find(QLineEdit, "ask-new-password")
    write(stage, new_password="practice-12")
    assert say(texts.STRENGTHS[Strength.FAIR]) in stage.words()
    assert say(texts.HARD_TO_TYPE) not in stage.words()
    write(stage, new_password="아주 긴 연습용 비밀번호-2026")
    assert say(texts.STRENGTHS[Strength.GOOD]) in stage.words()
    assert say(texts.HARD_TO_TYPE) in stage.words()
    field = stage.find(QLineEdit, "ask-password")
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert say(certificate_texts.CAPS_LOCK) not in stage.words()
    typed_big = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    QApplication.sendEvent(field, typed_big)
    assert say(certificate_texts.CAPS_LOCK) in stage.words()
    stage.press("action-cancel")


def test_changing_the_password_changes_every_copy_it_opens_and_names_the_others(
    stage: Stage, screen: Any, npki: Path
) -> None:
    choose(stage, SUPPLIER)
    folder = screen.kept.entry.folder
    same, other = (Path(shutil.copytree(folder, folder.with_name(name))) for name in "ab")
    keeping.change_password(load(other), PASSWORD.encode(), b"of the stick")
    stage.press("manager-again")
    choose(stage, SUPPLIER)
    stage.press("manager-change")
    for one in (folder, same, other):
        assert str(one) in stage.words()
    write(stage, password=PASSWORD, new_password="new-pass-2026", repeat="new-pass-2026")
    stage.press("action-ok")
    assert say(texts.NOT_CHANGED, folders=str(other)) in stage.words()
    for one, right in ((folder, NEW_ONE), (same, NEW_ONE), (other, b"of the stick")):
        open_entry(load(one), right)


@pytest.mark.usefixtures("alone")
def test_a_damaged_key_is_another_answer_than_a_wrong_password(
    stage: Stage, screen: Any, npki: Path
) -> None:
    choose(stage, SUPPLIER)
    key = screen.kept.entry.key_path
    key.write_bytes(key.read_bytes()[:100])
    stage.press("manager-change")
    write(stage, password=PASSWORD, new_password="new-pass-2026", repeat="new-pass-2026")
    stage.press("action-ok")
    assert FINDING_TEXTS["key_damaged"].why.ko in stage.words()
    assert FINDING_TEXTS["wrong_password"].why.ko not in stage.words()
    assert stage.sees("action-ok")
    stage.press("action-cancel")


def test_copy_export_import_and_delete(
    stage: Stage, screen: Any, tmp_path: Path, npki: Path
) -> None:
    choose(stage, SUPPLIER)
    folder = screen.kept.entry.folder
    usb = tmp_path / "usb"
    stage.press("manager-copy")
    write(stage, folder=str(usb))
    stage.press("action-ok")
    assert FINDING_TEXTS["file_missing"].why.ko in stage.words()
    usb.mkdir()
    stage.press("action-ok")
    assert f"복사했습니다: {usb}/NPKI" in stage.words()

    stage.press("manager-export")
    file = tmp_path / "mine.pfx"
    write(
        stage,
        save_file=str(file),
        password=PASSWORD,
        new_password="pfx-pass-1!",
        repeat="pfx-pass-1!",
    )
    stage.press("action-ok")
    assert f"내보냈습니다: {file}" in stage.words()

    stage.press("manager-export")
    again = {"password": PASSWORD, "new_password": "pfx-pass-2!", "repeat": "pfx-pass-2!"}
    write(stage, save_file=str(file.with_suffix("")), **again)
    whole = file.read_bytes()
    stage.press("action-ok")
    assert "이미 있는 파일입니다. 덮어쓰시겠습니까?" in stage.words()
    assert file.read_bytes() == whole
    assert dialog().focusWidget() is stage.find(Button, "action-cancel")
    write(stage, save_file=str(file))
    assert "덮어쓰시겠습니까?" not in stage.words()
    stage.press("action-ok")
    stage.press("action-anyway")
    assert f"내보냈습니다: {file}" in stage.words()
    assert file.read_bytes() != whole

    stage.press("manager-export")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.4\n")
    write(
        stage,
        save_file=str(letter),
        password=PASSWORD,
        new_password="pfx-pass-1!",
        repeat="pfx-pass-1!",
    )
    stage.press("action-ok")
    assert f"내보냈습니다: {letter}.pfx" in stage.words()
    assert letter.read_bytes() == b"%PDF-1.4\n"
    stage.press("manager-export")
    write(
        stage,
        save_file=str(file),
        password=PASSWORD,
        new_password="pfx-pass-1!",
        repeat="pfx-pass-1!",
    )
    file.chmod(0o444)
    stage.press("action-ok")
    assert FINDING_TEXTS["output_protected"].why.ko in stage.words()
    file.chmod(0o600)
    stage.press("action-ok")
    stage.press("action-anyway")

    stage.press("manager-delete")
    for one in load(folder).files:
        assert one.name in stage.words()
    assert str(folder) in stage.words()
    QTest.keyClick(dialog(), Qt.Key.Key_Escape)
    assert folder.exists()
    stage.press("manager-delete")
    stage.press("action-ok")
    assert f"인증서를 삭제했습니다: {folder}" in stage.words()
    assert not folder.exists()
    assert SUPPLIER not in names(stage)

    stage.press("manager-import")
    assert stage.find(QLineEdit, "ask-folder").text() == str(npki)
    write(stage, open_file=str(file), pfx_password="pfx-pass-2!")
    write(stage, new_password="again-pass-1", repeat="again-pass-1")
    stage.press("action-ok")
    assert FINDING_TEXTS["wrong_password"].why.ko in stage.words()
    write(stage, pfx_password="pfx-pass-1!")
    stage.press("action-ok")
    assert "가져왔습니다" in stage.words()
    assert SUPPLIER in names(stage)
    choose(stage, SUPPLIER)
    brought = screen.kept.entry.folder
    assert open_entry(load(brought), b"again-pass-1").random


@pytest.mark.usefixtures("alone")
def test_replacing_what_is_there_is_asked_and_left_when_in_doubt(
    stage: Stage, screen: Any, tmp_path: Path
) -> None:
    choose(stage, SUPPLIER)
    entry = screen.kept.entry
    written = placing.copy(entry, tmp_path).folder
    keeping.change_password(load(written), PASSWORD.encode(), NEW.encode())
    for answer in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        stage.press("manager-copy")
        write(stage, folder=str(tmp_path))
        stage.press("action-ok")
        assert FINDING_TEXTS["certificate_there"].why.ko in stage.words()
        assert stage.sees("action-anyway")
        assert dialog().focusWidget() is stage.find(Button, "action-cancel")
        QTest.keyClick(dialog().focusWidget(), answer)
        stage.settle()
        assert not stage.sees("action-anyway")
        open_entry(load(written), NEW.encode())
    stage.press("manager-copy")
    write(stage, folder=str(tmp_path))
    stage.press("action-ok")
    write(stage, folder=f"{tmp_path}/")
    stage.settle()
    assert not stage.sees("action-anyway")
    stage.press("action-ok")
    stage.press("action-anyway")
    assert say(texts.COPIED, path=str(written)) in stage.words()
    open_entry(load(written), PASSWORD.encode())


@pytest.mark.usefixtures("alone")
def test_an_import_over_what_is_there_is_asked_and_left_when_in_doubt(
    stage: Stage, screen: Any, tmp_path: Path
) -> None:
    choose(stage, SUPPLIER)
    entry = screen.kept.entry
    written = placing.copy(entry, tmp_path).folder
    file = tmp_path / "one.pfx"
    file.write_bytes(keeping.export_pfx(entry, PASSWORD.encode(), b"pfx"))
    before = {one: one.read_bytes() for one in written.iterdir()}
    answers = {"open_file": str(file), "pfx_password": "pfx", "folder": str(tmp_path)}
    for answer in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape):
        stage.press("manager-import")
        write(stage, **answers, new_password=NEW, repeat=NEW)
        stage.press("action-ok")
        assert FINDING_TEXTS["certificate_there"].why.ko in stage.words()
        for button in dialog().findChildren(DangerButton):
            assert not button.isDefault()
            assert not button.autoDefault()
        assert dialog().focusWidget() is stage.find(Button, "action-cancel")
        QTest.keyClick(dialog().focusWidget(), answer)
        stage.settle()
        assert not stage.sees("action-anyway")
        assert {one: one.read_bytes() for one in written.iterdir()} == before
    stage.press("manager-import")
    write(stage, **answers, new_password=NEW, repeat=NEW)
    stage.press("action-ok")
    stage.press("action-anyway")
    assert say(texts.IMPORTED, path=str(written)) in stage.words()
    assert open_entry(load(written), NEW.encode()).random


def test_an_import_without_r_is_told(
    stage: Stage, screen: Any, tmp_path: Path, practice_pki: Practice
) -> None:
    entry = load(practice_pki.sample("supplier").path)
    assert entry.certificate
    assert entry.key_path
    plain, _ = decrypt_key(entry.key_path.read_bytes(), PASSWORD.encode())
    bare = openssl.output("pkey", "-inform", "DER", "-outform", "DER", data=bytes(plain))
    bare = openssl.output(
        "pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-outform", "DER", data=bare
    )
    file = tmp_path / "bare.pfx"
    file.write_bytes(write_pfx(Identity(Pair(entry.certificate, bytearray(bare))), b"pfx"))
    stage.press("manager-import")
    write(stage, open_file=str(file), pfx_password="pfx", folder=str(tmp_path))
    write(stage, new_password="practice-4321", repeat="practice-4321")
    stage.press("action-ok")
    assert say(texts.NO_RANDOM) in stage.words()


@pytest.mark.usefixtures("alone")
def test_return_in_the_question_before_deleting_deletes_nothing(stage: Stage, screen: Any) -> None:
    choose(stage, SUPPLIER)
    folder = screen.kept.entry.folder
    stage.press("manager-delete")
    assert dialog().focusWidget() is stage.find(Button, "action-cancel")
    QTest.keyClick(dialog().focusWidget(), Qt.Key.Key_Return)
    stage.settle()
    assert folder.exists()
    assert QApplication.activeModalWidget() is None


def test_what_is_wrong_is_said_with_the_certificate(stage: Stage, screen: Any) -> None:
    choose(stage, SUPPLIER)
    assert not stage.seen(Notice)
    choose(stage, SUPPLIER.replace("0001", "0009"))
    notices = [(one.kind, one.message) for one in stage.seen(Notice)]
    assert notices == [("danger", FINDING_TEXTS["key_damaged"].why.ko)]


def test_what_cannot_be_read_can_only_be_deleted(stage: Stage, screen: Any) -> None:
    unreadable = next(
        row.words.holder
        for row in certificates.shown(stage, "manager-list")
        if row.subject.certificate is None  # type: ignore[union-attr]
    )
    choose(stage, unreadable)
    assert stage.sees("manager-delete")
    for name in ("identity", "change", "copy", "export", "check", "technical"):
        assert not stage.sees(f"manager-{name}")


def test_nothing_found_and_looking_again(stage: Stage, parts: ManagerParts, npki: Path) -> None:
    aside = npki.rename(npki.parent / "aside")
    stage.enter(routes.Manager())
    assert str(npki) in stage.words()
    assert stage.sees("manager-import")
    aside.rename(npki)
    stage.press("manager-again")
    assert SUPPLIER in names(stage)


def test_the_search_can_be_stopped_and_can_fail(
    stage: Stage, parts: ManagerParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate([])
    whole = parts.certificate_manager.find
    monkeypatch.setattr(parts.certificate_manager, "find", gate)
    stage.begin(routes.Manager())
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.press("manager-stop")
    assert say(texts.STOPPED) in stage.words()
    monkeypatch.setattr(
        parts.certificate_manager,
        "find",
        Told[list[ManagedCertificate]](
            ClientError("practice_unavailable"), of=CertificateManager.find
        ),
    )
    stage.press("manager-again")
    assert "practice_unavailable" in stage.words()
    monkeypatch.setattr(parts.certificate_manager, "find", whole)
    stage.press("manager-retry")
    assert SUPPLIER in names(stage)
    assert stage.top.focusWidget() is listed(stage)


def test_the_place_is_kept_over_a_change_of_language(stage: Stage, screen: Any) -> None:
    QTest.keyClicks(stage.find(QLineEdit, "manager-search-line"), "0003")
    place = screen.place()
    again = stage.enter(place)
    assert [one[-4:] for one in names(stage)] == ["0003"]
    assert again.kept.places[0] == place.current
