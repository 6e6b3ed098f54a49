"""A change from the registered page to the record's next version, with the real service."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.widgets.tabs import Tabs
from desktop_client.work import Work
from practice.applicants import supplier
from practice.pki import PASSWORD, Practice
from registration.kinds import Kind
from testing.backend.commands import inside
from testing.journey.officer import decide
from testing.views import certificates
from testing.views.acting import Stage
from tests.views.signing.test_enrol import write_user


@pytest.fixture
def real(practice_home: Path, qapp: QApplication) -> Iterator[Parts]:
    """The program's own parts with a practice service of their own."""
    built = Parts(practice=True, folder=practice_home, administrator_file=practice_home / "none")
    yield built
    built.close()


@pytest.fixture
def stage(qtbot: QtBot, real: Parts) -> Stage:
    return Stage(qtbot, real)


def open_certificate(stage: Stage, home: Path, sample: str) -> None:
    """Open a practice certificate by its sample's name."""
    folder = Practice.load(home / "practice" / "pki").sample(sample).path
    certificates.open_certificate(stage, folder, PASSWORD)


def file(stage: Stage, home: Path, draft_id: str, sample: str = "supplier") -> str:
    """Review, sign and send a draft; returns its receipt number."""
    stage.enter(routes.Review(draft_id=draft_id))
    stage.press("review-sign")
    open_certificate(stage, home, sample)
    stage.press("review-send")
    filing = stage.parts.drafts.load(draft_id).filing
    assert filing
    return filing.receipt_number


def log_in(stage: Stage, real: Parts, home: Path) -> None:
    """Register a supplier, from the signed application to the registered page."""
    begun = real.drafts.create(Kind.SUPPLIER)
    draft = real.drafts.save_form(begun.id, supplier())
    decide(home / "practice", "approve", file(stage, home, draft.id))
    stage.enter(routes.Enrolment(routes.Status(draft.id)))
    write_user(stage)
    stage.press("enrol-sign")
    open_certificate(stage, home, "supplier")
    stage.press("enrol-send")
    stage.enter(routes.Login())
    open_certificate(stage, home, "supplier")


def test_a_change_becomes_the_next_version(stage: Stage, real: Parts, practice_home: Path) -> None:
    log_in(stage, real, practice_home)
    stage.press("record-change-supplier")
    (route,) = stage.went
    assert isinstance(route, routes.Application)
    changed = real.drafts.load(route.draft_id)
    form = changed.form | {"general": changed.form["general"] | {"phone": "02-0000-0099"}}
    real.drafts.save_form(changed.id, form)
    number = file(stage, practice_home, changed.id)

    stage.enter(routes.Login())
    assert stage.sees("record-open-supplier")
    decide(practice_home / "practice", "approve", number)
    stage.press("session-refresh")
    assert "02-0000-0099" in stage.words()
    stage.press("record-history-supplier")
    assert "2차" in stage.words()
    stage.press("registered-back")
    record = real.sessions.registration(Work()).records[0]
    paper = real.members.registered(Work(), record)
    assert paper.changes[0][1] == "대표전화"
    verdict = real.following.paper(Work(), record.paper_code)
    assert (verdict.paper, verdict.in_force) == ("record", True)

    (user,) = real.sessions.registration(Work()).users
    old = user.certificates[0].fingerprint
    stage.find(Tabs, "registered-tabs").setCurrentIndex(1)
    stage.press(f"certificate-renew-{old[:8]}")
    assert isinstance(stage.went[-1], routes.Enrolment)
    stage.enter(stage.went[-1])
    stage.press("enrol-sign")
    open_certificate(stage, practice_home, "folder_starts_with_ou")
    assert stage.sees("enrol-send"), stage.words()
    stage.press("enrol-send")
    assert "새 인증서가 등록되고" in stage.words()


@pytest.fixture
def other(tmp_path: Path, practice_pki: Practice) -> Path:
    """Another agency's registration service, with a database and numbers of its own."""
    home = tmp_path / "other"
    shutil.copytree(practice_pki.folder, home / "practice" / "pki")
    return home


def address_of(parts: Parts) -> str:
    return parts.mode.service(Work())._transport._address


def test_a_record_is_exported_and_forwarded_to_another_service(
    stage: Stage, real: Parts, practice_home: Path, other: Path, tmp_path: Path
) -> None:
    log_in(stage, real, practice_home)
    target = Parts(practice=True, folder=other, administrator_file=other / "none")
    try:
        address = address_of(target)
        stage.press("record-export-supplier")
        stage.find(QLineEdit, "export-address").setText("http://127.0.0.1:9")
        stage.press("export-ask")
        assert "service_not_running" in stage.words()
        stage.press("export-again")
        line = stage.find(QLineEdit, "export-address")
        line.clear()
        QTest.keyClicks(line, address)
        QTest.keyClick(line, Qt.Key.Key_Return)
        stage.settle()
        open_certificate(stage, practice_home, "supplier")
        assert "주식회사 연습상사" in stage.words()
        package = tmp_path / "package.json"
        stage.click("export-save")
        dialog = stage.top.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(package))
        dialog.close()
        stage.settle()
        assert stage.sees("export-done")
        token = inside(
            "agency", "add", "한국도로공사", "--database", database(other)
        ).stdout.strip()
        forwarding = ("agency", "forward", package, "--service", address, "--token-stdin")
        first, again = (inside(*forwarding, given=token) for _ in range(2))
        assert (first.returncode, again.returncode) == (0, 0), first.stderr
        (number,) = re.findall(r"\d{10}", first.stdout)
        assert "앞서 접수된" in again.stdout
        assert number in again.stdout
        assert decide(other / "practice", "approve", number)["summary"]["state"] == "approved"
        elsewhere = (*forwarding[:4], address_of(real), *forwarding[5:])
        assert inside(*elsewhere, given=token).returncode != 0
    finally:
        target.close()


def database(home: Path) -> Path:
    return home / "practice" / "service.sqlite"
