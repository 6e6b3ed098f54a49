"""Drafts on disk: what was typed is there after every kind of bad day."""

import os
from pathlib import Path

import pytest

from desktop_client.drafts import DamagedDraft, Draft, DraftStore, Filing, Stage
from desktop_client.errors import ClientError, explain
from practice.applicants import supplier
from registration.kinds import Kind


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
    path = store.keep_receipt(draft.id, b"receipt", Filing("2026000001", "k" * 22))
    assert path.read_bytes() == b"receipt"
    filed = store.load(draft.id)
    assert filed.stage is Stage.FILED
    assert filed.filing == Filing("2026000001", "k" * 22)


def test_a_deleted_draft_is_gone(store: DraftStore) -> None:
    draft = store.create(Kind.SUPPLIER)
    store.delete(draft.id)
    assert store.all() == []
