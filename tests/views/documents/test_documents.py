"""Documents are signed and verified through the screen; openssl judges the signatures."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton

from desktop_client.file_texts import FILES_TOLD
from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Validity
from desktop_client.pki.keyfile import OpenedKey, open_key
from desktop_client.pki.signing import cosign
from desktop_client.pki.signing.document import MAX_ATTACHED_BYTES, Form
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.views import routes
from desktop_client.views.documents import texts
from desktop_client.views.documents.screen import DocumentsScreen
from desktop_client.views.language import say
from desktop_client.views.widgets.file_line import FileLine
from desktop_client.views.window import MainWindow
from practice.pki import PASSWORD, Practice
from registration.korean_time import KST
from registration.wire import PackageFile
from testing.pki import openssl
from testing.pki.tsa import Authority
from testing.pki.web import Server, body
from testing.views.acting import Stage
from tests.views.documents.conftest import DocumentParts
from tests.views.documents.desk import (
    content,
    name_file,
    open_certificate,
    order,
    save,
    sign,
)

GOOD, BAD = (say(texts.OUTCOMES[one][1]) for one in (Validity.VALID, Validity.INVALID))


def verify(stage: Stage, signature: Path, original: Path | None = None) -> None:
    stage.enter(routes.Documents(verify=True))
    name_file(stage, "documents-signature", signature)
    if original:
        name_file(stage, "documents-original", original)
    stage.press("documents-go")


def test_together_in_one_file(
    stage: Stage, practice_pki: Practice, document: Path, chain: Path, tmp_path: Path
) -> None:
    stage.enter(routes.Documents())
    order(stage, document)
    open_certificate(stage, practice_pki)
    assert hashlib.sha256(document.read_bytes()).hexdigest() in stage.words()
    signature = save(stage)
    assert signature == tmp_path / "contract.txt.p7m"
    assert content(signature, chain) == document.read_bytes()
    document.unlink()
    stage.press("documents-check")
    assert GOOD in stage.words()
    assert "연습상사" in stage.words()
    saved = save(stage, tmp_path / "taken-out.txt", "documents-content")
    assert saved.read_bytes() == content(signature, chain)
    assert str(saved) in stage.words()


def test_an_exported_registration(
    stage: Stage, practice_pki: Practice, document: Path, tmp_path: Path
) -> None:
    signature = sign(stage, practice_pki, document)
    file = PackageFile(package=b64encode(signature.read_bytes()).decode(), identity="sealed")
    exported = tmp_path / "registration-1.g2b"
    exported.write_text(file.model_dump_json())
    document.unlink()
    verify(stage, exported)
    assert GOOD in stage.words()
    exported.write_text(file.model_dump_json().replace("package-file/1", "package-file/9"))
    verify(stage, exported)
    assert GOOD not in stage.words()


def test_the_signature_alone_of_a_person(
    stage: Stage, practice_pki: Practice, document: Path, chain: Path, tmp_path: Path
) -> None:
    signature = sign(stage, practice_pki, document, Form.DETACHED, sample="personal")
    assert signature == tmp_path / "contract.txt.p7s"
    assert content(signature, chain, "-content", document) == document.read_bytes()
    verify(stage, signature)
    assert GOOD in stage.words()
    assert say(texts.OVER, file=document) in stage.words()
    with document.open("ab") as file:
        file.write(b"!")
    stage.press("documents-go")
    assert BAD in stage.words()
    assert FINDING_TEXTS["content_changed"].why.ko in stage.words()
    moved = document.rename(tmp_path / "elsewhere.txt")
    stage.press("documents-go")
    assert say(texts.NEEDS_ORIGINAL) in stage.words()
    moved.write_bytes(moved.read_bytes()[:-1])
    name_file(stage, "documents-original", moved)
    stage.press("documents-go")
    assert GOOD in stage.words()


@pytest.mark.parametrize("form", [Form.ATTACHED, Form.DETACHED])
def test_a_second_signature_is_added(
    stage: Stage, practice_pki: Practice, document: Path, chain: Path, form: Form
) -> None:
    first = sign(stage, practice_pki, document, form)
    original = document if form is Form.DETACHED else None
    stage.enter(routes.Documents())
    order(stage, first, Form.ADDED, original)
    open_certificate(stage, practice_pki, "supplier_pbes1")
    assert "주식회사 연습상사(Practice)0001" in stage.words()
    second = save(stage)
    assert second == first.with_name(f"contract.txt-2{first.suffix}")
    options = ("-content", document) if original else ()
    assert content(second, chain, *options) == document.read_bytes()
    assert content(first, chain, *options) == document.read_bytes()
    assert len(asn1_cms.ContentInfo.load(second.read_bytes())["content"]["signer_infos"]) == 2
    verify(stage, second, original)
    assert GOOD in stage.words()
    assert say(texts.SIGNER_NUMBER, number=2) in stage.words()


def test_a_further_signature_needs_what_was_signed(
    stage: Stage, practice_pki: Practice, document: Path
) -> None:
    first = sign(stage, practice_pki, document, Form.DETACHED)
    stage.enter(routes.Documents())
    order(stage, first, Form.ADDED)
    assert FINDING_TEXTS["content_missing"].next.ko in stage.words()
    stage.press("documents-back")
    assert stage.find(QLineEdit, "documents-document").text() == str(first)


def stamp(stage: Stage) -> None:
    box = stage.find(QCheckBox, "documents-stamp")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()


@pytest.mark.usefixtures("stamped")
def test_a_time_stamp_is_asked_for_and_shown(
    stage: Stage, practice_pki: Practice, document: Path, authority: Authority, tmp_path: Path
) -> None:
    stage.enter(routes.Documents())
    stamp(stage)
    order(stage, document)
    open_certificate(stage, practice_pki)
    signature = save(stage)
    (signer,) = asn1_cms.ContentInfo.load(signature.read_bytes())["content"]["signer_infos"]
    (token,) = signer["unsigned_attrs"][0]["values"]
    (tmp_path / "value").write_bytes(signer["signature"].native)
    (tmp_path / "token").write_bytes(token.dump())
    openssl.output(
        *("ts", "-verify", "-data", tmp_path / "value", "-in", tmp_path / "token"),
        *("-token_in", "-CAfile", authority.root),
    )
    stage.press("documents-check")
    assert GOOD in stage.words()
    assert say(texts.STAMPED_AT) in stage.words()
    assert say(texts.STAMP_VALUE, time="", authority="tsa").strip() in stage.words()


def test_no_stamp_is_said_and_can_be_done_without(
    stage: Stage,
    parts: DocumentParts,
    practice_pki: Practice,
    document: Path,
    server: Server,
) -> None:
    parts.servers[:] = ["http://127.0.0.1:9/", server.url("/nonsense", body(b"<html>"))]
    stage.enter(routes.Documents())
    stamp(stage)
    order(stage, document)
    open_certificate(stage, practice_pki)
    signature = save(stage)
    assert "certificate.timestamp_missing" in stage.words()
    assert not signature.exists()
    save(stage, signature)
    assert "certificate.timestamp_missing" in stage.words()
    assert server.requests == ["/nonsense", "/nonsense"]
    stage.press("documents-unstamped")
    assert signature.exists()
    assert say(texts.SAVED, file=signature) in stage.words()


def test_nothing_else_than_what_was_shown_is_signed(
    stage: Stage, practice_pki: Practice, document: Path
) -> None:
    stage.enter(routes.Documents())
    order(stage, document)
    open_certificate(stage, practice_pki)
    document.write_bytes(b"another contract")
    signature = save(stage)
    told = FINDING_TEXTS["document_changed"]
    assert told.what.ko in stage.words()
    assert told.why.ko in stage.words()
    assert FINDING_TEXTS["content_changed"].why.ko not in stage.words()
    assert not signature.exists()
    assert not stage.sees("documents-save")
    assert stage.top.focusWidget() is stage.find(QPushButton, "documents-again")
    stage.press("documents-again")
    assert stage.find(QLineEdit, "documents-document").text() == str(document)
    stage.press("documents-next")
    open_certificate(stage, practice_pki)
    assert save(stage).exists()


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (lambda document: document, "output_is_input"),
        (lambda document: document / "below", "output_not_written"),
    ],
)
def test_where_it_cannot_be_saved(
    stage: Stage,
    practice_pki: Practice,
    document: Path,
    place: Callable[[Path], Path],
    code: str,
) -> None:
    whole = document.read_bytes()
    stage.enter(routes.Documents())
    order(stage, document)
    open_certificate(stage, practice_pki)
    save(stage, place(document))
    assert code in stage.words()
    assert FINDING_TEXTS[code].next.ko in stage.words()
    assert document.read_bytes() == whole
    assert save(stage, document.with_name("signed.p7m")).exists()
    assert stage.sees("documents-done")


@pytest.mark.parametrize("ending", [".pdf", ""])
def test_a_name_as_long_as_a_disk_takes_is_cut_for_the_signature(
    stage: Stage, practice_pki: Practice, document: Path, chain: Path, ending: str
) -> None:
    letters = (255 - len(ending)) // 3
    long = document.rename(document.with_name("나" * letters + ending))
    for _ in range(2):
        signature = sign(stage, practice_pki, long, Form.ATTACHED)
        assert len(signature.name.encode()) <= 255
        assert signature.suffix == ".p7m"
        assert content(signature, chain) == long.read_bytes()
    assert "-2.p7m" in signature.name


def test_the_document_is_taken_out_under_a_name_that_says_what_it_is(
    stage: Stage, practice_pki: Practice, document: Path
) -> None:
    document.write_bytes(b"%PDF-1.4\n")
    stage.enter(routes.Documents())
    order(stage, document)
    open_certificate(stage, practice_pki)
    signature = save(stage, document.with_name("att2.p7m"))
    verify(stage, signature)
    saved = save(stage, None, "documents-content")
    assert saved.name == "att2.pdf"
    assert saved.read_bytes() == document.read_bytes()
    assert not stage.sees("documents-doubtful")
    changed = signature.read_bytes().replace(b"%PDF-1.4", b"%PDF-1.5")
    signature.write_bytes(changed)
    stage.press("documents-go")
    assert BAD in stage.words()
    assert say(texts.CONTENT_DOUBTFUL) in stage.words()
    saved = save(stage, None, "documents-content")
    assert saved.name == "att2-2.pdf"


def test_signatures_are_listed_as_they_were_made(
    stage: Stage, practice_pki: Practice, document: Path
) -> None:
    path = sign(stage, practice_pki, document, Form.ATTACHED)
    first = path.read_bytes()
    keys = [signing_key(practice_pki, name) for name in ("supplier_pbes1", "personal")]
    later = [datetime.now(UTC) - timedelta(days=days) for days in (3, 1)]
    for (certificate, key), at in zip(keys, later, strict=True):
        first = cosign.add_signature(first, SigningIdentity(certificate, key), at=at)
    path.write_bytes(first)
    verify(stage, path)
    words = stage.words()
    holders = [keys[0][0].holder, keys[1][0].holder, "주식회사 연습상사"]
    places = [words.index(holder) for holder in holders]
    assert places == sorted(places)
    assert later[0].astimezone(KST).strftime("%Y-%m-%d %H:%M KST") in words


def signing_key(practice: Practice, sample: str) -> tuple[Certificate, OpenedKey]:
    folder = practice.sample(sample).path
    certificate = Certificate.from_der((folder / "signCert.der").read_bytes())
    key = open_key((folder / "signPri.key").read_bytes(), PASSWORD.encode(), certificate)
    return certificate, key


def test_too_large_to_lie_in_the_signature(
    stage: Stage, practice_pki: Practice, chain: Path, tmp_path: Path
) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(MAX_ATTACHED_BYTES + 1)
    stage.enter(routes.Documents())
    order(stage, large)
    assert FILES_TOLD["document_too_large"].next.ko in stage.words()
    stage.press("documents-back")
    order(stage, large, Form.DETACHED)
    open_certificate(stage, practice_pki)
    assert "63 MB" in stage.words()
    signature = save(stage)
    assert len(content(signature, chain, "-content", large)) == MAX_ATTACHED_BYTES + 1


@pytest.mark.parametrize("task", ["sign", "verify"])
def test_files_that_are_not_there_or_no_signatures(
    stage: Stage, tmp_path: Path, document: Path, task: str
) -> None:
    stage.enter(routes.Documents(verify=task == "verify"))
    for file, code in ((tmp_path / "nowhere", "file_missing"), (document, "cms_damaged")):
        if task == "verify":
            name_file(stage, "documents-signature", file)
            stage.press("documents-go")
        else:
            order(stage, file, Form.ADDED)
        assert FINDING_TEXTS[code].why.ko in stage.words()
        assert stage.top.focusWidget() is stage.find(QPushButton, "documents-back")
        stage.press("documents-back")


def test_reading_a_large_file_can_be_stopped(stage: Stage, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(64 * 1024**3)
    stage.enter(routes.Documents())
    name_file(stage, "documents-document", large)
    combo = stage.find(QComboBox, "documents-form")
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    stage.click("documents-next")
    stage.qtbot.waitUntil(lambda: stage.sees("documents-stop"))
    stage.press("documents-stop")
    assert stage.find(QLineEdit, "documents-document").text() == str(large)


def test_what_was_typed_stays_over_a_change_of_language(stage: Stage, document: Path) -> None:
    for task, line in (("sign", "documents-document"), ("verify", "documents-signature")):
        screen = stage.enter(routes.Documents(verify=task == "verify"))
        name_file(stage, line, document)
        stage.enter(screen.place())
        assert stage.find(QLineEdit, line).text() == str(document)


def test_a_file_is_dropped(stage: Stage, document: Path) -> None:
    stage.enter(routes.Documents())
    line = stage.find(FileLine, "")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(document))])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), *how)
    QApplication.sendEvent(line, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(line, QDropEvent(QPointF(5, 5), *how))
    assert line.path == document


def test_the_menu_leads_there(window: MainWindow, settle: Callable[[], None]) -> None:
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    settle()
    assert isinstance(window.current, DocumentsScreen)
    box = window.current.findChild(QCheckBox, "documents-stamp")
    assert box is not None
    assert not box.isEnabled()
