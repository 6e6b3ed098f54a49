import hashlib
import struct
import zlib
from pathlib import Path

import pytest

from installer import thinning


def _icu(*tables: tuple[str, bytes]) -> bytes:
    """Return data as ICU's ucmndata.h describes it."""
    names, data = b"", b""
    first = 4 + 8 * len(tables)
    total = sum(len(name) + 1 for name, _ in tables)
    entries = []
    for name, content in tables:
        entries.append((first + len(names), first + total + len(data)))
        names += name.encode() + b"\0"
        data += content
    head = struct.pack("<HBBHHBBBB4s", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD").ljust(32, b"\0")
    listed = b"".join(struct.pack("<II", *entry) for entry in entries)
    return b"\x7fELF" + head + struct.pack("<I", len(tables)) + listed + names + data


def _listed(data: bytes) -> dict[str, bytes]:
    """Return what ICU would find: it searches the list of names alone."""
    start = 4 + 32
    (count,) = struct.unpack_from("<I", data, start)
    found = {}
    for at in range(count):
        name, place = struct.unpack_from("<II", data, start + 4 + 8 * at)
        end = data.index(0, start + name)
        found[data[start + name : end].decode()] = data[start + place : start + place + 4]
    return found


def _font(*tags: bytes) -> bytes:
    head = b"OTTO" + struct.pack(">HHHH", len(tags), 0, 0, 0)
    place = len(head) + 16 * len(tags)
    records = b"".join(
        struct.pack(">4sIII", tag, 0, place + 4 * number, 4) for number, tag in enumerate(tags)
    )
    return head + records + b"\x55" * 4 * len(tags)


FONT = _font(b"CFF ", b"cmap", b"head", b"hhea", b"name")


def test_tables_of_other_languages_are_blanked_and_no_longer_listed() -> None:
    data = bytearray(
        _icu(
            ("icudt73l/brkitr/cjdict.dict", b"DICT"),
            ("icudt73l/coll/ko.res", b"KOCO"),
            ("icudt73l/fr.res", b"FREN"),
            ("icudt73l/ibm-949_P11A-1999.cnv", b"K949"),
            ("icudt73l/ko_KR.res", b"KOKR"),
            ("icudt73l/supplementalData.res", b"SUPP"),
            ("icudt73l/zone/xog.res", b"LAST"),
        )
    )
    size = len(data)
    assert thinning.without_tables(data) == 8
    assert len(data) == size
    assert b"DICT" not in data
    assert b"FREN" not in data
    found = _listed(bytes(data))
    assert found.pop("icudt73l/zone/xog.res") == b"LAST"  # how long it is, nothing tells
    assert found == {
        "icudt73l/coll/ko.res": b"KOCO",
        "icudt73l/ibm-949_P11A-1999.cnv": b"K949",
        "icudt73l/ko_KR.res": b"KOKR",
        "icudt73l/supplementalData.res": b"SUPP",
    }


def test_whole_fonts_are_blanked_and_nothing_else() -> None:
    around = b"\x7fELF OTTO \x00\x01\x00\x00" + bytes(40)
    data = bytearray(around + FONT + b"code" + FONT + around)
    assert thinning.without_fonts(data) == 2 * len(FONT)
    assert bytes(data) == around + bytes(len(FONT)) + b"code" + bytes(len(FONT)) + around


def test_what_only_begins_like_a_font_stays() -> None:
    for data in (FONT[:-1], _font(b"CFF ", b"cmap", b"hhea", b"name", b"post"), b"OTTO\xff\xff"):
        assert thinning.without_fonts(bytearray(data)) == 0


def test_whole_streams_are_blanked_and_nothing_else() -> None:
    stream = zlib.compress(hashlib.shake_128(b"grammar").digest(9000))
    broken = stream[:-1] + bytes([stream[-1] ^ 1])
    short = zlib.compress(b"")
    around = b"\x78\x9c code \x78\xda" + short + broken
    data = bytearray(around + stream + b"code" + stream)
    assert thinning.without_streams(data) == 2 * len(stream)
    assert bytes(data) == around + bytes(len(stream)) + b"code" + bytes(len(stream))


@pytest.mark.parametrize("found", [b"", FONT, zlib.compress(bytes(range(256)))])
def test_a_library_in_which_something_is_not_found_stops_the_build(
    tmp_path: Path, found: bytes
) -> None:
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "_typst.abi3.so").write_bytes(b"\x7fELF" + found)
    with pytest.raises(LookupError, match="nothing to leave out of _typst"):
        thinning.thin(tmp_path)
