"""Inputs that are hard to read: of a given size, and as bad as their kind can be."""

from collections.abc import Callable

from desktop_client.pki.encoding.der_write import SEQUENCE, encode

Shape = Callable[[int], bytes]


def _nested(size: int) -> bytes:
    """Sequences in sequences, with lengths."""
    headers, length = [], 0
    while length < size:
        header = b"\x30" + _length(length)
        headers.append(header)
        length += len(header)
    return b"".join(reversed(headers))


def _length(length: int) -> bytes:
    if length < 128:
        return bytes([length])
    octets = length.to_bytes((length.bit_length() + 7) // 8)
    return bytes([128 + len(octets)]) + octets


def _segments(size: int) -> bytes:
    """An octet string in segments of one octet."""
    return b"\x24\x80" + b"\x04\x01x" * (size // 3) + b"\0\0"


DER: dict[str, Shape] = {
    "nested": _nested,
    "nested without lengths": lambda size: b"\x30\x80" * (size // 4) + b"\0\0" * (size // 4),
    "many nulls": lambda size: encode(SEQUENCE, b"\x05\0" * (size // 2)),
    "many pairs": lambda size: encode(SEQUENCE, b"\x30\x05\x06\x01\x2a\x02\0" * (size // 7)),
    "many sets": lambda size: encode(SEQUENCE, b"\x31\x02\x05\0" * (size // 4)),
    "one long OID": lambda size: encode(SEQUENCE, encode(6, b"\x2a" + b"\x81" * size + b"\x01")),
    "one long number": lambda size: encode(SEQUENCE, encode(2, b"\x01" * size)),
    "many segments": _segments,
}
TEXTS: dict[str, Shape] = {
    "combining marks": lambda size: ("\u0300\u0316" * (size // 4)).encode(),
    "one letter": lambda size: b"a" * size,
    "blanks": lambda size: b" " * (size - 1) + b"x",
    "tabs": lambda size: b"\t" * size,
    "line breaks": lambda size: b"\r" * size,
    "quotes": lambda size: b'"' * size,
    "dots and digits": lambda size: b"1." * (size // 2),
}
JSON: dict[str, Shape] = {
    "nested": lambda size: b'{"code":' + b"[" * (size // 2) + b"]" * (size // 2) + b"}",
    "many names": lambda size: (
        b"{" + b",".join(b'"n%d":0' % number for number in range(size // 11)) + b"}"
    ),
    "one long number": lambda size: b'{"code":' + b"1" * size + b"}",
    "escapes": lambda size: b'{"code":"' + b"\\u0300\\u0316" * (size // 12) + b'"}',
    "many lists": lambda size: b'{"code":[' + b"[]," * (size // 3) + b"[]]}",
}
