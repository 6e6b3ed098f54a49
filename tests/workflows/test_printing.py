"""Which papers belong to a filed application."""

from pathlib import Path
from typing import Any, cast

import pytest

from desktop_client.drafts import DraftStore
from desktop_client.workflows.printouts.printing import Printing
from practice.applicants import applicant
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import State
from registration.printouts import PrintoutKind


@pytest.mark.parametrize(
    ("purpose", "sends"),
    [(FilingPurpose.NEW, True), (FilingPurpose.CHANGE, False), (FilingPurpose.SUPPLEMENT, True)],
)
def test_a_completion_still_owes_the_papers_and_a_change_of_nothing_owes_none(
    tmp_path: Path, purpose: FilingPurpose, sends: bool
) -> None:
    drafts, nowhere = DraftStore(tmp_path), cast(Any, None)
    draft = drafts.create(
        Kind.STOCKPILE,
        form=applicant(Kind.STOCKPILE),
        purpose=purpose,
        supplements="2026000001" if purpose is FilingPurpose.SUPPLEMENT else None,
        record_version=1 if purpose is FilingPurpose.CHANGE else None,
    )
    kinds = Printing(drafts, nowhere, nowhere).kinds(draft.id, State.PENDING)
    assert (PrintoutKind.COVER_LETTER in kinds) is sends
