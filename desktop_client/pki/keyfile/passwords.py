"""Passwords of keys: the rule for new ones, and what older programs made of them.

Opening is never restricted by the rule.
"""

from collections.abc import Iterator
from enum import IntEnum

from desktop_client.pki.findings import PkiError

MIN_CHARACTERS = 10
FORBIDDEN = frozenset("'\"\\|")
"""What the CAs' own programs refuse in a password."""
_LONG, _VARIED = 14, 10


class Strength(IntEnum):
    """How hard a new password is to guess, as far as its look tells."""

    UNFIT = 0
    FAIR = 1
    GOOD = 2


def fault(password: str) -> str | None:
    """Return the code of what the CAs' rule forbids in a new password; None where it will do.

    Ten characters or more, of letters, digits and signs, without what the CAs' programs refuse.
    """
    if len(password) < MIN_CHARACTERS:
        return "password_too_short"
    if FORBIDDEN & set(password):
        return "password_forbidden"
    signs = any(not char.isalnum() and not char.isspace() for char in password)
    if not (signs and any(map(str.isalpha, password)) and any(map(str.isdigit, password))):
        return "password_too_plain"
    return None


def hard_to_type(password: str) -> bool:
    """Return whether other programs may not open it: not ASCII, or blanks at its ends."""
    return not password.isascii() or password != password.strip()


def strength(password: str) -> Strength:
    """Return how strong a new password looks."""
    if fault(password):
        return Strength.UNFIT
    good = len(password) >= _LONG and len(set(password)) >= _VARIED
    return Strength.GOOD if good else Strength.FAIR


def require_fit(password: bytes) -> None:
    """Raise PkiError with the code of `fault` unless a new password follows the rule."""
    code = fault(password.decode("utf-8", "replace"))
    if code:
        raise PkiError(code)


def forms(password: bytes) -> Iterator[bytes]:
    """Yield a password (UTF-8), then as older programs wrote it: CP949, or its bytes widened.

    Widened means that each byte was taken for a character of its own.
    """
    yield password
    if password.isascii():
        return
    try:
        korean = password.decode().encode("cp949")
    except UnicodeError:
        return
    yield korean
    for widened in (password, korean):
        yield widened.decode("latin-1").encode()
