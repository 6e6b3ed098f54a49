"""Turns BER (X.690 section 8) into DER as far as reading needs it: Firefox writes PFX in BER."""

from desktop_client.pki.encoding.der_read import OCTET_STRING, View
from desktop_client.pki.encoding.der_write import encode

MAX_DEPTH = 32

_CONSTRUCTED = 0x20
_INDEFINITE = 0x80


def to_der(data: bytes | bytearray | View) -> bytes:
    """Return one value with definite lengths and whole OCTET STRINGs.

    Raises ValueError over damage, over bytes after the value and beyond 32 levels.
    """
    value, rest = _value(memoryview(data), MAX_DEPTH)
    if rest:
        raise ValueError("bytes after the value")
    return value


def _value(data: View, depth: int) -> tuple[bytes, View]:
    """Return the first value and the bytes after it."""
    if len(data) < 2 or data[0] & 0x1F == 0x1F or not depth:
        raise ValueError("no BER value, or too deep")
    tag, length, start = data[0], data[1], 2
    if length == _INDEFINITE:
        return _until_end(tag, data[2:], depth)
    if length & 0x80:
        start += length & 0x7F
        if start > 6:
            raise ValueError("absurd length")
        length = int.from_bytes(data[2:start])
    content, rest = data[start : start + length], data[start + length :]
    if len(content) != length:
        raise ValueError("truncated BER value")
    if not tag & _CONSTRUCTED:
        return encode(tag, content), rest
    children = []
    while content:
        child, content = _value(content, depth - 1)
        children.append(child)
    return _joined(tag, children), rest


def _until_end(tag: int, data: View, depth: int) -> tuple[bytes, View]:
    if not tag & _CONSTRUCTED:
        raise ValueError("a primitive value of indefinite length")
    children = []
    while bytes(data[:2]) != b"\0\0":
        child, data = _value(data, depth - 1)
        children.append(child)
    return _joined(tag, children), data[2:]


def _joined(tag: int, children: list[bytes]) -> bytes:
    if tag != OCTET_STRING | _CONSTRUCTED:
        return encode(tag, *children)
    return encode(OCTET_STRING, *map(_octets, children))


def _octets(encoded: bytes) -> bytes:
    if encoded[0] != OCTET_STRING:
        raise ValueError("an OCTET STRING of something else")
    length = encoded[1]
    return encoded[2 + (length & 0x7F if length & 0x80 else 0) :]
