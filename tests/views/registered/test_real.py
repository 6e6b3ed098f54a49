"""A change from the registered page to the record's next version, with the real service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from desktop_client.app import Parts
from desktop_client.journey.officer import decide
from desktop_client.views.enrol.screen import EnrolScreen
from desktop_client.views.review.screen import ReviewScreen
from desktop_client.views.session.screen import SessionScreen
from desktop_client.work import Work
from practice.applicants import supplier
from practice.pki import PASSWORD, Practice
from registration.kinds import Kind
from tests.views.signing.acting import Stage
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
    """Choose a practice certificate by its sample's name."""
    listed = stage.find(QListWidget, "certificate-list")
    folder = Practice.load(home / "practice" / "pki").sample(sample).path
    items = [listed.item(row) for row in range(listed.count())]
    role = Qt.ItemDataRole.UserRole
    listed.setCurrentItem(next(one for one in items if one.data(role).places[0].ko == str(folder)))
    stage.press("certificate-choose")
    QTest.keyClicks(stage.find(QLineEdit, "certificate-password"), PASSWORD)
    stage.press("password-ok")


def file(stage: Stage, home: Path, draft_id: str, sample: str = "supplier") -> str:
    """Review, sign and send a draft; returns its receipt number."""
    stage.enter(ReviewScreen, draft_id=draft_id)
    stage.press("review-sign")
    open_certificate(stage, home, sample)
    stage.press("review-send")
    filing = stage.parts.drafts.load(draft_id).filing
    assert filing
    return filing.receipt_number


def test_a_change_becomes_the_next_version(stage: Stage, real: Parts, practice_home: Path) -> None:
    begun = real.drafts.create(Kind.SUPPLIER)
    draft = real.drafts.save_form(begun.id, supplier())
    decide(practice_home / "practice", "approve", file(stage, practice_home, draft.id))
    stage.enter(EnrolScreen, draft_id=draft.id)
    write_user(stage)
    stage.press("enrol-sign")
    open_certificate(stage, practice_home, "supplier")
    stage.press("enrol-send")

    stage.enter(SessionScreen)
    open_certificate(stage, practice_home, "supplier")
    stage.press("session-login")
    stage.press("record-change-supplier")
    ((_screen, where),) = stage.went
    changed = real.drafts.load(where["draft_id"])
    form = changed.form | {"general": changed.form["general"] | {"phone": "02-0000-0099"}}
    real.drafts.save_form(changed.id, form)
    number = file(stage, practice_home, changed.id)

    stage.enter(SessionScreen)
    assert stage.sees("record-open-supplier")
    decide(practice_home / "practice", "approve", number)
    stage.press("session-refresh")
    assert "02-0000-0099" in stage.words()
    stage.press("record-history-supplier")
    assert "2판" in stage.words()
    stage.press("registered-back")
    record = real.sessions.registration(Work()).records[0]
    paper = real.members.registered(Work(), record)
    assert paper.changes[0][1] == "대표전화"
    verdict = real.following.paper(Work(), record.paper_code)
    assert (verdict.paper, verdict.in_force) == ("record", True)

    (user,) = real.sessions.registration(Work()).users
    old = user.certificates[0].fingerprint
    stage.press(f"certificate-renew-{old[:8]}")
    screen, arguments = stage.went[-1]
    assert screen == "enrol"
    stage.enter(EnrolScreen, **arguments)
    stage.press("enrol-sign")
    open_certificate(stage, practice_home, "folder_starts_with_ou")
    assert stage.sees("enrol-send"), stage.words()
    stage.press("enrol-send")
    assert "등록되었습니다" in stage.words()
