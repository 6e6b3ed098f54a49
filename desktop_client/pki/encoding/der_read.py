"""Reads DER (X.690) by hand: without copies of secrets, and faster than asn1crypto."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice

BOOLEAN = 0x01
INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
OBJECT_IDENTIFIER = 0x06
UTF8_STRING = 0x0C
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
SEQUENCE = 0x30
SET = 0x31
CONTEXT_0 = 0xA0

MAX_OID_BYTES = 32
_PADDING = b"\0\t\n\r \x1a"
"""What stands after the DER in some files: line ends, and what filled up a block."""
PARSE_ERRORS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What reading damaged bytes raises: here ValueError, the others in asn1crypto."""

_MONTH_TO_SECOND = rb"(\d\d)" * 5 + rb"Z"
_TIMES = {
    UTC_TIME: re.compile(rb"(\d\d)" + _MONTH_TO_SECOND),
    GENERALIZED_TIME: re.compile(rb"(\d{4})" + _MONTH_TO_SECOND),
}
"""A time as certificates and lists must write it."""

View = memoryview


def elements(data: bytes | bytearray | View) -> Iterator[tuple[int, View]]:
    """Yield identifier octet and content of each element; raises ValueError over damage."""
    view = memoryview(data)
    at, size = 0, len(view)
    while at < size:
        start, end = _bounds(view, at, size)
        yield view[at], view[start:end]
        at = end


def encoded_elements(data: bytes | bytearray | View) -> Iterator[bytes]:
    """Yield each element with its head, as it stands; raises ValueError over damage."""
    view = memoryview(data)
    at, size = 0, len(view)
    while at < size:
        _, end = _bounds(view, at, size)
        yield bytes(view[at:end])
        at = end


def length_of_first(data: bytes | bytearray | View) -> int:
    """Return how many bytes the first element has, its head included; raises ValueError."""
    return _bounds(memoryview(data), 0, len(data))[1]


def unpadded(data: bytes) -> tuple[bytes, bool]:
    """Return the first element, and whether padding stood after it; anything else stays.

    Raises ValueError over damage.
    """
    end = length_of_first(data)
    return (data[:end], True) if is_padding(data[end:]) else (data, False)


def is_padding(rest: bytes | View) -> bool:
    """Return whether bytes after an element are some, and nothing but line ends and zeros."""
    return bool(rest) and not bytes(rest).strip(_PADDING)


def _bounds(data: View, at: int, size: int) -> tuple[int, int]:
    """Return where the content of the element at a place begins and ends."""
    if size - at < 2 or data[at] & 0x1F == 0x1F:
        raise ValueError("no DER element")
    length, start = data[at + 1], at + 2
    if length & 0x80:
        octets = length & 0x7F
        if not 1 <= octets <= 4:
            raise ValueError("indefinite or absurd length")
        start += octets
        length = int.from_bytes(data[at + 2 : start])
    if start + length > size:
        raise ValueError("truncated DER element")
    return start, start + length


def parts(data: bytes | bytearray | View, *tags: int) -> list[View]:
    """Return the contents of exactly these elements; raises ValueError for any others."""
    found = list(islice(elements(data), len(tags) + 1))
    if [tag for tag, _ in found] != list(tags):
        raise ValueError("unexpected DER elements")
    return [content for _, content in found]


def unsigned(content: View) -> int:
    """Return a non-negative INTEGER; raises ValueError for another or an empty one."""
    if not content or content[0] & 0x80:
        raise ValueError("not a non-negative integer")
    return int.from_bytes(content)


def integer(content: View) -> int:
    """Return an INTEGER; raises ValueError for an empty one."""
    if not content:
        raise ValueError("no integer")
    return int.from_bytes(content, signed=True)


def oid(content: View) -> str:
    """Return an OBJECT IDENTIFIER in dotted form; raises ValueError for an absurd one."""
    if not 0 < len(content) <= MAX_OID_BYTES or content[-1] & 0x80:
        raise ValueError("no object identifier")
    return _dotted(bytes(content))


@lru_cache(1024)
def _dotted(content: bytes) -> str:
    """Return the arcs (X.690 section 8.19); the first two share a number."""
    arcs, arc = [], 0
    for octet in content:
        arc = arc << 7 | octet & 0x7F
        if not octet & 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def first_oid(content: View) -> str:
    """Return the OBJECT IDENTIFIER a structure begins with; raises ValueError for another."""
    tag, first = next(elements(content), (0, content))
    if tag != OBJECT_IDENTIFIER:
        raise ValueError("no object identifier")
    return oid(first)


def moment(tag: int, content: View) -> datetime:
    """Return a UTCTime or GeneralizedTime (RFC 5280 section 4.1.2.5), aware.

    A time of another form that says what it means (no seconds, an offset) is read too. Raises
    PARSE_ERRORS for one that does not, as without a zone.
    """
    form = _TIMES.get(tag)
    found = form.fullmatch(content) if form else None
    if found is None:
        return _rare_moment(tag, bytes(content))
    year, month, day, hour, minute, second = map(int, found.groups())
    if tag == UTC_TIME:
        year += 2000 if year < 50 else 1900
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _rare_moment(tag: int, content: bytes) -> datetime:
    from desktop_client.pki.encoding.asn1 import core

    kinds = {UTC_TIME: core.UTCTime, GENERALIZED_TIME: core.GeneralizedTime}
    if tag not in kinds:
        raise ValueError("no time")
    return aware_moment(kinds[tag](contents=content).native)


def aware_moment(native: object) -> datetime:
    """Return an ASN.1 time that is one: raises TypeError without `Z` and for the year 0."""
    if not isinstance(native, datetime) or native.tzinfo is None:
        raise TypeError("time without zone, or out of range")
    return native
