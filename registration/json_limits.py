"""How much a JSON text holds, counted before it is read.

A reader makes some kilobytes of each unknown name and recurses into each bracket. Counting goes
over the bytes a few times with what is quick at it, and keeps nobody waiting even for megabytes.
"""

DEEPEST = 32
"""Levels of brackets at the most; a form has six."""

_OPENING, _CLOSING = b"[{", b"]}"
_NO_BRACKETS = bytes(set(range(256)) - set(_OPENING + _CLOSING))


def holds_at_most(values: int, data: bytes) -> bool:
    """Whether JSON text has at most so many values, and none too deep.

    Of other text it says nothing but that counting it was quick.
    """
    bare = _without_strings(values, data)
    if bare is None or bare.count(b",") + bare.count(b"[") + bare.count(b"{") > values:
        return False
    brackets = bare.translate(None, _NO_BRACKETS)
    if len(brackets) > 2 * values:  # more are closed than were opened: no JSON
        return False
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket in _OPENING else -1
        if depth > DEEPEST:
            return False
    return True


def _without_strings(values: int, data: bytes) -> bytes | None:
    """Return what stands outside the strings; None where these are more than so many values have.

    Each value may have a string of its own and one as its name, and the whole is one value more.
    """
    plain = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    if plain.count(b'"') > 4 * (values + 1):
        return None
    return b"".join(plain.split(b'"')[::2])
