"""Random look-ups in random revocation lists, against what cryptography reads in them.

`python -m fuzz.lookups SECONDS [SEED]` prints how many look-ups agreed, by the shape of the
list, and fails at the first that does not.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cryptography import x509

from desktop_client.pki.encoding.der_read import INTEGER, OCTET_STRING, SEQUENCE, UTC_TIME
from desktop_client.pki.encoding.der_write import (
    NULL,
    context,
    encode,
    encode_integer,
    encode_oid,
)
from desktop_client.pki.revocation.revocation_list import RevocationList

COUNTS = (1, 2, 3, 7, 40, 300, 2000, 5000)
ABSENT = 15
"""Numbers beside each that is listed, and as many with one bit changed; few are listed."""
HEADER_BYTES = b"\x30\x02\x17\x18\x81\x82\x0c\x0d\x00\x01\xff"
REASONS = (1, 6)
"""keyCompromise and certificateHold."""
_AS_THEY_SAY = {
    "unspecified": None,
    "key_compromise": x509.ReasonFlags.key_compromise,
    "certificate_hold": x509.ReasonFlags.certificate_hold,
}
_ALGORITHM = encode(SEQUENCE, encode_oid("1.2.840.113549.1.1.11"), NULL)
_NAME = encode(SEQUENCE, encode(0x31, encode(SEQUENCE, encode_oid("2.5.4.3"), encode(0x0C, b"CA"))))
_TIME = encode(UTC_TIME, b"260101000000Z")


class Shape(NamedTuple):
    """What the numbers of a list are like, and what its entries carry."""

    numbers: str
    extensions: str
    scope: str


SHAPES = tuple(
    Shape(numbers, extensions, scope)
    for numbers in ("in a row", "like headers", "1 to 20 octets", "twice")
    for extensions in ("none", "reasons", "mixed")
    for scope in ("whole", "delta", "indirect")
)


def agree(seconds: float, seed: int, counts: Sequence[int] = COUNTS) -> Counter[Shape]:
    """Return how many look-ups agreed, by shape, in lists of so many entries.

    Each shape has its turn at least once. Raises AssertionError for a look-up that did not agree.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    done = Counter[Shape]()
    end = time.monotonic() + seconds
    while time.monotonic() < end or len(done) < len(SHAPES):
        shape = SHAPES[len(done)] if len(done) < len(SHAPES) else chance.choice(SHAPES)
        done[shape] += _list_agrees(shape, chance.choice(counts), chance)
    return done


def _list_agrees(shape: Shape, count: int, chance: random.Random) -> int:
    """Make one list, look up every number in it and others; return how many."""
    numbers = list(_numbers(shape.numbers, count, chance))
    chance.shuffle(numbers)
    entries = [_entry(number, _reason(shape.extensions, chance)) for number in numbers]
    encoded = _signed_list(entries, shape.scope)
    theirs: dict[int, set[x509.ReasonFlags | None]] = {}
    for entry in x509.load_der_x509_crl(encoded):
        theirs.setdefault(entry.serial_number, set()).add(_their_reason(entry))
    if set(theirs) != set(numbers):
        raise AssertionError(f"{shape}: cryptography reads other numbers than were written")
    ours = RevocationList.from_bytes(encoded)
    near = (number + chance.randint(-9, 9) for number in numbers for _ in range(ABSENT))
    flipped = (number ^ 1 << chance.randrange(160) for number in numbers for _ in range(ABSENT))
    asked = [*numbers, *near, *flipped]
    for number in asked:
        found = ours.entry(number)
        reasons = theirs.get(number, set())
        told = None if found is None else _AS_THEY_SAY[found.reason]
        if not (told in reasons if found else not reasons):
            raise AssertionError(f"{shape}: {number} in {encoded.hex()}")
    return len(asked)


def _numbers(kind: str, count: int, chance: random.Random) -> Iterator[int]:
    first = 1 + chance.getrandbits(chance.choice((4, 30, 62, 150)))
    for place in range(count):
        if kind == "in a row":
            yield first + place
        elif kind == "like headers":
            octets = chance.choices(HEADER_BYTES, k=chance.randint(1, 20))
            yield int.from_bytes(bytes(octets)) or 1
        elif kind == "twice":
            yield first + place // 2
        else:
            yield 1 + chance.getrandbits(8 * chance.randint(1, 20) - 1)


def _reason(kind: str, chance: random.Random) -> int | None:
    if kind == "none" or (kind == "mixed" and chance.random() < 0.5):
        return None
    return chance.choice(REASONS)


def _entry(number: int, reason: int | None) -> bytes:
    extensions = b""
    if reason is not None:
        value = encode(OCTET_STRING, encode(0x0A, bytes([reason])))
        extensions = encode(SEQUENCE, encode(SEQUENCE, encode_oid("2.5.29.21"), value))
    octets = number.to_bytes(number.bit_length() // 8 + 1)
    return encode(SEQUENCE, encode(INTEGER, octets), _TIME, extensions)


def _signed_list(entries: list[bytes], scope: str) -> bytes:
    """Return a list whose signature nobody checks here."""
    critical = b"\x01\x01\xff"
    extensions = {
        "whole": b"",
        "delta": _extension("2.5.29.27", critical, encode_integer(1)),
        "indirect": _extension("2.5.29.28", critical, encode(SEQUENCE, b"\x84\x01\xff")),
    }[scope]
    number = _extension("2.5.29.20", b"", encode_integer(2))
    body = encode(
        SEQUENCE,
        encode_integer(1),
        _ALGORITHM,
        _NAME,
        _TIME,
        _TIME,
        encode(SEQUENCE, *entries),
        encode(context(0), encode(SEQUENCE, number, extensions)),
    )
    return encode(SEQUENCE, body, _ALGORITHM, encode(3, bytes(257)))


def _extension(oid: str, critical: bytes, value: bytes) -> bytes:
    return encode(SEQUENCE, encode_oid(oid), critical, encode(OCTET_STRING, value))


def _their_reason(entry: x509.RevokedCertificate) -> x509.ReasonFlags | None:
    for extension in entry.extensions:
        if isinstance(extension.value, x509.CRLReason):
            return extension.value.reason
    return None


def main() -> None:
    """Look up for the seconds given."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    done = agree(seconds, seed)
    for shape, count in sorted(done.items()):
        print(f"{count:>12,}  {shape.numbers}; extensions: {shape.extensions}; {shape.scope}")
    print(f"{sum(done.values()):>12,}  look-ups agree with cryptography")


if __name__ == "__main__":
    main()
