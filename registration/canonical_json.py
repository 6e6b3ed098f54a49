"""The one spelling of JSON that is signed and hashed: RFC 8785, JSON Canonicalization Scheme.

Of nearly everything Python's own encoder writes the very same text, many times as quickly: keys in
order, no blanks, the same escapes. What it would write otherwise is written by the rfc8785 package.
"""

import json
import re
from typing import Any

import rfc8785

_OTHERWISE = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]|[:,\\[]-?[0-9]+(?:[.eE]|[0-9]{15})")
"""In a text: letters that UTF-16, by which names are ordered, takes two units for; what has no
UTF-8; numbers with a fraction or exponent, and those beyond 2^53. Strings may look like these."""

CanonicalizationError = rfc8785.CanonicalizationError

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def canonical_json(value: dict[str, Any] | list[Any]) -> bytes:
    """Return the value's canonical spelling.

    Its names are texts. Raises CanonicalizationError (a ValueError) where it has none.
    """
    try:
        text = _ENCODER.encode(value)
    except (TypeError, ValueError):  # nothing that JSON has
        return rfc8785.dumps(value)
    return rfc8785.dumps(value) if _OTHERWISE.search(text) else text.encode()
