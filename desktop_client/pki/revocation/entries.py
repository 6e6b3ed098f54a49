"""Finds entries among the raw bytes of a revocation list (RFC 5280 section 5.1).

Half a million entries take a third of a second to walk. Where a serial number's bytes occur it
can nearly always be seen on the spot that an entry begins there: the bytes around are one, and
nothing before could be an entry (of up to 64 KiB) that holds them. Where that is unclear all are
walked.
"""

from collections.abc import Iterator
from typing import NamedTuple

from desktop_client.pki.encoding import der_read as der

MAX_PLACES = 1000
"""Where a serial number's bytes are looked at one by one; short ones occur everywhere."""
_TIMES = (0x17, 0x18)
_REACHES = {
    b"\x30": 2 + 0x7F,
    b"\x30\x81": 3 + 0xFF,
    b"\x30\x82": 4 + 0xFFFF,
}
"""How an entry begins, and how long it can be with a length of so many octets.

Longer ones, which no CA issues, are not thought of: half of the list would have to be searched.
"""


class Entries(NamedTuple):
    """The bytes a list came in, and where in them its entries begin and stop; no copy is made."""

    data: bytes
    begin: int
    stop: int


def walk(within: Entries) -> Iterator[tuple[int, int]]:
    """Yield serial number and start of each entry; raises ValueError over a broken one.

    Written out instead of calling der.elements, which takes ten times as long.
    """
    entries, at, stop = within
    while at < stop:
        start, size = at, entries[at + 1]
        at += 2
        if size >= 0x80:
            length = size & 0x7F
            size, at = int.from_bytes(entries[at : at + length]), at + length
        serial_size = entries[at + 1]
        if entries[start] != der.SEQUENCE or entries[at] != der.INTEGER or serial_size >= size:
            raise ValueError("no entry")
        yield int.from_bytes(entries[at + 2 : at + 2 + serial_size], signed=True), start
        at += size
    if at != stop:
        raise ValueError("an entry runs over the end")


def find(within: Entries, serial: int) -> int | None:
    """Return where the last entry with this number starts; None where there is none.

    Raises ValueError or IndexError over entries that had to be walked and are broken.
    """
    size = max(serial, ~serial).bit_length() // 8 + 1  # -128 takes one octet, 128 two
    octets = serial.to_bytes(size, signed=True).lstrip(b"\0") or b"\0"
    entries, begin, end = within
    for _ in range(MAX_PLACES if serial >= 0 else 0):
        # rfind needs a fraction of the time of find, which prepares for the worst.
        at = entries.rfind(octets, begin, end)
        if at < 0:
            return None
        end = at + len(octets) - 1
        number = _number(within, at, at + len(octets))
        if number is None or _value(entries, number) != serial:
            continue
        start = _entry_around(within, number)
        if start is None or _may_be_inside(within, start):
            break
        return start
    return _locate(within, serial, octets)


def _number(within: Entries, at: int, end: int) -> int | None:
    """Return where the INTEGER begins whose last octets these are, zeros before them included."""
    entries = within.data
    while at >= within.begin + 2:
        if entries[at - 2] == der.INTEGER and entries[at - 1] == end - at:
            return at - 2
        if entries[at - 1]:
            return None
        at -= 1
    return None


def _value(entries: bytes, number: int) -> int:
    """Return the INTEGER that begins here: 255 and -1 end with the same octets."""
    return int.from_bytes(entries[number + 2 : number + 2 + entries[number + 1]], signed=True)


def _entry_around(within: Entries, number: int) -> int | None:
    """Return where the one entry begins that this serial number can belong to; None if unclear."""
    starts = [
        start
        for octets in range(2, 7)
        if (start := number - octets) >= within.begin and _content(within.data, start) == number
    ]
    return starts[0] if len(starts) == 1 and _fits(within, starts[0]) else None


def _fits(within: Entries, start: int) -> bool:
    """Whether what begins here is an entry, and the end or another one follows."""
    end, stop = _end(within, start), within.stop
    return end == stop or 0 < end < _end(within, end) <= stop


def _may_be_inside(within: Entries, start: int) -> bool:
    """Whether anything before could be an entry that reaches beyond `start`."""
    entries = within.data
    for head, reach in _REACHES.items():
        found = entries.find(head, max(within.begin, start - reach), start)
        while found >= 0:
            if _end(within, found) > start:
                return True
            found = entries.find(head, found + 1, start)
    return False


def _content(entries: bytes, start: int) -> int:
    """Return where the content of a SEQUENCE begins; -1 where there is none."""
    if entries[start] != der.SEQUENCE:
        return -1
    size = entries[start + 1]
    return start + 2 + (size & 0x7F if size & 0x80 else 0)


def _end(within: Entries, start: int) -> int:
    """Return where what begins here would end if it were an entry; -1 where it can be none."""
    entries, _, stop = within
    if start + 2 > stop or (content := _content(entries, start)) + 2 > stop or content < 0:
        return -1
    size = entries[start + 1]
    if size & 0x80:
        size = int.from_bytes(entries[start + 2 : content])
    after_number = content + 2 + entries[content + 1]
    is_entry = (
        entries[content] == der.INTEGER
        and after_number < min(stop, content + size)
        and entries[after_number] in _TIMES
    )
    return content + size if is_entry else -1


def _locate(within: Entries, serial: int, octets: bytes) -> int | None:
    """Return the start of the last entry with this number, whose bytes are `octets`.

    Walks as `walk` does, but reads the number only where its bytes occur.
    """
    entries, at, stop = within
    start_found = None
    found = entries.find(octets, at)
    while at < stop:
        start, size = at, entries[at + 1]
        at += 2
        if size >= 0x80:
            length = size & 0x7F
            size, at = int.from_bytes(entries[at : at + length]), at + length
        if entries[start] != der.SEQUENCE or entries[at] != der.INTEGER or entries[at + 1] >= size:
            raise ValueError("no entry")
        if at <= found < at + size:
            number = entries[at + 2 : at + 2 + entries[at + 1]]
            if int.from_bytes(number, signed=True) == serial:
                start_found = start
            found = entries.find(octets, at + size)
        at += size
    if at != stop:
        raise ValueError("an entry runs over the end")
    return start_found
