"""What a signature without signed attributes must never be over.

Such a signature is over the content itself, one with attributes over the SET OF them (RFC 5652
section 5.4). So content that reads as such a set, signed bare, makes a signature over whatever
document the set names; and the other way round.
"""

from desktop_client.pki.encoding.der_write import OBJECT_IDENTIFIER, SEQUENCE, SET

HEAD_BYTES = 512
"""How much of the content's beginning decides: three headers of at most 128 octets each."""


def may_be_attributes(head: bytes, size: int) -> bool:
    """Whether content of `size` bytes that begins with `head` could be a SET OF Attribute.

    True also for what breaks DER in ways that a lenient reader takes, whatever the attributes:
    it is enough that a SET fills the content and its first member begins with an OID.
    """
    kind, length, start = _header(head)
    if kind != SET or (length is not None and start + length != size):
        return False
    if not length and length is not None:
        return True
    kind, _, inner = _header(head[start:])
    return kind == SEQUENCE and head[start + inner : start + inner + 1] == bytes(
        [OBJECT_IDENTIFIER]
    )


def _header(data: bytes) -> tuple[int | None, int | None, int]:
    """Return identifier octet, length (None: indefinite), and where the contents begin."""
    if len(data) < 2:
        return None, 0, 0
    if data[1] == 0x80:
        return data[0], None, 2
    if data[1] < 0x80:
        return data[0], data[1], 2
    start = 2 + (data[1] & 0x7F)
    return data[0], int.from_bytes(data[2:start]), start
