"""Writes DER (X.690) by hand: signing one document takes a tenth of asn1crypto's time."""

INTEGER = 0x02
OCTET_STRING = 0x04
NULL = b"\x05\x00"
OBJECT_IDENTIFIER = 0x06
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
SEQUENCE = 0x30
SET = 0x31


def context(number: int) -> int:
    """Return the identifier octet of a constructed context-specific value, `[number]`."""
    return 0xA0 | number


def encode(tag: int, *parts: bytes | memoryview) -> bytes:
    """Return one value whose contents are `parts`, one after the other."""
    size = sum(map(len, parts))
    if size < 0x80:
        return b"".join((bytes((tag, size)), *parts))
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return b"".join((bytes((tag, 0x80 | len(length))), length, *parts))


def encode_set(tag: int, *members: bytes) -> bytes:
    """Return a SET OF under this tag, its members in ascending order (section 11.6)."""
    return encode(tag, *sorted(members))


def encode_integer(value: int) -> bytes:
    """Return a non-negative INTEGER (section 8.3)."""
    return encode(INTEGER, value.to_bytes(value.bit_length() // 8 + 1))


def encode_oid(dotted: str) -> bytes:
    """Return an OBJECT IDENTIFIER (section 8.19)."""
    first, second, *others = (int(arc) for arc in dotted.split("."))
    return encode(OBJECT_IDENTIFIER, *map(_arc, (40 * first + second, *others)))


def _arc(number: int) -> bytes:
    """Return seven bits an octet, all but the last with the high bit set."""
    octets = [number & 0x7F]
    while number := number >> 7:
        octets.append(0x80 | number & 0x7F)
    return bytes(reversed(octets))
