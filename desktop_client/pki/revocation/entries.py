"""The entries of a revocation list (RFC 5280 section 5.1): walked once, then looked up by number.

A list of a Korean CA may have hundreds of thousands of entries, far too many to decode. One plain
walk over all of them checks that each is an entry and leaves where each begins, in the order of
the serial numbers. A look-up searches there and nowhere else: no bytes are guessed at.
"""

import hashlib
import heapq
import re
import struct
import sys
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Self

from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.asn1 import crl
from desktop_client.pki.encoding.der_read import PARSE_ERRORS

MAX_SERIAL_OCTETS = 64
"""CAs may use 20 (section 4.1.2.2); some have used more."""
_BATCH = 4096
"""Entries that are sorted at once, so that other threads never wait long."""
_MAX_REMEMBERED = 4096
"""Different extensions of entries; nearly all entries of a list have one of a few."""
_PROCESSED = frozenset({"crl_reason", "hold_instruction_code", "invalidity_date"})

_MONTH_TO_SECOND = rb"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ"
_TIME = re.compile(rb"\x17\x0d\d\d" + _MONTH_TO_SECOND + rb"|\x18\x0f\d\d\d\d" + _MONTH_TO_SECOND)
"""A time as certificates and lists must write it (section 4.1.2.5)."""

_HEAD = struct.Struct("<12s32s?I")
_FORMAT = b"CRL-INDEX-1\n"


class Index(NamedTuple):
    """Where each entry begins, counted from the first, in the order of their serial numbers."""

    positions: Sequence[int]
    unsupported: bool
    """Some entry has a critical extension that is not processed (section 5.3)."""

    def dump(self, of: bytes) -> bytes:
        """Return the index as it is kept: bound to a list by the 32 octets `of`, and to itself."""
        positions = array("I", self.positions)
        if sys.byteorder == "big":
            positions.byteswap()
        kept = _HEAD.pack(_FORMAT, of, self.unsupported, len(positions)) + positions.tobytes()
        return kept + hashlib.sha256(kept).digest()

    @classmethod
    def load(cls, kept: bytes, of: bytes) -> Self | None:
        """Return what `dump` has made of this very list; None for anything else."""
        body, digest = kept[:-32], kept[-32:]
        if len(body) < _HEAD.size or hashlib.sha256(body).digest() != digest:
            return None
        form, bound, unsupported, count = _HEAD.unpack_from(body)
        if (form, bound) != (_FORMAT, of) or len(body) != _HEAD.size + 4 * count:
            return None
        positions = array("I", body[_HEAD.size :])
        if sys.byteorder == "big":
            positions.byteswap()
        return cls(positions, unsupported)


class Entries:
    """The entries between two places of a list's bytes; no copy is made.

    May be used from several threads: the first that asks walks, the others wait.
    """

    def __init__(self, data: bytes, begin: int, stop: int, index: Index | None = None) -> None:
        self._data, self._begin, self._stop = data, begin, stop
        self._index = index
        self._broken = False
        self._walking = threading.Lock()

    @property
    def is_indexed(self) -> bool:
        """Whether the index has been made, or was given."""
        return self._index is not None

    def index(self) -> Index:
        """Return the index, which is made at the first call.

        Raises ValueError when any entry is broken, at every call.
        """
        with self._walking:
            if self._broken:
                raise ValueError("broken entries")
            if self._index is None:
                try:
                    self._index = self._walked()
                except PARSE_ERRORS:
                    self._broken = True
                    raise ValueError("broken entries") from None
            return self._index

    def find(self, serial: int) -> list[crl.RevokedCertificate]:
        """Return all entries with this serial number. Raises ValueError over broken entries."""
        positions = self.index().positions
        at = bisect_left(positions, serial, key=self._serial)
        found = []
        for position in islice(positions, at, None):
            if self._serial(position) != serial:
                break
            found.append(self._entry(position))
        return found

    def walk(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield serial number, position and encoded extensions of each entry, in their order.

        Raises ValueError or IndexError at the first that is broken. Written out instead of
        calling der.elements, which takes ten times as long.
        """
        data, at, stop = self._data, self._begin, self._stop
        times = _TIME.match
        while at < stop:
            start, size = at, data[at + 1]
            at += 2
            if size >= 0x80:
                octets = size & 0x7F
                if not 1 <= octets <= 4:
                    raise ValueError("indefinite or absurd length")
                size, at = int.from_bytes(data[at : at + octets]), at + octets
            end, serial_size = at + size, data[at + 1]
            number = at + 2
            at = number + serial_size
            if (
                data[start] != der.SEQUENCE
                or data[number - 2] != der.INTEGER
                or not 0 < serial_size <= MAX_SERIAL_OCTETS
                or (time := times(data, at, min(end, stop))) is None
            ):
                raise ValueError("no entry")
            extensions = data[time.end() : end]
            yield int.from_bytes(data[number:at], signed=True), start - self._begin, extensions
            at = end
        if at != stop:
            raise ValueError("an entry runs over the end")

    def _walked(self) -> Index:
        """Walk all entries, and sort them batch by batch."""
        unsupported = False
        known: dict[bytes, bool] = {b"": True}
        batches: list[array[int]] = []
        walking = self.walk()
        while batch := list(islice(walking, _BATCH)):
            batches.append(array("I", [position for _, position, _ in sorted(batch)]))
            for _, _, extensions in batch:
                if extensions not in known:
                    if len(known) >= _MAX_REMEMBERED:
                        known.clear()
                    known[extensions] = not extensions or _processed(extensions)
                unsupported |= not known[extensions]
        return Index(array("I", heapq.merge(*batches, key=self._serial)), unsupported)

    def _serial(self, position: int) -> int:
        """Return the serial number of the entry at a position the walk has found."""
        data, at = self._data, self._begin + position
        size = data[at + 1]
        number = at + (4 if size < 0x80 else 4 + (size & 0x7F))
        return int.from_bytes(data[number : number + data[number - 1]], signed=True)

    def _entry(self, position: int) -> crl.RevokedCertificate:
        whole = memoryview(self._data)[self._begin + position : self._stop]
        _, content = next(der.elements(whole))
        return crl.RevokedCertificate(contents=bytes(content))


_EXTENSION = [der.OBJECT_IDENTIFIER, der.OCTET_STRING]
_EXTENSION_WITH_CRITICAL = [der.OBJECT_IDENTIFIER, der.BOOLEAN, der.OCTET_STRING]


def _processed(encoded: bytes) -> bool:
    """Whether every critical extension of an entry is understood.

    Raises ValueError for what are no extensions.
    """
    (extensions,) = der.parts(encoded, der.SEQUENCE)
    if not extensions:
        raise ValueError("no extensions")
    critical = False
    for tag, extension in der.elements(extensions):
        fields = list(der.elements(extension))
        tags = [each for each, _ in fields]
        if tag != der.SEQUENCE or tags not in (_EXTENSION, _EXTENSION_WITH_CRITICAL):
            raise ValueError("no extension")
        critical |= tags == _EXTENSION_WITH_CRITICAL and any(fields[1][1])
    return not critical or _understood(encoded)


def _understood(encoded: bytes) -> bool:
    """Whether each critical extension is one of those processed, and can be read."""
    try:
        extensions = crl.CRLEntryExtensions.load(encoded, strict=True)
        critical = [extension for extension in extensions if extension["critical"].native]
        return all(
            each["extn_id"].native in _PROCESSED and each["extn_value"].parsed is not None
            for each in critical
        )
    except PARSE_ERRORS:
        return False
