"""Attached files on their way to a service: resumed, never sent twice, changed ones told."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from desktop_client.api import ServiceClient
from desktop_client.drafts import Attached
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.work import Stopped, Work
from desktop_client.workflows import uploading
from desktop_client.workflows.attaching import read_attachment
from desktop_client.workflows.uploading import AttachmentUpload
from registration.enclosures import Enclosure
from registration.kinds import Kind
from registration.submission import Ticket
from registration.wire import AttachmentState

DATA = b"%PDF-1.7\n" + bytes(range(256)) * 4


TICKET = Ticket(
    id="ticket-of-this-draft",
    nonce="nonce-of-the-ticket",
    service="practice",
    kind=Kind.SUPPLIER,
    draft="draft-of-a-supplier",
    expires="2099-12-31T15:30:00Z",
)


class Receiving(ServiceClient):
    """A service that takes parts in; `mishaps` happen before the next parts, one each."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.parts: list[tuple[int, int]] = []
        self.mishaps: list[Any] = []

    def attachment(
        self,
        _work: Work,
        _ticket: Ticket,
        sha256: str,
        _supplements: str | None = None,
        _token: str | None = None,
    ) -> AttachmentState:
        data = self.files.get(sha256, b"")
        whole = hashlib.sha256(data).hexdigest() == sha256
        return AttachmentState(sha256=sha256, size=len(data), received=len(data), complete=whole)

    def send_part(
        self, work: Work, ticket: Ticket, sha256: str, part: bytes, *, first: int, size: int
    ) -> AttachmentState:
        assert first + len(part) <= size
        mishap = self.mishaps.pop(0) if self.mishaps else None
        have = self.files.get(sha256, b"")
        if mishap == "lost before":
            raise ClientError("service_unreachable")
        if isinstance(mishap, ServiceRefused):
            raise mishap
        if first != len(have):
            raise ServiceRefused("attachment_gap", received=len(have))
        self.files[sha256] = have + part
        self.parts.append((first, len(part)))
        if mishap == "lost after":
            raise ClientError("service_unreachable")
        return self.attachment(work, ticket, sha256)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "PART", 100)


@pytest.fixture
def attached(tmp_path: Path) -> Attached:
    file = tmp_path / "a.pdf"
    file.write_bytes(DATA)
    return read_attachment(Work(), file, Enclosure.SEAL)


def send(service: Receiving, *attached: Attached, work: Work | None = None) -> None:
    AttachmentUpload(service, TICKET, attached).run(work or Work())


def test_a_file_goes_in_parts_and_never_again(attached: Attached) -> None:
    service = Receiving()
    send(service, attached)
    assert service.files[attached.sha256] == DATA
    assert len(service.parts) == -(-len(DATA) // 100)
    before = list(service.parts)
    send(service, attached)
    assert service.parts == before


@pytest.mark.parametrize("mishap", ["lost before", "lost after"])
def test_a_lost_connection_is_gone_on_from_where_the_service_is(
    attached: Attached, mishap: str
) -> None:
    service = Receiving()
    service.mishaps = [None, None, mishap]
    with pytest.raises(ClientError) as caught:
        send(service, attached)
    assert caught.value.code == "service_unreachable"
    send(service, attached)
    assert service.files[attached.sha256] == DATA
    assert sum(length for _, length in service.parts) == len(DATA)


def test_a_gap_is_closed_by_asking_and_not_for_ever(attached: Attached) -> None:
    service = Receiving()
    gap = ServiceRefused("attachment_gap")
    service.mishaps = [gap, None, gap, gap]
    send(service, attached)
    assert service.files[attached.sha256] == DATA
    service.files.clear()
    service.mishaps = [gap] * 10
    with pytest.raises(ServiceRefused):
        send(service, attached)
    assert len(service.mishaps) == 6


def test_another_refusal_is_told(attached: Attached) -> None:
    service = Receiving()
    service.mishaps = [ServiceRefused("attachment_too_large")]
    with pytest.raises(ServiceRefused) as caught:
        send(service, attached)
    assert caught.value.code == "attachment_too_large"


def test_a_file_whose_hash_differs_at_the_service_was_changed(attached: Attached) -> None:
    service = Receiving()
    service.mishaps = [None, ServiceRefused("attachment_corrupt")]
    with pytest.raises(ClientError) as caught:
        send(service, attached)
    assert caught.value.code == "attachment_changed"


def test_a_file_only_the_service_has_is_not_sent_and_missed_where_it_is_not(
    attached: Attached,
) -> None:
    service = Receiving()
    there = Attached("seal", "old.pdf", len(DATA), attached.sha256)
    with pytest.raises(ClientError) as caught:
        send(service, there)
    assert caught.value.code == "attachment_gone"
    service.files[attached.sha256] = DATA
    send(service, there)
    assert service.parts == []


def test_progress_is_over_all_files_and_stopping_keeps_what_arrived(
    attached: Attached, tmp_path: Path
) -> None:
    other = tmp_path / "b.pdf"
    other.write_bytes(DATA + b"b")
    second = read_attachment(Work(), other, Enclosure.OTHER)
    service, told = Receiving(), list[float]()

    def report(_what: object, fraction: float | None) -> None:
        told.append(fraction or 0)
        if len(told) == 15:
            work.stop()

    work = Work(report)
    with pytest.raises(Stopped):
        send(service, attached, second, work=work)
    assert told == sorted(told)
    assert told[0] == 0
    assert 0.5 < told[-1] < 1
    assert service.files[second.sha256]
    send(service, attached, second)
    assert service.files[second.sha256] == DATA + b"b"
