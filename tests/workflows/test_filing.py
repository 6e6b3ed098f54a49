"""From a finished form to a receipt, on good and bad days, against the real service."""

import dataclasses
from base64 import b64encode
from pathlib import Path
from unittest.mock import create_autospec

import pytest

from desktop_client.drafts import Stage
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.parts import Parts
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened, Sought
from desktop_client.workflows.filing import FilingWorkflow
from desktop_client.workflows.receipts import verified_receipt
from desktop_client.workflows.service_identity import identify
from practice.applicants import supplier
from practice.pki import Practice
from registration.kinds import Kind
from registration.lifecycle import State
from registration.submission import Application, Receipt
from registration.wire import Filed
from testing.workflows.cutting import CutMode, cut_after
from testing.workflows.oracle import signed_content
from tests.workflows.conftest import NUMBER, candidate


def filed_folder(parts: Parts, draft_id: str) -> Path:
    return parts.folder / "practice-drafts" / draft_id


def address(parts: Parts) -> str:
    return parts.mode.service(Work())._transport._address


def test_openssl_finds_in_the_signature_exactly_what_was_reviewed(
    parts: Parts, pki: Practice, draft_id: str, opened: Opened
) -> None:
    review = parts.filing.prepare(Work(), draft_id)
    filed = parts.filing.sign_and_send(Work(), review, opened)
    folder = filed_folder(parts, draft_id)
    assert signed_content(folder / "signed.p7s", pki) == review.content
    receipt = Receipt.parse(signed_content(filed.path, pki))
    assert receipt == filed.receipt
    assert receipt.business_number == NUMBER
    status = parts.following.status(Work(), draft_id)
    assert (status.state, status.receipt_number) == (State.PENDING, receipt.receipt_number)


def test_a_version_that_may_not_submit_prepares_and_sends_nothing(
    parts: Parts, draft_id: str, opened: Opened
) -> None:
    review = parts.filing.prepare(Work(), draft_id)
    stops = create_autospec(lambda: None, side_effect=ClientError("version_unsupported"))
    filing = FilingWorkflow(parts.drafts, parts.mode, lambda: None, stops)
    for act in (
        lambda: filing.prepare(Work(), draft_id),
        lambda: filing.sign_and_send(Work(), review, opened),
        lambda: filing.send_unsigned(Work(), review),
        lambda: filing.resend(Work(), draft_id),
    ):
        with pytest.raises(ClientError, match="version_unsupported"):
            act()
    assert parts.drafts.load(draft_id).stage is Stage.EDITING


def test_an_unfinished_form_is_not_prepared(parts: Parts) -> None:
    draft = parts.drafts.create(Kind.SUPPLIER)
    with pytest.raises(ClientError) as caught:
        parts.filing.prepare(Work(), draft.id)
    assert caught.value.code == "form_not_ready"
    assert len(caught.value.problems) > 10


def test_a_form_changed_after_the_review_is_not_signed(
    parts: Parts, draft_id: str, opened: Opened
) -> None:
    review = parts.filing.prepare(Work(), draft_id)
    parts.drafts.save_form(draft_id, supplier(name="다른 이름"))
    with pytest.raises(ClientError) as caught:
        parts.filing.sign_and_send(Work(), review, opened)
    assert caught.value.code == "form_changed"
    assert parts.drafts.load(draft_id).stage is Stage.EDITING


def test_a_lost_answer_files_once(parts: Parts, draft_id: str, opened: Opened) -> None:
    review = parts.filing.prepare(Work(), draft_id)
    with cut_after(b"POST /v1/submissions", address(parts)) as (broken, cut):
        filing = FilingWorkflow(parts.drafts, CutMode(parts.mode, broken))
        with pytest.raises(ClientError) as caught:
            filing.sign_and_send(Work(), review, opened)
        assert caught.value.code == "service_unreachable"
        assert len(cut) == 3
    assert parts.drafts.load(draft_id).stage is Stage.SIGNED
    signed = parts.drafts.signed(draft_id)

    again = parts.filing.sign_and_send(Work(), review, opened)
    assert parts.drafts.signed(draft_id) == (signed[0], b"")
    assert parts.drafts.load(draft_id).stage is Stage.FILED
    assert again.receipt.receipt_number.endswith("000001")
    assert len(parts.following.status(Work(), draft_id).history) == 1


def test_a_service_killed_before_the_filing_takes_it_in_afterwards(
    parts: Parts, draft_id: str, opened: Opened
) -> None:
    review = parts.filing.prepare(Work(), draft_id)
    process = parts.mode._child.process  # type: ignore[attr-defined]
    process.kill()
    process.wait()
    filed = parts.filing.sign_and_send(Work(), review, opened)
    assert parts.drafts.load(draft_id).stage is Stage.FILED
    assert filed.receipt.draft == draft_id


def test_a_refusal_opens_the_draft_again(parts: Parts, draft_id: str, opened: Opened) -> None:
    first = parts.filing.prepare(Work(), draft_id)
    parts.filing.sign_and_send(Work(), first, opened)
    second = parts.drafts.create(Kind.SUPPLIER)
    parts.drafts.save_form(second.id, supplier())
    review = parts.filing.prepare(Work(), second.id)
    with pytest.raises(ServiceRefused) as caught:
        parts.filing.sign_and_send(Work(), review, opened)
    assert caught.value.code == "application_open"
    assert parts.drafts.load(second.id).stage is Stage.EDITING


def test_after_a_withdrawal_one_can_file_again(parts: Parts, draft_id: str, opened: Opened) -> None:
    parts.filing.sign_and_send(Work(), parts.filing.prepare(Work(), draft_id), opened)
    seen = parts.following.status(Work(), draft_id)
    withdrawn = parts.following.cancel(Work(), draft_id, seen.version)
    assert withdrawn.state is State.CANCELLED
    with pytest.raises(ServiceRefused) as caught:
        parts.following.cancel(Work(), draft_id, seen.version)
    assert caught.value.code in ("transition_invalid", "version_stale")
    second = parts.drafts.create(Kind.SUPPLIER)
    parts.drafts.save_form(second.id, supplier())
    parts.filing.sign_and_send(Work(), parts.filing.prepare(Work(), second.id), opened)
    assert parts.drafts.load(second.id).stage is Stage.FILED


def test_a_receipt_of_somebody_else_or_for_something_else_is_not_kept(
    parts: Parts, draft_id: str, opened: Opened
) -> None:
    review = parts.filing.prepare(Work(), draft_id)
    filed = parts.filing.sign_and_send(Work(), review, opened)
    signed, _ = parts.drafts.signed(draft_id)
    true = parts.drafts.receipt(draft_id)
    identity = identify(work := Work(), parts.mode.service(work), parts.mode.trust(work))
    assert verified_receipt(true, signed, identity) == filed.receipt

    forged = cms.sign(filed.receipt.canonical(), SigningIdentity(opened.certificate, opened.key))
    other = cms.sign(review.content, SigningIdentity(opened.certificate, opened.key))
    renamed = dataclasses.replace(identity, name="another")
    for encoded, sent, who in (
        (forged, signed, identity),
        (true, other, identity),
        (true, signed, renamed),
        (signed, signed, identity),
    ):
        with pytest.raises(ValueError, match=r".*"):
            verified_receipt(encoded, sent, who)


def test_an_answer_that_is_no_receipt_is_kept_aside_and_nothing_is_sent_twice(
    parts: Parts, draft_id: str, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = parts.filing.prepare(Work(), draft_id)
    service = parts.mode.service(Work())
    nonsense = Filed(receipt=b64encode(b"nonsense").decode(), status_key="k" * 22, paper_codes={})
    monkeypatch.setattr(service, "file", create_autospec(service.file, return_value=nonsense))
    with pytest.raises(ClientError) as caught:
        parts.filing.sign_and_send(Work(), review, opened)
    assert caught.value.code == "receipt_wrong"
    assert parts.drafts.load(draft_id).stage is Stage.SIGNED
    assert (filed_folder(parts, draft_id) / "unverified-answer.json").exists()


def test_what_is_signed_is_the_application_for_this_draft(parts: Parts, draft_id: str) -> None:
    review = parts.filing.prepare(Work(), draft_id)
    assert Application.parse(review.content) == review.application
    assert review.application.ticket.draft == draft_id
    assert review.application.ticket.service == "practice"


def test_find_lists_everything_and_says_why_some_do_not_fit(parts: Parts, pki: Practice) -> None:
    found = parts.certificates.find(Work(), Sought(Kind.SUPPLIER, NUMBER))
    folders = {one.places[0].ko for one in found}
    assert len(found) == len(folders) == 19
    fitting = {one.places[0].ko for one in found if one.fits}
    unfit = ("expired", "not_yet_valid", "personal", "stockpile_only", "institution", "km_only",
             "no_key", "damaged_certificate", "truncated_key", "empty_files", "no_vid")  # fmt: skip
    for name in unfit:
        one = candidate(parts, pki.sample(name).path)
        assert one.places[0].ko not in fitting
        assert all(reason.ko and reason.en for reason in one.reasons), name
    assert str(pki.sample("supplier").path) in fitting


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("supplier", "wrong", "wrong_password"),
        ("foreign_key", None, "key_mismatch"),
        ("other_number", None, "identity_mismatch_here"),
        ("revoked", None, "certificate_unfit"),
    ],
)
def test_opening_says_which_of_the_things_went_wrong(
    parts: Parts, pki: Practice, name: str, password: str | None, code: str
) -> None:
    sample = pki.sample(name)
    one = candidate(parts, sample.path)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the code is what is asked for
        parts.certificates.open(Work(), one, password or sample.password, Sought(None, NUMBER))
    assert getattr(caught.value, "code", None) == code


@pytest.mark.parametrize("name", ["other_number", "revoked"])
def test_what_opening_brings_to_light_is_greyed_afterwards(
    parts: Parts, pki: Practice, name: str
) -> None:
    sample = pki.sample(name)
    one = candidate(parts, sample.path)
    assert one.fits
    with pytest.raises(ClientError):
        parts.certificates.open(Work(), one, sample.password, Sought(None, NUMBER))
    assert not candidate(parts, sample.path).fits
