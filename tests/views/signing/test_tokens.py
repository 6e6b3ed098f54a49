"""Signing with a security token (SoftHSM) and with a PFX file, through the screens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.parts import Parts
from desktop_client.pki.storage import keeping
from desktop_client.pki.storage.store import load
from desktop_client.views import routes
from desktop_client.views.certificates.secrets import WORDS
from desktop_client.workflows.holding import SecretKind
from practice.applicants import supplier
from practice.pki import PASSWORD, Practice
from registration.kinds import Kind
from testing.pki import openssl
from testing.pki.softhsm import PIN
from testing.views import certificates
from testing.views.acting import Stage

PFX_PASSWORD = "pfx-1234"
TOKEN = "보안토큰 npki"


@pytest.fixture
def real(practice_home: Path, qapp: QApplication, token_driver: Path) -> Iterator[Parts]:
    """The program's own parts, with a token's driver set and a practice service of their own."""
    built = Parts(practice=True, folder=practice_home, administrator_file=practice_home / "none")
    built.settings.set("token_drivers", [str(token_driver)])
    yield built
    built.close()


@pytest.fixture
def stage(qtbot: QtBot, real: Parts) -> Stage:
    return Stage(qtbot, real)


@pytest.fixture
def draft_id(stage: Stage, real: Parts) -> str:
    """A finished form, at the choice of a certificate."""
    begun = real.drafts.create(Kind.SUPPLIER)
    real.drafts.save_form(begun.id, supplier())
    stage.enter(routes.Review(draft_id=begun.id))
    stage.press("review-sign")
    return begun.id


def spoken(stage: Stage) -> list[str]:
    return [row.words.spoken for row in certificates.shown(stage)]


def choose(stage: Stage, words: str) -> None:
    """Select the certificate of which this is said."""
    (row,) = (row for row, said in enumerate(spoken(stage)) if words in said)
    certificates.table(stage).select_row(row)


def answer(stage: Stage, secret: str) -> None:
    field = stage.find(QLineEdit, "certificate-password")
    field.selectAll()
    QTest.keyClicks(field, secret)
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()


def sent(real: Parts, draft_id: str) -> bytes:
    """The content of the signature that was sent, as openssl verifies it."""
    practice = Practice.load(real.folder / "practice" / "pki")
    chain = real.folder / "chain.pem"
    chain.write_bytes(practice.ca.read_bytes() + practice.root.read_bytes())
    signed, _ = real.drafts.signed(draft_id)
    return openssl.output(
        *("cms", "-verify", "-cades", "-inform", "DER", "-binary", "-purpose", "any"),
        *("-CAfile", chain),
        data=signed,
    )


def test_a_token_signs_an_application(stage: Stage, real: Parts, draft_id: str) -> None:
    choose(stage, TOKEN)
    assert WORDS[SecretKind.PIN].label.ko in stage.words()
    answer(stage, "wrong-pin")
    assert FINDING_TEXTS["token_pin_wrong"].why.ko in stage.words()
    answer(stage, PIN)
    stage.press("review-send")
    filed = real.drafts.load(draft_id)
    assert filed.filing
    receipt = stage.find(QLabel, "receipt-number").text()
    assert receipt == f"접수번호 {filed.filing.receipt_number}"
    assert b'"business_number":"1111111119"' in sent(real, draft_id)


def test_a_certificate_without_its_key_cannot_be_opened(stage: Stage, draft_id: str) -> None:
    (unfit,) = (one for one in spoken(stage) if "보안토큰 odd" in one and "사용 불가" in one)
    assert FINDING_TEXTS["not_for_signing"].why.ko in unfit


def test_a_driver_that_does_not_start_hides_nothing(
    stage: Stage, real: Parts, draft_id: str, tmp_path: Path
) -> None:
    before = spoken(stage)
    broken = tmp_path / "broken.so"
    broken.write_bytes(b"no library")
    real.settings.set("token_drivers", [str(broken), *real.settings.get("token_drivers")])
    stage.press("certificate-search")
    after = spoken(stage)
    (added,) = set(after) - set(before)
    assert len(after) == len(before) + 1
    assert "broken.so" in added
    assert FINDING_TEXTS["token_driver_unusable"].why.ko in added


@pytest.fixture
def pfx(practice_pki: Practice, tmp_path: Path) -> Iterator[dict[str, Path]]:
    """PFX files of a supplier and of a person."""
    files = {}
    for name in ("supplier", "personal"):
        entry = load(practice_pki.sample(name).path)
        files[name] = tmp_path / f"{name}.p12"
        data = keeping.export_pfx(entry, PASSWORD.encode(), PFX_PASSWORD.encode())
        files[name].write_bytes(data)
    yield files
    assert sorted(tmp_path.glob("*.p12")) == sorted(files.values())


def pick(stage: Stage, file: Path) -> None:
    stage.click("certificate-pfx")
    dialog = stage.top.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(file.parent))
    dialog.selectFile(str(file))
    dialog.accept()
    QApplication.processEvents()


def test_a_pfx_file_signs_without_being_imported(
    stage: Stage, real: Parts, draft_id: str, pfx: dict[str, Path]
) -> None:
    pick(stage, pfx["supplier"])
    assert "supplier.p12" in stage.words()
    answer(stage, "wrong-pass-1")
    assert FINDING_TEXTS["wrong_password"].why.ko in stage.words()
    answer(stage, PFX_PASSWORD)
    stage.press("review-send")
    assert real.drafts.load(draft_id).filing
    assert b'"business_number":"1111111119"' in sent(real, draft_id)


def test_a_pfx_file_of_a_person_says_why_it_does_not_fit(
    stage: Stage, real: Parts, draft_id: str, pfx: dict[str, Path]
) -> None:
    pick(stage, pfx["personal"])
    answer(stage, PFX_PASSWORD)
    assert FINDING_TEXTS["holder_not_allowed"].why.ko in stage.words()
    assert real.drafts.load(draft_id).filing is None


def test_a_file_that_is_no_pfx(stage: Stage, draft_id: str, tmp_path: Path) -> None:
    file = tmp_path / "other.pfx"
    file.write_bytes(b"no pfx")
    pick(stage, file)
    answer(stage, PFX_PASSWORD)
    assert FINDING_TEXTS["pfx_damaged"].why.ko in stage.words()
