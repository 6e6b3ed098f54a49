"""BER of any form becomes the DER of the same value; the encoders here share no code with it."""

import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.pki.encoding import ber
from desktop_client.pki.encoding.ber import Reader, to_der


@dataclass(frozen=True)
class Value:
    """A value with members, or with contents; `form` chooses among the ways of BER."""

    tag: int
    content: bytes = b""
    members: tuple["Value", ...] = ()
    form: tuple[int, ...] = ()

    @property
    def der(self) -> bytes:
        inner = b"".join(one.der for one in self.members) or self.content
        return bytes([self.tag]) + size(len(inner)) + inner

    @property
    def ber(self) -> bytes:
        if self.tag == 0x04 and self.form:
            return indefinite(0x24, segments(self.content, self.form))
        if self.members and self.form:
            return indefinite(self.tag, b"".join(one.ber for one in self.members))
        inner = b"".join(one.ber for one in self.members) or self.content
        return bytes([self.tag]) + size(len(inner)) + inner


def size(count: int) -> bytes:
    if count < 0x80:
        return bytes([count])
    octets = count.to_bytes((count.bit_length() + 7) // 8)
    return bytes([0x80 | len(octets)]) + octets


def indefinite(tag: int, inner: bytes) -> bytes:
    return bytes([tag, 0x80]) + inner + b"\0\0"


def segments(content: bytes, form: tuple[int, ...]) -> bytes:
    """OCTET STRINGs of these lengths, every second one in segments itself."""
    found, at = b"", 0
    for number, length in enumerate((*form, len(content))):
        piece = content[at : at + length]
        plain = b"\x04" + size(len(piece)) + piece
        found += plain if number % 2 else b"\x24" + size(len(plain)) + plain
        at += length
    return found


forms = st.lists(st.integers(0, 300), max_size=3).map(tuple)
strings = st.builds(Value, st.just(0x04), st.binary(max_size=700), st.just(()), forms)
others = st.builds(Value, st.sampled_from([0x02, 0x05, 0x0C, 0x80]), st.binary(max_size=140))
values = st.recursive(
    strings | others,
    lambda inner: st.builds(
        Value,
        st.sampled_from([0x30, 0x31, 0xA0]),
        st.just(b""),
        st.lists(inner, min_size=1, max_size=4).map(tuple),
        forms,
    ),
    max_leaves=12,
)


@given(value=values)
def test_every_form_of_a_value_becomes_its_der(value: Value) -> None:
    assert to_der(value.ber) == value.der
    assert to_der(value.der) == value.der
    reader = Reader(value.ber + b"rest")
    assert (bytes(reader.rebuilt()), bytes(reader.rest)) == (value.der, b"rest")


@given(value=strings)
def test_an_octet_string_is_read_whole(value: Value) -> None:
    reader = Reader(value.ber)
    assert (bytes(reader.octets()), reader.next_tag) == (value.content, None)


@given(value=values, data=st.data())
def test_what_is_cut_short_or_changed_raises_nothing_else(
    value: Value, data: st.DataObject
) -> None:
    encoded = bytearray(value.ber)
    with pytest.raises(ValueError, match="BER"):
        to_der(encoded[: data.draw(st.integers(0, len(encoded) - 1))])
    encoded[data.draw(st.integers(0, len(encoded) - 1))] = data.draw(st.integers(0, 255))
    try:
        to_der(encoded)
    except ValueError:
        return


def test_values_keep_their_bytes_where_only_others_are_changed() -> None:
    long_form = b"\x30\x81\x02\x05\x00"
    assert to_der(b"\x30\x80" + long_form + b"\x24\x03\x04\x01a\x00\x00") == (
        b"\x30\x08" + long_form + b"\x04\x01a"
    )


@pytest.mark.parametrize("tag", [0x30, 0x24], ids=["sequence", "octet string"])
@pytest.mark.parametrize("depth", [ber.MAX_DEPTH + 1, 100_000])
def test_what_is_nested_too_deep_is_refused(tag: int, depth: int) -> None:
    with pytest.raises(ValueError, match="BER"):
        to_der(bytes([tag, 0x80]) * depth + b"\0\0" * depth)


def test_more_values_than_there_ever_are_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ber, "MAX_COST", 1000)
    for encoded in (
        indefinite(0x24, b"\x04\x00" * 1001),
        indefinite(0x24, b"\x04\x83\x00\x00\x01a" * 30),
        indefinite(0x30, b"\x05\x00" * 1001),
        indefinite(0x30, b"\x24\x00" * 13),
        indefinite(0x30, b"\x30\x00" * 13),
    ):
        with pytest.raises(ValueError, match="too many"):
            to_der(encoded)
    assert to_der(indefinite(0x24, b"\x04\x01a" * 98)) == b"\x04\x62" + b"a" * 98
    assert to_der(indefinite(0x30, b"\x05\x00" * 60)) == b"\x30\x78" + b"\x05\x00" * 60


def test_a_million_segments_take_no_time_worth_mentioning() -> None:
    """One copy of all before for each segment would take minutes."""
    encoded = indefinite(0x24, b"\x04\x01a" * 1_000_000)
    before = time.monotonic()
    assert len(Reader(encoded).octets()) == 1_000_000
    assert time.monotonic() - before < 10


@pytest.mark.parametrize(
    "encoded",
    [
        b"",
        b"\x30",
        b"\x04\x80\x00\x00",
        b"\x1f\x01\x00",
        b"\x30\x85\x00\x00\x00\x00\x00",
        b"\x24\x02\x05\x00",
        b"\x30\x03\x30\x80\x00\x00",
        b"\x30\x80\x00",
    ],
)
def test_what_is_no_value_is_refused(encoded: bytes) -> None:
    with pytest.raises(ValueError, match=r"BER|primitive|absurd|OCTET"):
        to_der(encoded)


def test_only_what_is_there_can_be_entered_and_left() -> None:
    for tag in (0x31, 0x02):
        with pytest.raises(ValueError, match="another"):
            Reader(b"\x30\x00").enter(tag)
    reader = Reader(b"\x30\x02\x05\x00")
    reader.enter(0x30)
    with pytest.raises(ValueError, match="more than belongs here"):
        reader.leave()
