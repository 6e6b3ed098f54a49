"""What a JSON text holds is counted as a reader would find it, strings left out."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from registration.json_limits import holds_at_most

_TEXTS = st.text(st.sampled_from('a"\\,[]{}:\n가'), max_size=6)
_VALUES = st.recursive(
    st.none() | st.integers() | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(_VALUES, st.booleans())
def test_as_many_are_counted_as_a_reader_finds(value: Any, ascii_only: bool) -> None:
    data, held = json.dumps(value, ensure_ascii=ascii_only).encode(), _held(value)
    assert holds_at_most(held, data)
    assert held == 0 or not holds_at_most(held - 1, data)


def test_what_is_no_json_is_counted_all_the_same() -> None:
    assert not holds_at_most(1000, b'"' * 5000)
    assert not holds_at_most(1000, b"[" + b"]" * 5000)
    assert not holds_at_most(1000, b'"' + b"," * 10 + b'"' + b"," * 5000)


def _held(value: Any) -> int:
    """Return how many containers there are, and how many parts beside each one's first."""
    if not isinstance(value, list | dict):
        return 0
    parts = list(value.values()) if isinstance(value, dict) else value
    return 1 + max(len(parts) - 1, 0) + sum(map(_held, parts))
