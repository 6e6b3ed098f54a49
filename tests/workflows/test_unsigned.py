"""Kinds that nobody signs: sent as reviewed, once, with a verified receipt; no password kept."""

from pathlib import Path

import pytest

from desktop_client.drafts import Draft, Stage
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.parts import Parts
from desktop_client.work import Work
from desktop_client.workflows.filing import FilingWorkflow
from desktop_client.workflows.receipts import verified_unsigned
from desktop_client.workflows.service_identity import identify
from practice.applicants import applicant
from practice.pki import Practice
from registration.kinds import FilingPurpose, Kind
from registration.submission import Application, Receipt, sha256
from testing.workflows.cutting import CutMode, cut_after
from testing.workflows.oracle import signed_content

PASSWORD = "Good-pass-79"


def draft_of(parts: Parts, kind: Kind) -> Draft:
    return parts.drafts.create(kind, form=applicant(kind))


def everything_kept(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_an_institution_is_filed_as_reviewed_with_a_receipt_for_its_bytes(
    parts: Parts, pki: Practice
) -> None:
    draft = draft_of(parts, Kind.INSTITUTION)
    review = parts.filing.prepare(Work(), draft.id)
    assert (review.signed, review.asks_password) == (False, False)
    filed = parts.filing.send_unsigned(Work(), review)
    assert parts.drafts.document(draft.id) == review.content
    receipt = Receipt.parse(signed_content(filed.path, pki))
    assert receipt == filed.receipt
    assert receipt.document_sha256 == sha256(review.content)
    assert receipt.signature_sha256 is None
    assert receipt.key == "9990001"
    assert parts.drafts.load(draft.id).stage is Stage.FILED


def test_a_cataloguing_firm_s_password_is_kept_nowhere(parts: Parts) -> None:
    draft = draft_of(parts, Kind.CATALOGUE)
    review = parts.filing.prepare(Work(), draft.id)
    assert (review.signed, review.asks_password) == (False, True)
    parts.filing.send_unsigned(Work(), review, PASSWORD)
    assert parts.drafts.load(draft.id).stage is Stage.FILED
    assert PASSWORD.encode() not in everything_kept(parts.folder)


def test_a_lost_answer_files_once_and_the_password_is_given_again(parts: Parts) -> None:
    draft = draft_of(parts, Kind.CATALOGUE)
    review = parts.filing.prepare(Work(), draft.id)
    address = parts.mode.service(Work())._transport._address
    with cut_after(b"POST /v1/submissions/unsigned", address) as (broken, cut):
        filing = FilingWorkflow(parts.drafts, CutMode(parts.mode, broken))
        with pytest.raises(ClientError) as caught:
            filing.send_unsigned(Work(), review, PASSWORD)
        assert caught.value.code == "service_unreachable"
        assert len(cut) == 3
    assert parts.drafts.load(draft.id).stage is Stage.SIGNED
    filed = parts.filing.resend(Work(), draft.id, PASSWORD)
    assert filed.receipt.receipt_number.endswith("000001")
    assert len(parts.following.status(Work(), draft.id).history) == 1


def test_a_refusal_opens_the_draft_again(parts: Parts) -> None:
    first = draft_of(parts, Kind.CATALOGUE)
    parts.filing.send_unsigned(Work(), parts.filing.prepare(Work(), first.id), PASSWORD)
    second = draft_of(parts, Kind.CATALOGUE)
    review = parts.filing.prepare(Work(), second.id)
    with pytest.raises(ServiceRefused) as caught:
        parts.filing.send_unsigned(Work(), review, PASSWORD)
    assert caught.value.code == "account_taken"
    assert parts.drafts.load(second.id).stage is Stage.EDITING


def test_a_form_changed_after_the_review_is_not_sent(parts: Parts) -> None:
    draft = draft_of(parts, Kind.INSTITUTION)
    review = parts.filing.prepare(Work(), draft.id)
    changed = applicant(Kind.INSTITUTION)
    changed["general"]["name"] = "다른 이름"
    parts.drafts.save_form(draft.id, changed)
    with pytest.raises(ClientError) as caught:
        parts.filing.send_unsigned(Work(), review)
    assert caught.value.code == "form_changed"


def test_a_receipt_for_other_bytes_is_not_believed(parts: Parts) -> None:
    draft = draft_of(parts, Kind.INSTITUTION)
    review = parts.filing.prepare(Work(), draft.id)
    parts.filing.send_unsigned(Work(), review)
    encoded, work = parts.drafts.receipt(draft.id), Work()
    identity = identify(work, parts.mode.service(work), parts.mode.trust(work))
    verified_unsigned(encoded, review.content, identity)
    other = review.application.model_copy(update={"form": {}}).canonical()
    with pytest.raises(ValueError, match="other bytes"):
        verified_unsigned(encoded, other, identity)


def test_what_is_signed_follows_the_kind_the_purpose_and_what_is_completed(parts: Parts) -> None:
    drafts, work = parts.drafts, Work()

    def signed(kind: Kind, purpose: FilingPurpose, supplements: str | None = None) -> bool:
        version = 1 if purpose is FilingPurpose.CHANGE else None
        draft = drafts.create(kind, form=applicant(kind), purpose=purpose, supplements=supplements,
                              record_version=version)  # fmt: skip
        review = parts.filing.prepare(work, draft.id)
        application = Application.parse(review.content)
        assert (application.purpose, application.supplements) == (purpose.value, supplements)
        assert application.record_version == version
        assert review.before == applicant(kind)
        return review.signed

    assert signed(Kind.SUPPLIER, FilingPurpose.CHANGE)
    assert signed(Kind.INSTITUTION, FilingPurpose.CHANGE)
    assert not signed(Kind.CATALOGUE, FilingPurpose.CHANGE)
    assert signed(Kind.STOCKPILE, FilingPurpose.SUPPLEMENT, "2026000009")
    assert not signed(Kind.INSTITUTION, FilingPurpose.SUPPLEMENT, "2026000009")


def test_a_completion_that_nobody_signs_shows_its_right_by_the_status_key(parts: Parts) -> None:
    first = draft_of(parts, Kind.INSTITUTION)
    filed = parts.filing.send_unsigned(Work(), parts.filing.prepare(Work(), first.id))
    kept = parts.drafts.load(first.id).filing
    assert kept
    completing = parts.drafts.create(
        Kind.INSTITUTION,
        form=applicant(Kind.INSTITUTION),
        purpose="supplement",
        supplements=filed.receipt.receipt_number,
    )
    assert parts.filing._token(completing) == kept.status_key
    stranger = parts.drafts.create(
        Kind.INSTITUTION, form={}, purpose="supplement", supplements="2026999999"
    )
    with pytest.raises(ClientError) as caught:
        parts.filing._token(stranger)
    assert caught.value.code == "not_logged_in"
