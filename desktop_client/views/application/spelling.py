"""How a typed answer is spelled once its field is left."""

import re

from registration.characters import composed, folded
from registration.forms import FieldDescription
from registration.forms.check import canonical_value
from registration.text import Language

_KOREAN_DATE = re.compile(r"\s*(\d{2,4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일?\s*")


def spelled(field: FieldDescription, typed: str, language: Language) -> str:
    """Return the answer as it is read, hyphens and commas in place; as typed where it is wrong."""
    text = composed(typed).strip()
    try:
        return field.show(canonical_value(field, _forgiven(field, text)), language)
    except ValueError:
        return text


def _forgiven(field: FieldDescription, text: str) -> str:
    """Return a date written as 2026년 1월 31일 the way the form takes it."""
    if field.control == "date":
        return _KOREAN_DATE.sub(r"\1-\2-\3", folded(text))
    return text
