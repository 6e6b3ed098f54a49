"""The screens with the real workflows, the real practice service and its officer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_client.drafts import Draft
from desktop_client.drafts import Stage as DraftStage
from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.certificates.rows import CertificateRow
from desktop_client.work import Work
from desktop_client.workflows.filing import FilingWorkflow
from practice.applicants import supplier
from practice.pki import PASSWORD, Practice
from registration.kinds import Kind
from registration.refusals import REFUSALS
from testing.journey.officer import decide
from testing.views import certificates
from testing.views.acting import Stage
from testing.workflows.cutting import CutMode, cut_after
from tests.views.signing.test_enrol import write_user

REASON = "등록증 사본을 다시 보내 주십시오."


@pytest.fixture
def real(practice_home: Path, qapp: QApplication) -> Iterator[Parts]:
    """The program's own parts with a practice service of their own."""
    built = Parts(practice=True, folder=practice_home, administrator_file=practice_home / "none")
    yield built
    built.close()


@pytest.fixture
def stage(qtbot: QtBot, real: Parts) -> Stage:
    return Stage(qtbot, real)


@pytest.fixture
def draft(real: Parts) -> Draft:
    begun = real.drafts.create(Kind.SUPPLIER)
    return real.drafts.save_form(begun.id, supplier())


class Chooser:
    """Chooses certificates by the name of their sample."""

    def __init__(self, stage: Stage, practice_home: Path) -> None:
        self._stage = stage
        self._pki = Practice.load(practice_home / "practice" / "pki")

    def row(self, sample: str) -> CertificateRow:
        place = self._place(sample)
        return certificates.shown(self._stage)[certificates.row_at(self._stage, place)]

    def open(self, sample: str, password: str = PASSWORD) -> None:
        certificates.open_certificate(self._stage, self._place(sample), password)

    def _place(self, sample: str) -> Path:
        return self._pki.sample(sample).path


@pytest.fixture
def chooser(stage: Stage, practice_home: Path) -> Chooser:
    return Chooser(stage, practice_home)


def test_from_the_review_to_the_session(
    stage: Stage, real: Parts, draft: Draft, chooser: Chooser
) -> None:
    stage.enter(routes.Review(draft_id=draft.id))
    stage.press("review-sign")
    chooser.open("other_number")
    assert "identity_mismatch_here" in stage.words()
    assert not chooser.row("other_number").fits
    chooser.open("revoked")
    assert FINDING_TEXTS["revoked"].why.ko in stage.words()
    chooser.open("supplier", "wrong-pass-1")
    assert FINDING_TEXTS["wrong_password"].why.ko in stage.words()
    chooser.open("supplier")
    stage.press("review-send")
    filed = real.drafts.load(draft.id)
    assert filed.filing
    number = filed.filing.receipt_number
    assert stage.find(QLabel, "receipt-number").text() == f"접수번호 {number}"

    folder = real.folder / "practice"
    stage.enter(routes.Enrolment())
    assert "승인된 신청이 아직 없습니다" in stage.words()
    stage.enter(routes.Status(draft_id=draft.id))
    assert stage.find(QLabel, "status-state").text() == "대기"
    decide(folder, "hold", number, REASON)
    stage.press("status-refresh")
    assert f"사유: {REASON}" in stage.words()
    decide(folder, "resume", number)
    decide(folder, "approve", number)
    stage.press("status-refresh")
    assert stage.sees("status-enrol")

    enrol(stage, chooser, draft)
    assert "등록되었습니다" in stage.words()
    enrol(stage, chooser, draft)
    assert REFUSALS["certificate_registered"].told.why.ko in stage.words()

    stage.enter(routes.Login())
    chooser.open("supplier_pbes1")
    assert REFUSALS["certificate_not_registered"].told.why.ko in stage.words()
    stage.press("session-other")
    chooser.open("supplier")
    for part in ("김이용", "350,000,000", "111-11-11119", number):
        assert part in stage.words()
    real.sessions._current = real.sessions._current.model_copy(  # type: ignore[union-attr]
        update={"token": "A" * 43}
    )
    stage.press("session-refresh")
    assert stage.sees("session-ended")


def enrol(stage: Stage, chooser: Chooser, draft: Draft) -> None:
    """Register the supplier's certificate."""
    stage.enter(routes.Enrolment(routes.Status(draft.id)))
    write_user(stage)
    stage.press("enrol-sign")
    chooser.open("supplier")
    stage.press("enrol-send")


def test_a_connection_lost_after_sending_files_once_and_cancels(
    stage: Stage, real: Parts, draft: Draft, chooser: Chooser
) -> None:
    address = real.mode.service(Work())._transport._address
    whole = real.filing
    with cut_after(b"POST /v1/submissions", address) as (broken, _cut):
        real.__dict__["filing"] = FilingWorkflow(real.drafts, CutMode(real.mode, broken))
        stage.enter(routes.Review(draft_id=draft.id))
        stage.press("review-sign")
        chooser.open("supplier")
        stage.press("review-send")
        assert "service_unreachable" in stage.words()
        assert real.drafts.load(draft.id).stage is DraftStage.SIGNED
    signed = real.drafts.signed(draft.id)
    real.__dict__["filing"] = whole
    stage.enter(routes.Status(draft_id=draft.id))
    stage.press("status-confirm")
    assert stage.went == [routes.Review(draft_id=draft.id)]
    stage.enter(routes.Review(draft_id=draft.id))
    stage.press("review-resend")
    assert stage.find(QLabel, "receipt-number").text() == "접수번호 2026000001"
    assert real.drafts.signed(draft.id) == (signed[0], b"")

    stage.enter(routes.Status(draft_id=draft.id))
    stage.press("status-cancel")
    stage.press("status-cancel-yes")
    assert stage.find(QLabel, "status-state").text() == "취소"
