"""닮은 신청: by what two applications of one firm are known, however they were typed."""

import hashlib
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from registration.characters import searchable
from registration.forms.field import Answers
from registration.text import Text


class Trait(StrEnum):
    """In what two applications are alike."""

    NUMBER = "number"
    NAME_ADDRESS = "name_address"
    REPRESENTATIVE = "representative"


TRAIT_NAMES = {
    Trait.NUMBER: Text("같은 번호", "Same number"),
    Trait.NAME_ADDRESS: Text("같은 이름과 주소", "Same name and address"),
    Trait.REPRESENTATIVE: Text("같은 대표자", "Same representative"),
}


def traits(form: Answers) -> set[tuple[Trait, str]]:
    """Return what is compared of a form, as sums: who they are of is not kept a second time.

    The number is compared as it stands in the application's row.
    """
    return {(trait, _sum(*words)) for trait, words in _words(form) if all(words)}


def _words(form: Answers) -> Iterator[tuple[Trait, tuple[str, ...]]]:
    general = _mapping(form.get("general"))
    address = f"{general.get('address') or ''}{general.get('address_detail') or ''}"
    yield Trait.NAME_ADDRESS, (searchable(str(general.get("name") or "")), searchable(address))
    rows = form.get("representatives")
    for row in map(_mapping, rows if isinstance(rows, list) else []):
        name = searchable(str(row.get("name") or ""))
        yield Trait.REPRESENTATIVE, (name, str(row.get("birth_date") or ""))


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _sum(*words: str) -> str:
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:32]
