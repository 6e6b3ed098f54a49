"""Reads BER (X.690 section 8) from front to back, each byte once, whatever its form.

OpenSSL's `-stream`, Java and Firefox write indefinite lengths and OCTET STRINGs in segments. What
is read comes out as DER readers take it: definite lengths and whole OCTET STRINGs. All else keeps
its bytes.
"""

from desktop_client.pki.encoding.der_read import OCTET_STRING, View
from desktop_client.pki.encoding.der_write import encode

MAX_DEPTH = 32
MAX_COST = 4 * 1024 * 1024
"""What reading one structure may cost: 1 a short string, as segments are, `_VALUE` any other value;
about half a microsecond a unit at most."""
_VALUE = 80

_CONSTRUCTED = 0x20
_INDEFINITE = 0x80
_END = b"\0\0"
_SEGMENTS = OCTET_STRING | _CONSTRUCTED


def to_der(data: bytes | bytearray | View) -> bytes:
    """Return one value with definite lengths and whole OCTET STRINGs.

    Raises ValueError over damage, over bytes after the value and beyond 32 levels.
    """
    reader = Reader(data)
    value = reader.rebuilt()
    if reader.rest:
        raise ValueError("bytes after the value")
    return bytes(value)


class Reader:
    """A place in BER, and the values that are open there.

    Every method raises ValueError over damage and for any but what it reads.
    """

    def __init__(self, data: bytes | bytearray | View) -> None:
        self._data = memoryview(data)
        self._at = 0
        self._open: list[tuple[int | None, int]] = [(len(self._data), len(self._data))]
        """Where each open value ends (None: at its end mark), and what it cannot go beyond."""
        self._left = MAX_COST

    @property
    def rest(self) -> View:
        """What was not read yet, of all the data."""
        return self._data[self._at :]

    @property
    def next_tag(self) -> int | None:
        """The identifier octet of the next value; None at the end of the innermost open one."""
        end, limit = self._open[-1]
        if self._at == end or (end is None and self._data[self._at : self._at + 2] == _END):
            return None
        if self._at >= limit:
            raise ValueError("truncated BER value")
        return self._data[self._at]

    def enter(self, tag: int) -> None:
        """Open the next value, which has this identifier octet."""
        if self.next_tag != tag or not tag & _CONSTRUCTED:
            raise ValueError("another BER value")
        end = self._header()
        self._open.append((end, self._open[-1][1] if end is None else end))

    def leave(self) -> None:
        """Close the innermost open value, of which nothing is left."""
        if self.next_tag is not None:
            raise ValueError("more than belongs here")
        end, _ = self._open.pop()
        self._at += len(_END) if end is None else 0

    def whole(self) -> bytes | View:
        """Return the next value; as it came when its own length is definite."""
        start, end = self._at, self._header()
        if end is None:
            self._at = start
            return self.rebuilt()
        self._at = end
        return self._data[start:end]

    def octets(self) -> bytes | View:
        """Return the contents of the next value, an OCTET STRING in one piece or in segments."""
        tag, end = self.next_tag, self._header()
        if tag == OCTET_STRING and end is not None:
            start, self._at = self._at, end
            return self._data[start:end]
        if tag != _SEGMENTS:
            raise ValueError("no OCTET STRING")
        joined = bytearray()
        self._join(end, MAX_DEPTH, joined)
        return memoryview(joined)

    def rebuilt(self, depth: int = MAX_DEPTH) -> bytes | View:
        """Return the next value with definite lengths and whole OCTET STRINGs at every level.

        A view is of the bytes as they came.
        """
        start, tag, end = self._at, self.next_tag, self._header()
        self._spend(depth)
        if tag is None or not tag & _CONSTRUCTED:
            if end is None:
                raise ValueError("a primitive value of indefinite length")
            self._at = end
            return self._data[start:end]
        if tag == _SEGMENTS:
            joined = bytearray()
            self._join(end, depth, joined)
            return encode(OCTET_STRING, memoryview(joined))
        changed = self._members(end, depth)
        return self._data[start : self._at] if changed is None else encode(tag, *changed)

    def _members(self, end: int | None, depth: int) -> list[bytes | View] | None:
        """Read the members of an opened value; None when all keep their bytes."""
        self._open.append((end, self._open[-1][1] if end is None else end))
        parts: list[bytes | View] = []
        kept, changed = self._at, end is None
        self._pass_short()
        while self.next_tag is not None:
            start = self._at
            member = self.rebuilt(depth - 1)
            if isinstance(member, bytes):
                parts += (self._data[kept:start], member)
                kept, changed = self._at, True
            self._pass_short()
        parts.append(self._data[kept : self._at])
        self.leave()
        return parts if changed else None

    def _join(self, end: int | None, depth: int, into: bytearray) -> None:
        """Append the contents of an opened OCTET STRING's segments."""
        self._spend(depth)
        self._open.append((end, self._open[-1][1] if end is None else end))
        self._join_short(into)
        while (tag := self.next_tag) is not None:
            stop = self._header()
            if tag == _SEGMENTS:
                self._join(stop, depth - 1, into)
            elif tag == OCTET_STRING and stop is not None:
                self._spend(depth)
                into += self._data[self._at : stop]
                self._at = stop
            else:
                raise ValueError("an OCTET STRING of something else")
            self._join_short(into)
        self.leave()

    def _join_short(self, into: bytearray) -> None:
        """Append segments of up to 64 KiB: there can be a million."""
        data, at, left, limit = self._data, self._at, self._left, self._open[-1][1]
        while left > 0 and at + 4 <= limit and data[at] == OCTET_STRING:
            start, size = at + 2, data[at + 1]
            if size == 0x81:
                start, size = at + 3, data[at + 2]
            elif size == 0x82:
                start, size = at + 4, data[at + 2] << 8 | data[at + 3]
            elif size >= 0x80:
                break
            if start + size > limit:
                raise ValueError("truncated BER value")
            at = start + size
            into += data[start:at]
            left -= 1
        self._at, self._left = at, left

    def _pass_short(self) -> None:
        """Pass over primitive values below 128 bytes, which keep their bytes."""
        data, at, left, limit = self._data, self._at, self._left, self._open[-1][1]
        while left > 0 and at + 2 <= limit and data[at] & 0x3F and not data[at] & _CONSTRUCTED:
            if data[at + 1] >= 0x80 or data[at] & 0x1F == 0x1F:
                break
            at += 2 + data[at + 1]
            left -= 1
        if at > limit:
            raise ValueError("truncated BER value")
        self._at, self._left = at, left

    def _spend(self, depth: int) -> None:
        self._left -= _VALUE
        if self._left < 0 or not depth:
            raise ValueError("too many BER values, or too deep")

    def _header(self) -> int | None:
        """Go behind the next value's header; return where it ends, None at its end mark."""
        data, at, limit = self._data, self._at, self._open[-1][1]
        if at + 2 > limit or data[at] & 0x1F == 0x1F:
            raise ValueError("no BER value")
        length, self._at = data[at + 1], at + 2
        if length == _INDEFINITE:
            return None
        if length & 0x80:
            octets = length & 0x7F
            if octets > 4:
                raise ValueError("absurd length")
            self._at += octets
            length = int.from_bytes(data[at + 2 : self._at])
        if self._at + length > limit:
            raise ValueError("truncated BER value")
        return self._at + length
