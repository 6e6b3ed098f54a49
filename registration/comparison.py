"""What a change or a 보완 changes: one form against another, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

from registration.forms import FieldDescription, PageDescription, describe
from registration.forms.field import Answers, is_empty
from registration.kinds import Kind
from registration.text import Text

What = Literal["changed", "added", "removed"]

Pair = tuple[int | None, int | None]
"""Places of one row before and after; None where it was not there yet, or is no more."""


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that is not what it was.

    `what`: whether its row was there before and after (`changed`), came, or went. `row`: the
    place of the row (from 0) among those after, of a removed row among those before; None on a
    page that does not repeat. `field.show` reads `before` and `after`.
    """

    page: PageDescription
    row: int | None
    what: What
    field: FieldDescription
    before: Any
    after: Any


def compare_forms(kind: Kind, before: Answers, after: Answers) -> list[AnswerChange]:
    """Return what differs between two canonical forms, in the order of the form.

    The order of rows means nothing. A row is known again by its first answer, or else by most of
    its answers being the same.
    """
    return [
        change
        for page in describe(kind).pages
        for change in (_rows if page.repeats else _page)(
            page, before.get(page.key), after.get(page.key)
        )
    ]


OF_THE_FIRM = (
    "name",
    "english_name",
    "corporate_number",
    "opening_date",
    "postcode",
    "address",
    "address_detail",
    "phone",
)
"""Answers of the page `general` that are about the firm, whatever it is registered as."""


def differing(kind: Kind, form: Answers, other_kind: Kind, other: Answers) -> list[Text]:
    """Return the titles of what two registrations of one firm say differently of it.

    Each is changed by itself: after a change of one, the other keeps what it says.
    """
    general, answers = describe(kind).page("general"), other.get("general", {})
    asked = {field.key for field in describe(other_kind).page("general").fields}
    return [
        change.field.ask.title
        for change in _page(general, form.get("general"), answers)
        if change.field.key in asked and change.field.key in OF_THE_FIRM
    ]


def _page(page: PageDescription, before: Any, after: Any) -> Iterator[AnswerChange]:
    yield from _answers(page, None, "changed", before, after)


def _rows(page: PageDescription, before: Any, after: Any) -> Iterator[AnswerChange]:
    old, new = before or [], after or []
    removed: list[AnswerChange] = []
    for left, right in _pairs(page, old, new):
        if right is None:
            removed += _answers(page, left, "removed", old[left or 0], {})
        else:
            what: What = "added" if left is None else "changed"
            yield from _answers(page, right, what, {} if left is None else old[left], new[right])
    yield from removed


def _answers(
    page: PageDescription, row: int | None, what: What, before: Any, after: Any
) -> Iterator[AnswerChange]:
    old, new = before or {}, after or {}
    for field in page.fields:
        left, right = old.get(field.key), new.get(field.key)
        if left != right and not (is_empty(left) and is_empty(right)):
            yield AnswerChange(page, row, what, field, left, right)


def _pairs(page: PageDescription, old: list[Answers], new: list[Answers]) -> list[Pair]:
    """Return which row became which, those of `new` in their order, then those that went."""
    first = page.fields[0].key
    known = _numbered(old, first)
    found = {
        right: known.pop(name) for name, right in _numbered(new, first).items() if name in known
    }
    left_over = sorted(known.values())
    pairs: list[Pair] = []
    for right, row in enumerate(new):
        left = found.get(right)
        if left is None:
            left = next((place for place in left_over if _alike(old[place], row)), None)
            if left is not None:
                left_over.remove(left)
        pairs.append((left, right))
    return [*pairs, *((left, None) for left in left_over)]


def _numbered(rows: list[Answers], key: str) -> dict[tuple[Any, int], int]:
    """Return the place of each row by its first answer, and by its number among equal ones."""
    counters: dict[Any, count[int]] = {}
    return {
        (row.get(key), next(counters.setdefault(row.get(key), count()))): place
        for place, row in enumerate(rows)
    }


def _alike(before: Answers, after: Answers) -> bool:
    keys = {key for row in (before, after) for key, value in row.items() if not is_empty(value)}
    same: int = sum(before.get(key) == after.get(key) for key in keys)
    return same * 2 > len(keys)
