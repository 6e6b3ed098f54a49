"""How much a JSON text holds, counted before it is read.

A reader makes some kilobytes of each unknown name and recurses into each bracket; counting takes
one quick pass over the bytes.
"""

import re

DEEPEST = 32
"""Levels of brackets at the most; a form has six."""

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_OPENING = (b"[", b"{")


def holds_at_most(values: int, data: bytes) -> bool:
    """Whether JSON text has at most so many values, and none too deep.

    Of other text it says nothing but that counting it was quick.
    """
    bare = _STRING.sub(b"", data)
    if bare.count(b",") + bare.count(b"[") + bare.count(b"{") > values:
        return False
    depth = 0
    for bracket in _BRACKET.findall(bare):
        depth += 1 if bracket in _OPENING else -1
        if depth > DEEPEST:
            return False
    return True
