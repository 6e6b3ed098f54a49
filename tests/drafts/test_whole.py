"""What belongs together in a draft is there together, whenever a program dies or another comes."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_client import files
from desktop_client.drafts import Draft, DraftStore, FilingReference, Stage
from desktop_client.errors import ClientError
from registration.kinds import Kind
from testing.pki.breaking import counted, killed_at
from tests.drafts.test_store import FILE

FORM = {"general": {"name": "as it was"}}
FILED = FilingReference("2026000001", "k" * 22)


def begin(store: DraftStore) -> Draft:
    return store.create(Kind.SUPPLIER, form=FORM, attachments=[FILE])


def make(store: DraftStore) -> None:
    begin(store)


def copy(store: DraftStore) -> None:
    store.copy(_first(store).id, FORM)


def take_over(store: DraftStore) -> None:
    store.take_over(Kind.SUPPLIER, FORM, b"receipt", FILED)


def delete(store: DraftStore) -> None:
    store.delete(_first(store).id)


def _first(store: DraftStore) -> Draft:
    found = store.all()[-1]
    assert isinstance(found, Draft)
    return found


@pytest.mark.parametrize("change", [make, copy, take_over, delete])
def test_a_crash_anywhere_leaves_every_draft_whole_or_not_there(
    tmp_path: Path, change: Callable[[DraftStore], None]
) -> None:
    def stored(name: str) -> DraftStore:
        store = DraftStore(tmp_path / name)
        draft = begin(store)
        if change is delete:
            store.keep_signed(draft.id, b"signed", b"sealed")
            store.keep_receipt(draft.id, b"receipt", FILED)
        return store

    counting = stored("counting")
    calls = counted(lambda: change(counting))
    for at in range(1, calls + 1):
        store = stored(str(at))
        before = store.all()
        assert killed_at(lambda: change(store), at)  # noqa: B023
        found = store.all()
        assert all(isinstance(one, Draft) for one in found)
        assert len(found) - len(before) in {0, -1 if change is delete else 1}
        for one in found:
            assert isinstance(one, Draft)
            assert one.form == FORM
            taken_over = change is take_over and one.id != before[0].id
            assert one.attachments == (() if taken_over else (FILE,))
            expected = Stage.FILED if change is delete or taken_over else Stage.EDITING
            assert one.stage is expected
        begin(store)
        store.delete(_first(store).id)
        kept = {one.id for one in store.all()}
        assert {one.name for one in (tmp_path / str(at)).iterdir()} == kept


def at_once(*works: Callable[[], object]) -> list[str]:
    """Do all this at once; returns how each ended."""
    start, ends = threading.Barrier(len(works)), [""] * len(works)

    def run(number: int) -> None:
        start.wait()
        try:
            works[number]()
            ends[number] = "done"
        except ClientError as error:
            ends[number] = error.code

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return ends


def test_of_two_that_sign_at_once_one_counts_and_the_other_is_told(tmp_path: Path) -> None:
    store = DraftStore(tmp_path)
    for _ in range(5):
        draft = begin(store).id
        pairs = [(b"signed 0", b"sealed 0"), (b"signed 1", b"sealed 1")]
        ends = at_once(
            lambda: store.keep_signed(draft, *pairs[0]),  # noqa: B023
            lambda: store.keep_signed(draft, *pairs[1]),  # noqa: B023
            lambda: store.keep_document(draft, b"unsigned"),  # noqa: B023
        )
        assert sorted(ends) == ["done", "draft_closed", "draft_closed"]
        first = ends.index("done")
        assert store.document(draft) == (b"unsigned" if first == len(pairs) else None)
        if first < len(pairs):
            assert store.signed(draft) == pairs[first]


def test_what_another_window_changed_is_not_signed_for(tmp_path: Path) -> None:
    store = DraftStore(tmp_path)
    draft = begin(store)

    def same(now: Draft) -> None:
        if now != draft:
            raise ClientError("form_changed")

    store.save_form(draft.id, {})
    with pytest.raises(ClientError, match="form_changed"):
        store.keep_signed(draft.id, b"signed", b"sealed", same)
    with pytest.raises(ClientError, match="form_changed"):
        store.keep_document(draft.id, b"document", same)
    assert store.load(draft.id).stage is Stage.EDITING


def test_a_package_taken_over_twice_at_once_is_kept_once(tmp_path: Path) -> None:
    store = DraftStore(tmp_path)
    assert at_once(lambda: take_over(store), lambda: take_over(store)) == ["done", "done"]
    (kept,) = store.all()
    assert store.filed_as(FILED.receipt_number) == kept
    assert store.receipt(kept.id) == b"receipt"


def test_a_refusal_that_comes_after_the_receipt_reopens_nothing(tmp_path: Path) -> None:
    store = DraftStore(tmp_path)
    draft = begin(store)
    store.keep_signed(draft.id, b"signed", b"sealed")
    store.keep_receipt(draft.id, b"receipt", FILED)
    store.reopen(draft.id)
    assert store.signed(draft.id)[0] == b"signed"


def test_what_another_window_deleted_does_not_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is deleted while a form is being saved: the one waits for the other."""
    store = DraftStore(tmp_path)
    draft = begin(store)
    deleting = threading.Thread(target=store.delete, args=(draft.id,))
    real = files.write_atomically

    def write(file: Path, data: bytes) -> None:
        if not deleting.ident:
            deleting.start()
            deleting.join(0.2)  # it would be over by now if it did not wait
        real(file, data)

    monkeypatch.setattr("desktop_client.drafts.store.write_atomically", write)
    store.save_form(draft.id, FORM)
    deleting.join(30)
    assert store.all() == []
    with pytest.raises(ClientError, match="draft_missing"):
        store.keep_receipt(draft.id, b"receipt", FILED)
    with pytest.raises(ClientError, match="draft_missing"):
        store.keep_signed(draft.id, b"signed", b"sealed")
    with pytest.raises(ClientError, match="draft_missing"):
        store.delete(draft.id)
    assert store.all() == []
