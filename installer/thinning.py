"""Data inside compiled libraries that no screen or paper reads: blanked, to pack to nothing.

The libraries keep their size and every address; a blanked font is one that does not open, and a
table that is not listed is one the library was built without.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

ICU_KEPT = re.compile(
    r"[^/]+/(?:"
    r"(?!(?!root|ko|en)[a-z]{2,3}(?:_\w+)?\.res)[^/]+\.(?:res|icu|nrm)"
    r"|(?:coll|zone)/(?:root|ko|en|pool|res_index|ucadata|tzdbNames)\.(?:res|icu)"
    r"|(?:curr|lang|region|unit)/(?:root|pool|res_index|supplementalData)\.res"
    r"|ibm-(?:949|970|1363)_\S+\.cnv"
    r")"
)
"""Of ICU's tables: those of no one language; Korean and English order, time zones and codecs."""
_ICU_HEAD = re.compile(rb"(..)\xda\x27\x14\x00..\x00\x00\x02\x00CmnD", re.S)
_FONT_HEAD = re.compile(rb"OTTO|\x00\x01\x00\x00")
_FONT_TABLES = {b"head", b"cmap", b"hhea", b"name"}
_STREAM_HEAD = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
STREAM_LEAST, STREAM_MOST = 32, 1 << 20
"""Bytes of a compressed stream: a shorter one may be code that looks like it."""


def thin(site: Path) -> None:
    """Blank what is not read in the libraries of a bundle.

    Raises LookupError where nothing is found in one of them: a new version, to be looked at.
    """
    for pattern, blanks in THINNED.items():
        for file in site.glob(pattern):
            data = bytearray(file.read_bytes())
            for blank in blanks:
                if not blank(data):
                    raise LookupError(f"nothing to leave out of {file.name} {blank.__name__}")
            file.write_bytes(data)


def without_tables(data: bytearray) -> int:
    """Leave tables out of ICU's data, but for ICU_KEPT; returns how many bytes were blanked.

    The format is the "CmnD" of ICU's ucmndata.h: a header, then the number of tables, and each
    one's place of name and of data, counted from that number, in the order of the names.
    """
    head = _ICU_HEAD.search(data)
    if head is None:
        return 0
    start = head.start() + int.from_bytes(head[1], "little")
    (count,) = struct.unpack_from("<I", data, start)
    tables = [struct.unpack_from("<II", data, start + 4 + 8 * at) for at in range(count)]
    names = [_text(data, start + name) for name, _ in tables]
    last = max(place for _, place in tables)
    ends = [place for _, place in tables[1:]] + [last]  # the last one's length is not told: kept
    kept, blanked = [], 0
    for table, name, end in zip(tables, names, ends, strict=True):
        if ICU_KEPT.fullmatch(name) or end == table[1]:
            kept.append(table)
        else:
            data[start + table[1] : start + end] = bytes(end - table[1])
            blanked += end - table[1]
    listed = b"".join(struct.pack("<II", *table) for table in kept).ljust(8 * count, b"\0")
    data[start : start + 4 + 8 * count] = struct.pack("<I", len(kept)) + listed
    return blanked


def without_fonts(data: bytearray) -> int:
    """Blank the OpenType fonts that lie whole in a library; returns how many bytes."""
    blanked = 0
    for start, length in list(_fonts(bytes(data))):
        data[start : start + length] = bytes(length)
        blanked += length
    return blanked


def without_streams(data: bytearray) -> int:
    """Blank what lies compressed by zlib in a library, its check sum right; returns how many bytes.

    In typst these are the grammars by which it colours program text, which no paper has; each is
    unpacked when a text of its language is set.
    """
    blanked = 0
    for start, length in list(_streams(bytes(data))):
        data[start : start + length] = bytes(length)
        blanked += length
    return blanked


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield place and length of each whole zlib stream (RFC 1950)."""
    end = 0
    for head in _STREAM_HEAD.finditer(data):
        start = head.start()
        if start < end:
            continue
        length = _stream_length(data, start)
        if length >= STREAM_LEAST:
            end = start + length
            yield start, length


def _stream_length(data: bytes, start: int) -> int:
    """Return the length of the stream that begins there; 0 where none does."""
    unpacker = zlib.decompressobj()
    at, step = start, 4096
    try:
        while at < start + STREAM_MOST and not unpacker.eof and at < len(data):
            unpacker.decompress(data[at : at + step])
            at += step
    except zlib.error:
        return 0
    return min(at, len(data)) - len(unpacker.unused_data) - start if unpacker.eof else 0


def _fonts(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield place and length of each font: its table directory names the tables every font has."""
    for head in _FONT_HEAD.finditer(data):
        start = head.start()
        count = int.from_bytes(data[start + 4 : start + 6], "big")
        records = data[start + 12 : start + 12 + 16 * count]
        if not 5 <= count <= 64 or len(records) < 16 * count:
            continue
        tables = [struct.unpack_from(">4s4xII", records, 16 * at) for at in range(count)]
        length = max(place + size for _, place, size in tables)
        if {tag for tag, _, _ in tables} >= _FONT_TABLES and start + length <= len(data):
            yield start, length


def _text(data: bytearray, start: int) -> str:
    return data[start : data.index(0, start)].decode("ascii")


THINNED: dict[str, tuple[Callable[[bytearray], int], ...]] = {
    "PySide6/Qt/lib/libicudata.so.*": (without_tables,),
    "typst/_typst*": (without_fonts, without_streams),
}
"""Papers name their fonts, which are shipped or the system's: none of typst's own."""
