"""Reads DER (X.690) by hand: without copies of secrets, and faster than asn1crypto."""

from collections.abc import Iterator

from asn1crypto import core

BOOLEAN = 0x01
INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
OBJECT_IDENTIFIER = 0x06
UTF8_STRING = 0x0C
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

View = memoryview


def elements(data: bytes | bytearray | View) -> Iterator[tuple[int, View]]:
    """Yield identifier octet and content of each element; raises ValueError over damage."""
    rest = memoryview(data)
    while rest:
        start, end = _bounds(rest)
        yield rest[0], rest[start:end]
        rest = rest[end:]


def length_of_first(data: bytes | bytearray | View) -> int:
    """Return how many bytes the first element has, its head included; raises ValueError."""
    return _bounds(memoryview(data))[1]


def unpadded(data: bytes) -> tuple[bytes, bool]:
    """Return the first element, and whether padding stood after it; anything else stays.

    Raises ValueError over damage.
    """
    end = length_of_first(data)
    return (data[:end], True) if is_padding(data[end:]) else (data, False)


def is_padding(rest: bytes | View) -> bool:
    """Return whether bytes after an element are some, and nothing but line ends and zeros."""
    return bool(rest) and not bytes(rest).strip(_PADDING)


def _bounds(data: View) -> tuple[int, int]:
    """Return where the content of the first element begins and ends."""
    if len(data) < 2 or data[0] & 0x1F == 0x1F:
        raise ValueError("no DER element")
    length, start = data[1], 2
    if length & 0x80:
        start += length & 0x7F
        if not 3 <= start <= 6:
            raise ValueError("indefinite or absurd length")
        length = int.from_bytes(data[2:start])
    if start + length > len(data):
        raise ValueError("truncated DER element")
    return start, start + length


def parts(data: bytes | bytearray | View, *tags: int) -> list[View]:
    """Return the contents of exactly these elements; raises ValueError for any others."""
    found = list(elements(data))
    if [tag for tag, _ in found] != list(tags):
        raise ValueError("unexpected DER elements")
    return [content for _, content in found]


def unsigned(content: View) -> int:
    """Return a non-negative INTEGER; raises ValueError for another or an empty one."""
    if not content or content[0] & 0x80:
        raise ValueError("not a non-negative integer")
    return int.from_bytes(content)


def oid(content: View) -> str:
    """Return an OBJECT IDENTIFIER in dotted form; raises ValueError for an absurd one."""
    if not 0 < len(content) <= MAX_OID_BYTES or content[-1] & 0x80:
        raise ValueError("no object identifier")
    return str(core.ObjectIdentifier(contents=bytes(content)).dotted)


def first_oid(content: View) -> str:
    """Return the OBJECT IDENTIFIER a structure begins with; raises ValueError for another."""
    tag, first = next(elements(content), (0, content))
    if tag != OBJECT_IDENTIFIER:
        raise ValueError("no object identifier")
    return oid(first)
