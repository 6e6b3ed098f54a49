"""Characters of text from outside: composed, made visible, or told.

Whatever normalises text does it here, for two reasons. Client and service must agree which
characters nobody sees; and Unicode's normal forms take the square of the time for many marks in a
row, so that text is measured before it is normalised.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import repeat
from typing import Literal

_DEFAULT_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
"""Default_Ignorable_Code_Point of Unicode 15.1 (DerivedCoreProperties.txt): drawn as nothing."""
_IGNORABLE = frozenset(
    code for first, last in _DEFAULT_IGNORABLE for code in range(first, last + 1)
)
_DRAWN_EMPTY = frozenset({0x2800, 0x16FE4, 0x1D159})
"""Braille, Khitan and musical signs whose picture is empty though they are no spaces."""
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_OGHAM_SPACE = "\u1680"
"""The one space that is drawn: as a line."""

MOST_MARKS = 30
"""Marks in a row that some script may need (Stream-Safe Text Format, UAX #15 section 13)."""
SPELLINGS = 4
"""Characters that one character may be written with: a letter and three marks, three jamo."""

DASHES = "‐‑‒–—―−⁃˗﹘﹣－ㅡ─ー"
"""What people and word processors write for a hyphen; ㅡ and ─ are usual in Korea."""
_TO_HYPHEN = str.maketrans(dict.fromkeys(DASHES, "-"))


_USUAL = re.compile("[ -~가-힣]*")
"""Nearly every text: all of it is seen, composed in any form, and without marks or other spaces."""
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
"""Syllables and jamo."""


def has_hangul(text: str) -> bool:
    """Whether any letter is Korean."""
    return _HANGUL.search(text) is not None


def unseen_in(text: str) -> str | None:
    """Return the first character that a reader would not see as it is; None where all are seen.

    Also the mark that is piled on too many others, and the space that is drawn as a line.
    """
    if _USUAL.fullmatch(text):
        return None
    return next(
        (character for character, pile in _piles(text) if _is_unseen(character, pile)), None
    )


def seen(text: str) -> str:
    """Return the text composed, with plain spaces, and without what `unseen_in` would tell."""
    kept = "".join(
        character
        for character, pile in _piles(with_plain_spaces(text))
        if not _is_unseen(character, pile)
    )
    return composed(kept).strip()


def with_plain_spaces(text: str) -> str:
    """Return the text with every kind of space as U+0020: they look alike, or nearly."""
    if text.isascii() or _USUAL.fullmatch(text):
        return text
    return "".join(
        " " if character != _OGHAM_SPACE and unicodedata.category(character) == "Zs" else character
        for character in text
    )


def composed(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Return the text in a normal form; as it is where more marks than any script has are piled.

    Takes time in proportion to the length.
    """
    if text.isascii() or _USUAL.fullmatch(text) or _has_too_high_a_pile(text):
        return text
    return unicodedata.normalize(form, text)


def folded(text: str) -> str:
    """Return what was typed for a number: ASCII digits, hyphens and spaces, nothing unseen."""
    if _USUAL.fullmatch(text):
        return text.strip()
    shown = (
        " "
        if character.isspace() or ord(character) in _DRAWN_EMPTY
        else ""
        if _is_unseen(character)
        else character
        for character in text.translate(_TO_HYPHEN)
    )
    return composed("".join(shown), "NFKC").translate(_TO_HYPHEN).strip()


_LEGAL_FORMS = re.compile(r"주식회사|유한회사|\((?:주|유|재|사|합|의)\)")
"""Written before or after a firm's name, in full or short, or not at all."""


def searchable(text: str) -> str:
    """Return a name as it is looked for: letters and digits alone, in one spelling.

    (주), ㈜ and 주식회사, blanks, capitals and Unicode's ways of writing a syllable are all one.
    """
    name = _LEGAL_FORMS.sub("", "".join(composed(text, "NFKC").casefold().split()))
    return "".join(character for character in name if character.isalnum())


def _is_unseen(character: str, pile: int = 0) -> bool:
    code = ord(character)
    return (
        pile > MOST_MARKS
        or character == _OGHAM_SPACE
        or code in _DRAWN_EMPTY
        or unicodedata.category(character) in _UNSEEN_CATEGORIES
        or code in _IGNORABLE
    )


def _has_too_high_a_pile(text: str) -> bool:
    return bool(_marks_in(text)) and any(pile > MOST_MARKS for _, pile in _piles(text))


def _piles(text: str) -> Iterator[tuple[str, int]]:
    """Yield each character and how many marks stand in a row up to it."""
    marks = _marks_in(text)
    if not marks:  # as in nearly every text
        yield from zip(text, repeat(0))
        return
    pile = 0
    for character in text:
        pile = pile + 1 if character in marks else 0
        yield character, pile


def _marks_in(text: str) -> set[str]:
    """Return which marks the text has.

    The category counts, not the combining class: U+0F73 has class 0 and is taken apart into two.
    """
    return {character for character in set(text) if unicodedata.category(character)[0] == "M"}
