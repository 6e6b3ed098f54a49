"""Drafts on disk: what was typed is there after every kind of bad day."""

import json
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_client.drafts import (
    Attached,
    DamagedDraft,
    Draft,
    DraftStore,
    FilingReference,
    Stage,
    latest_filings,
)
from desktop_client.errors import ClientError, explain
from practice.applicants import supplier
from registration.forms import FORMS, upgrades
from registration.kinds import FilingPurpose, Kind


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "drafts")


def test_a_draft_is_there_for_the_next_program(store: DraftStore, tmp_path: Path) -> None:
    draft = store.create(Kind.SUPPLIER)
    store.save_form(draft.id, supplier())
    again = DraftStore(tmp_path / "drafts").load(draft.id)
    assert again.form == supplier()
    assert again.stage is Stage.EDITING
    assert again.saved >= draft.saved


def test_only_the_owner_can_read_it(store: DraftStore, tmp_path: Path) -> None:
    draft = store.create(Kind.SUPPLIER)
    file = tmp_path / "drafts" / draft.id / "draft.json"
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"kind":"supplier"}', b"\xff\x00"])
def test_a_damaged_draft_is_listed_and_hides_no_other(
    store: DraftStore, tmp_path: Path, damage: bytes
) -> None:
    bad, good = store.create(Kind.SUPPLIER), store.create(Kind.SUPPLIER)
    (tmp_path / "drafts" / bad.id / "draft.json").write_bytes(damage)
    listed = store.all()
    assert [type(one) for one in listed] == [Draft, DamagedDraft]
    assert [one.id for one in listed] == [good.id, bad.id]
    with pytest.raises(ClientError) as caught:
        store.load(bad.id)
    assert caught.value.code == "draft_damaged"
    assert bad.id in explain(caught.value).next.ko


def test_a_folder_without_its_draft_is_listed_as_damaged(store: DraftStore, tmp_path: Path) -> None:
    (tmp_path / "drafts" / "half").mkdir(parents=True)
    assert [type(one) for one in store.all()] == [DamagedDraft]


def test_a_missing_draft_is_not_called_damaged(store: DraftStore) -> None:
    with pytest.raises(ClientError) as caught:
        store.load("never")
    assert caught.value.code == "draft_missing"


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_last_version(
    store: DraftStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, call: str
) -> None:
    draft = store.create(Kind.SUPPLIER)
    store.save_form(draft.id, {"general": {"name": "before"}})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if call == "replace":
        monkeypatch.setattr(Path, "replace", full)
    else:
        monkeypatch.setattr(os, "fsync" if call == "fsync" else "fdopen", full)
    with pytest.raises(ClientError) as caught:
        store.save_form(draft.id, {"general": {"name": "after"}})
    monkeypatch.undo()
    assert caught.value.code == "draft_not_saved"
    assert store.load(draft.id).form == {"general": {"name": "before"}}
    assert sorted(os.listdir(tmp_path / "drafts" / draft.id)) == ["draft.json"]


def test_who_saves_another_draft_than_they_opened_is_told(store: DraftStore) -> None:
    opened = store.create(Kind.SUPPLIER)
    one = store.save_form(opened.id, {"general": {"name": "one"}}, opened.revision)
    with pytest.raises(ClientError, match="draft_changed"):
        store.save_form(opened.id, {"general": {"name": "two"}}, opened.revision)
    assert store.load(opened.id) == one
    again = store.save_form(opened.id, {"general": {"name": "one"}}, opened.revision)
    assert again.form == one.form
    copied = store.copy(opened.id, {"general": {"name": "two"}})
    assert copied.id != opened.id
    assert store.load(copied.id).form == {"general": {"name": "two"}}


def test_files_attached_at_once_from_two_sides_are_both_kept(store: DraftStore) -> None:
    draft = store.create(Kind.SUPPLIER)
    start = threading.Barrier(2)

    def attach(number: int) -> None:
        start.wait()
        for step in range(5):
            more = replace(FILE, sha256=f"{number}-{step}")
            store.attach(draft.id, lambda present: (*present, more))  # noqa: B023

    sides = [threading.Thread(target=attach, args=(number,)) for number in range(2)]
    for side in sides:
        side.start()
    for side in sides:
        side.join(30)
    assert len(store.load(draft.id).attachments) == 10


def test_what_was_signed_can_no_longer_be_changed_until_refused(store: DraftStore) -> None:
    draft = store.create(Kind.SUPPLIER)
    store.keep_signed(draft.id, b"signed", b"sealed")
    assert store.load(draft.id).stage is Stage.SIGNED
    assert store.signed(draft.id) == (b"signed", b"sealed")
    with pytest.raises(ClientError) as caught:
        store.save_form(draft.id, {})
    assert caught.value.code == "draft_closed"
    store.reopen(draft.id)
    assert store.load(draft.id).stage is Stage.EDITING


def test_a_filed_draft_keeps_its_receipt_and_key(store: DraftStore) -> None:
    draft = store.create(Kind.SUPPLIER)
    store.keep_signed(draft.id, b"signed", b"sealed")
    path = store.keep_receipt(draft.id, b"receipt", FilingReference("2026000001", "k" * 22))
    assert path.read_bytes() == b"receipt"
    filed = store.load(draft.id)
    assert filed.stage is Stage.FILED
    assert filed.filing == FilingReference("2026000001", "k" * 22)
    assert store.signed(draft.id) == (b"signed", b"")
    assert not list((path.parent).glob("identity*"))


def test_a_deleted_draft_is_gone(store: DraftStore) -> None:
    draft = store.create(Kind.SUPPLIER)
    store.delete(draft.id)
    assert store.all() == []


def test_a_draft_of_the_first_format_still_opens(store: DraftStore, tmp_path: Path) -> None:
    draft = store.create(Kind.SUPPLIER)
    stored = {"format": 1, "kind": "supplier", "saved": "2026-01-31T00:00:00+00:00",
              "form": {"general": {"name": "가나상사"}}}  # fmt: skip
    (tmp_path / "drafts" / draft.id / "draft.json").write_text(json.dumps(stored))
    opened = store.load(draft.id)
    assert opened.form == {"general": {"name": "가나상사"}}
    assert (opened.purpose, opened.attachments, opened.before) == (FilingPurpose.NEW, (), None)


def rewritten(tmp_path: Path, draft: Draft, **values: object) -> None:
    file = tmp_path / "drafts" / draft.id / "draft.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | values))


def test_a_form_of_an_older_version_is_upgraded_step_by_step(
    store: DraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = store.create(Kind.STOCKPILE, form={"x": {}}, purpose="change", record_version=1)

    def step(name: str) -> upgrades.Step:
        return lambda form: form | {name: {}}

    monkeypatch.setattr(FORMS[Kind.STOCKPILE], "VERSION", 3)
    steps = {(Kind.STOCKPILE, 1): step("a"), (Kind.STOCKPILE, 2): step("b")}
    monkeypatch.setattr(upgrades, "UPGRADES", steps)
    opened = store.load(draft.id)
    assert opened.form == opened.before == {"x": {}, "a": {}, "b": {}}
    rewritten(tmp_path, draft, version=2)
    assert store.load(draft.id).form == {"x": {}, "b": {}}


def test_every_version_of_every_form_has_its_step_and_no_step_is_left_over() -> None:
    assert set(upgrades.UPGRADES) == {
        (kind, version) for kind, form in FORMS.items() for version in range(1, form.VERSION)
    }


@pytest.mark.parametrize(("old", "new"), [("2", "02"), ("5", "53"), ("4", None)])
def test_a_jurisdiction_of_the_first_codes_is_renumbered_or_chosen_anew(
    store: DraftStore, tmp_path: Path, old: str, new: str | None
) -> None:
    draft = store.create(Kind.INSTITUTION, form={"general": {"jurisdiction": old, "name": "가"}})
    rewritten(tmp_path, draft, version=1)
    assert store.load(draft.id).form == {"general": {"jurisdiction": new, "name": "가"}}


@pytest.mark.parametrize("newer", [{"format": 3}, {"version": 99}])
def test_a_draft_of_a_newer_program_is_told_and_kept(
    store: DraftStore, tmp_path: Path, newer: dict[str, int]
) -> None:
    draft = store.create(Kind.SUPPLIER)
    rewritten(tmp_path, draft, **newer)
    (listed,) = store.all()
    assert isinstance(listed, DamagedDraft)
    assert listed.code == "draft_newer"
    with pytest.raises(ClientError) as caught:
        store.save_form(draft.id, {})
    assert caught.value.code == "draft_newer"


FILE = Attached("seal", "인감.pdf", 10, "a" * 64, "/x/인감.pdf", 5)


def test_attachments_are_kept_apart_from_what_is_typed(store: DraftStore) -> None:
    draft = store.create(Kind.SUPPLIER)
    store.attach(draft.id, lambda _: [FILE])
    store.save_form(draft.id, supplier())
    assert store.load(draft.id).attachments == (FILE,)
    store.keep_signed(draft.id, b"signed", b"sealed")
    with pytest.raises(ClientError) as caught:
        store.attach(draft.id, lambda _: [])
    assert caught.value.code == "draft_closed"


def test_a_completion_remembers_what_it_completes(store: DraftStore) -> None:
    form = supplier()
    draft = store.create(
        Kind.SUPPLIER,
        form=form,
        purpose="supplement",
        supplements="2026000001",
        attachments=[FILE],
    )
    store.save_form(draft.id, {"general": {}})
    opened = store.load(draft.id)
    assert opened.before == form
    assert (opened.purpose, opened.supplements) == (FilingPurpose.SUPPLEMENT, "2026000001")
    assert opened.attachments == (FILE,)


def test_what_was_sent_without_a_signature_is_closed_until_refused(store: DraftStore) -> None:
    draft = store.create(Kind.CATALOGUE)
    assert store.document(draft.id) is None
    store.keep_document(draft.id, b"{}")
    assert store.load(draft.id).stage is Stage.SIGNED
    assert store.document(draft.id) == b"{}"
    store.reopen(draft.id)
    assert store.load(draft.id).stage is Stage.EDITING


def test_an_application_that_was_completed_stands_once(store: DraftStore) -> None:
    first, other, unfinished = (store.create(Kind.SUPPLIER) for _ in range(3))
    store.keep_receipt(first.id, b"receipt", FilingReference("2026000001", "k" * 43))
    store.keep_receipt(other.id, b"receipt", FilingReference("2026000002", "k" * 43))
    completing = store.create(Kind.SUPPLIER, purpose=FilingPurpose.SUPPLEMENT)
    store.keep_receipt(completing.id, b"receipt", FilingReference("2026000001", "k" * 43))
    drafts = [one for one in store.all() if isinstance(one, Draft)]
    assert {key: one.id for key, one in latest_filings(drafts).items()} == {
        first.id: completing.id,
        completing.id: completing.id,
        other.id: other.id,
        unfinished.id: unfinished.id,
    }
