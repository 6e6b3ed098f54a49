"""Files on their way to the real service: lost answers, what a 보완 need not send again."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_client.drafts import Draft, Stage
from desktop_client.errors import ClientError
from desktop_client.parts import Parts
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.filing import FilingWorkflow
from practice.applicants import applicant, supplier
from practice.pki import Practice
from registration.enclosures import Enclosure
from registration.kinds import Kind
from registration.lifecycle import State
from registration.submission import Application
from testing.journey import officer
from testing.workflows.cutting import CutMode, cut_after
from testing.workflows.oracle import signed_content

PROOF = Enclosure.MANUFACTURING_PROOF


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "제조증명.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 4 * 1024 * 3)
    return path


def with_file(parts: Parts, file: Path) -> Draft:
    draft = parts.drafts.create(Kind.STOCKPILE, form=applicant(Kind.STOCKPILE))
    parts.attaching.add(Work(), draft.id, [file], PROOF)
    return draft


def test_the_signature_covers_the_file_the_service_has(
    parts: Parts, pki: Practice, opened: Opened, file: Path
) -> None:
    draft = with_file(parts, file)
    review = parts.filing.prepare(Work(), draft.id)
    parts.filing.sign_and_send(Work(), review, opened)
    folder = parts.folder / "practice-drafts" / draft.id
    application = Application.parse(signed_content(folder / "signed.p7s", pki))
    (attached,) = application.attachments
    stored = list((parts.folder / "practice").rglob(attached.sha256))
    assert [one.read_bytes() for one in stored] == [file.read_bytes()]


def test_lost_answers_of_parts_lose_nothing(parts: Parts, opened: Opened, file: Path) -> None:
    draft = with_file(parts, file)
    review = parts.filing.prepare(Work(), draft.id)
    address = parts.mode.service(Work())._transport._address
    with cut_after(b"PUT /v1/attachments", address) as (broken, cut):
        filing = FilingWorkflow(parts.drafts, CutMode(parts.mode, broken))
        with pytest.raises(ClientError) as caught:
            filing.sign_and_send(Work(), review, opened)
        assert caught.value.code == "service_unreachable"
        assert cut
    assert parts.drafts.load(draft.id).stage is Stage.EDITING
    service = parts.mode.service(Work())
    state = service.attachment(
        Work(), review.application.ticket, review.application.attachments[0].sha256
    )
    assert state.received == 1024 * 1024
    parts.filing.sign_and_send(Work(), review, opened)
    assert parts.drafts.load(draft.id).stage is Stage.FILED


def test_a_changed_file_is_told_before_anything_is_signed(
    parts: Parts, opened: Opened, file: Path
) -> None:
    draft = with_file(parts, file)
    review = parts.filing.prepare(Work(), draft.id)
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    with pytest.raises(ClientError) as caught:
        parts.filing.sign_and_send(Work(), review, opened)
    assert caught.value.code == "attachment_changed"
    with pytest.raises(ClientError):
        parts.filing.prepare(Work(), draft.id)
    assert parts.drafts.load(draft.id).stage is Stage.EDITING


def test_a_completion_sends_only_what_is_new(
    parts: Parts, opened: Opened, file: Path, tmp_path: Path
) -> None:
    first = parts.drafts.create(Kind.SUPPLIER, form=supplier())
    parts.attaching.add(Work(), first.id, [file], Enclosure.SEAL)
    filed = parts.filing.sign_and_send(Work(), parts.filing.prepare(Work(), first.id), opened)
    number = filed.receipt.receipt_number
    officer.decide(parts.folder / "practice", "hold", number, "면허증이 없습니다.")
    there = tuple(replace(one, path=None) for one in parts.drafts.load(first.id).attachments)
    second = parts.drafts.create(
        Kind.SUPPLIER,
        form=supplier(phone="042-999-9999"),
        purpose="supplement",
        supplements=number,
        attachments=there,
    )
    more = tmp_path / "면허.pdf"
    more.write_bytes(b"%PDF-1.7\n" + bytes(5000))
    parts.attaching.add(Work(), second.id, [more], Enclosure.LICENCE)
    review = parts.filing.prepare(Work(), second.id)
    assert review.signed
    parts.filing.sign_and_send(Work(), review, opened)
    status = parts.following.status(Work(), first.id)
    assert (status.receipt_number, status.state) == (number, State.PENDING)
