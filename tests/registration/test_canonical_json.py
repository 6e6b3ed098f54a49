"""The one spelling of JSON: what Python's encoder writes is what RFC 8785 says."""

from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from registration.canonical_json import CanonicalizationError, canonical_json

_TEXTS = st.text(st.characters(codec="utf-8"), max_size=8) | st.text('"\\\b\n\x7f\x1f/é￿😀9.:,[e')
_NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
_VALUES = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXTS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(_TEXTS, inside, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_TEXTS, _VALUES, max_size=4))
@example({"\ue000": 1, "😀": 2})
@example({"a": [1e21, 1.0, -0.0, 5e-324, 9_007_199_254_740_991]})
@example({"a": '":1.5,[123456789012345678'})
def test_it_is_what_the_standard_says(value: dict[str, Any]) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value", [2**53, [-(2**60)], {"a": float("nan")}, {"a": float("inf")}, [object()], {"a": {1}}]
)
def test_what_has_no_spelling_is_refused(value: Any) -> None:
    with pytest.raises(CanonicalizationError):
        canonical_json([value])


def test_half_a_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="UTF-8"):
        canonical_json(["\ud83d"])
