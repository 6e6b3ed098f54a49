"""참조번호 and 인가코드 as people type and paste them."""

import re

from registration.characters import folded

_WORD = r"([0-9A-Za-z-]*[0-9][0-9A-Za-z-]*)"
_REFERENCE = re.compile(rf"(?:참조\s*번호|reference\s+number)\s*:?\s*{_WORD}", re.IGNORECASE)
_CODE = re.compile(rf"(?:인가\s*코드|authori[sz]ation\s+code)\s*:?\s*{_WORD}", re.IGNORECASE)
LONGEST = 64
"""Characters of a number or code, with blanks."""
LONGEST_TEXT = 2000


def as_issued(typed: str) -> str:
    """Return a number or code without blanks and what nobody sees, any dash as a hyphen."""
    return "".join(folded(typed).split())


def found_in(text: str) -> tuple[str, str] | None:
    """Return 참조번호 and 인가코드 in a text, by their names or as its only two; else None.

    Nobody looks in a text that is longer than a message with both.
    """
    if len(text) > LONGEST_TEXT:
        return None
    plain = folded(text)
    reference, code = _REFERENCE.search(plain), _CODE.search(plain)
    if reference and code:
        return reference[1], code[1]
    match plain.split():
        case [first, second] if re.fullmatch(_WORD, first) and re.fullmatch(_WORD, second):
            return first, second
    return None
