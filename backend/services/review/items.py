"""이용품목 심사: 비축물자 are approved item by item."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.services.applications.status import refused_items
from backend.services.proofs.documents import filed
from backend.storage.models import RefusedItem, Submission
from registration.field_types import plain
from registration.kinds import Kind
from registration.lifecycle import REASON_LIMIT


def refuse(session: Session, application: Submission, refused: Mapping[str, str]) -> None:
    """Keep which items are not approved, before the rest is; the session must be writing.

    `refused`: the reason by the item's code. Raises Refused `items_undecided` over an item that
    was not applied for, or a reason that is none, and `no_item_approved`.
    """
    if not refused:
        return
    applied = applied_for(application)
    if not refused.keys() <= set(applied):
        raise Refused("items_undecided")
    if len(refused) == len(applied):
        raise Refused("no_item_approved")
    session.add_all(
        RefusedItem(submission_id=application.id, item=item, reason=_reason(reason))
        for item, reason in refused.items()
    )
    session.flush()


def applied_for(application: Submission) -> list[str]:
    """Return the codes of the items, in their order; none of another kind."""
    if application.kind is not Kind.STOCKPILE:
        return []
    return [row["item"] for row in filed(application).form["items"]]


def approved_form(session: Session, application: Submission) -> dict[str, Any]:
    """Return the form as it is registered: without the items that were refused."""
    form = filed(application).form
    refused = {row.item for row in refused_items(session, application)}
    if not refused:
        return form
    return form | {"items": [row for row in form["items"] if row["item"] not in refused]}


def _reason(given: str) -> str:
    try:
        reason = str(plain(given, REASON_LIMIT))
    except ValueError:
        raise Refused("malformed") from None
    if not 0 < len(reason) <= REASON_LIMIT:
        raise Refused("items_undecided")
    return reason
