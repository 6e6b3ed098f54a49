"""Files attached to a draft: judged, hashed, kept as a list; changed and vanished ones are told."""

import hashlib
import os
from pathlib import Path

import pytest

from desktop_client.drafts import Attached, Draft, DraftStore
from desktop_client.errors import ClientError
from desktop_client.work import Stopped, Work
from desktop_client.workflows import attaching
from desktop_client.workflows.attaching import (
    Attaching,
    check_unchanged,
    fitting_name,
    read_attachment,
)
from registration.attachments import TOTAL_LIMIT
from registration.enclosures import Enclosure
from registration.kinds import Kind
from registration.text import Text

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 20
SEAL = Enclosure.SEAL


@pytest.fixture
def drafts(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "drafts")


@pytest.fixture
def draft(drafts: DraftStore) -> Draft:
    return drafts.create(Kind.SUPPLIER)


def file(folder: Path, name: str = "인감.pdf", data: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_is_hashed_where_it_lies_and_listed(
    drafts: DraftStore, draft: Draft, tmp_path: Path
) -> None:
    path = file(tmp_path)
    added = Attaching(drafts).add(Work(), draft.id, [path], SEAL)
    (one,) = added.attachments
    assert (one.name, one.document, one.size) == ("인감.pdf", "seal", len(PDF))
    assert one.sha256 == hashlib.sha256(PDF).hexdigest()
    assert one.path == str(path)
    assert drafts.load(draft.id).attachments == added.attachments
    assert sorted(os.listdir(tmp_path / "drafts" / draft.id)) == ["attachments.json", "draft.json"]


def test_bad_files_keep_no_good_one_out_and_each_says_why(
    drafts: DraftStore, draft: Draft, tmp_path: Path
) -> None:
    files = [
        file(tmp_path, "memo.txt"),
        file(tmp_path, "empty.pdf", b""),
        file(tmp_path, "renamed.png"),
        tmp_path / "gone.pdf",
        file(tmp_path),
        file(tmp_path, "again.pdf"),
    ]
    added = Attaching(drafts).add(Work(), draft.id, files, SEAL)
    assert [one.name for one in added.attachments] == ["인감.pdf"]
    assert [(one.name, one.failure.code) for one in added.refused] == [
        ("memo.txt", "file_type"),
        ("empty.pdf", "file_empty"),
        ("renamed.png", "file_contents"),
        ("gone.pdf", "file_unreadable"),
        ("again.pdf", "file_twice"),
    ]


def test_number_and_size_of_all_files_are_limited(
    drafts: DraftStore, draft: Draft, tmp_path: Path
) -> None:
    big = Attached("other", "big.pdf", TOTAL_LIMIT - len(PDF) + 1, "b" * 64)
    drafts.attach(draft.id, lambda _: [big])
    (refused,) = Attaching(drafts).add(Work(), draft.id, [file(tmp_path)], SEAL).refused
    assert refused.failure.code == "files_too_large"
    many = [Attached("other", f"{number}.pdf", 1, f"{number:064}") for number in range(100)]
    drafts.attach(draft.id, lambda _: many)
    (refused,) = Attaching(drafts).add(Work(), draft.id, [file(tmp_path)], SEAL).refused
    assert refused.failure.code == "files_too_many"
    assert "100" in refused.failure.why.ko


def test_a_file_is_taken_off_and_given_another_paper(
    drafts: DraftStore, draft: Draft, tmp_path: Path
) -> None:
    working = Attaching(drafts)
    added = working.add(
        Work(), draft.id, [file(tmp_path), file(tmp_path, "b.pdf", PDF + b"b")], SEAL
    )
    first, second = added.attachments
    changed = working.name_documents(draft.id, {second.sha256: Enclosure.LEASE})
    assert [one.document for one in changed] == ["seal", "lease"]
    assert [one.name for one in working.remove(draft.id, first.sha256)] == ["b.pdf"]
    assert (tmp_path / "인감.pdf").exists()


def test_reading_tells_how_far_it_is_and_stops(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(attaching, "CHUNK", 1000)
    told: list[float | None] = []
    read_attachment(Work(lambda _what, fraction: told.append(fraction)), file(tmp_path), SEAL)
    assert len(told) > 4
    assert told == sorted(told, key=lambda one: one or 0)
    assert told[-1] == 1.0

    def stop(_what: Text, _fraction: float | None) -> None:
        work.stop()

    work = Work(stop)
    with pytest.raises(Stopped):
        read_attachment(work, file(tmp_path), SEAL)


def test_a_file_that_changed_or_went_is_told(tmp_path: Path) -> None:
    path = file(tmp_path)
    attached = read_attachment(Work(), path, SEAL)
    check_unchanged(Work(), attached)
    os.utime(path, ns=(1, 1))
    check_unchanged(Work(), attached)
    path.write_bytes(PDF[:-1] + b"!")
    with pytest.raises(ClientError) as caught:
        check_unchanged(Work(), attached)
    assert caught.value.code == "attachment_changed"
    path.write_bytes(PDF + b"!")
    with pytest.raises(ClientError) as caught:
        check_unchanged(Work(), attached)
    assert caught.value.code == "attachment_changed"
    path.unlink()
    with pytest.raises(ClientError) as caught:
        check_unchanged(Work(), attached)
    assert caught.value.code == "attachment_gone"


@pytest.mark.parametrize(
    ("name", "fitting"),
    [("a.pdf", "a.pdf"), ("가\u202eb.pdf", "가b.pdf"), ("한글.pdf".encode().decode(), "한글.pdf"),
     ("x" * 300 + ".pdf", "x" * 196 + ".pdf")],
)  # fmt: skip
def test_names_fit_into_the_signed_document(name: str, fitting: str) -> None:
    assert fitting_name(name) == fitting
