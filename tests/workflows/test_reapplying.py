"""What one has changed is put onto a record that others have changed meanwhile."""

from pathlib import Path
from typing import Any

import pytest

from desktop_client.drafts import DraftStore, FilingReference
from desktop_client.work import Work
from desktop_client.workflows.members import Members, reapplied
from desktop_client.workflows.session import Sessions
from registration.kinds import FilingPurpose, Kind
from registration.wire import Record, Registration


def test_ones_own_answers_are_kept_and_those_of_others_too() -> None:
    before = {"general": {"name": "가", "phone": "1", "fax": "2"}, "agents": [{"name": "갑"}]}
    edited = {"general": {"name": "가", "phone": "9"}, "agents": [{"name": "갑"}]}
    now = {
        "general": {"name": "나", "phone": "1", "fax": "2"},
        "agents": [{"name": "갑"}, {"name": "을"}],
    }
    assert reapplied(before, edited, now) == {
        "general": {"name": "나", "phone": "9"},
        "agents": [{"name": "갑"}, {"name": "을"}],
    }


def test_the_rows_of_a_page_are_taken_whole() -> None:
    before = {"agents": [{"name": "갑"}]}
    edited = {"agents": [{"name": "갑"}, {"name": "병"}]}
    now = {"agents": [{"name": "을"}]}
    assert reapplied(before, edited, now) == edited
    assert now == {"agents": [{"name": "을"}]}


class Now(Sessions):
    """A session that reads one registered record."""

    def __init__(self, form: dict[str, Any]) -> None:
        record = Record(
            kind=Kind.SUPPLIER,
            receipt_number="2026000001",
            registered="2026-01-01T00:00:00Z",
            renewed="2026-01-01T00:00:00Z",
            version=3,
            form=form,
            paper_code="2026000001-ABCDEFGHIJKLMNOP",
        )
        self._read = Registration(
            key="1111111119",
            business_number="1111111119",
            organisation="연습",
            records=[record],
            users=[],
        )

    def registration(self, _work: Work) -> Registration:
        return self._read


@pytest.mark.parametrize("completed", [False, True])
def test_a_rejected_change_is_begun_anew_with_its_edits(tmp_path: Path, completed: bool) -> None:
    registered = {"general": {"name": "가", "phone": "1", "fax": "2"}}
    drafts = DraftStore(tmp_path)
    old = drafts.create(
        Kind.SUPPLIER, form=registered, purpose=FilingPurpose.CHANGE, record_version=2
    )
    edited = {"general": {"name": "나", "phone": "1", "fax": "2"}}
    drafts.save_form(old.id, edited)
    drafts.keep_receipt(old.id, b"receipt", FilingReference("2026000007", "k" * 43))
    if completed:
        old = drafts.create(
            Kind.SUPPLIER,
            form=edited,
            purpose=FilingPurpose.SUPPLEMENT,
            supplements="2026000007",
        )
        drafts.save_form(old.id, {"general": {"name": "나", "phone": "1", "fax": "3"}})
        drafts.keep_receipt(old.id, b"receipt", FilingReference("2026000007", "k" * 43))
    now = {"general": {"name": "가", "phone": "9", "fax": "2"}}
    members = Members(drafts, Now(now))
    new = members.begin_again(Work(), old.id)
    fax = "3" if completed else "2"
    assert new.before == now
    assert new.record_version == 3
    assert drafts.load(new.id).form == {"general": {"name": "나", "phone": "9", "fax": fax}}
    assert drafts.load(old.id).filing
    drafts.save_form(new.id, {"general": {"name": "다"}})
    again = members.begin_again(Work(), old.id)
    assert (again.id, again.form) == (new.id, {"general": {"name": "다"}})
