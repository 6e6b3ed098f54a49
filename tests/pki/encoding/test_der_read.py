"""DER read by hand is what asn1crypto and openssl's numbers say, or it is refused."""

import pytest
from asn1crypto import core, parser
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import encode

TAGS = st.sampled_from([0x02, 0x04, 0x0C, 0x30, 0x31, 0xA0, 0x86])
ELEMENTS = st.lists(st.tuples(TAGS, st.binary(max_size=300)), max_size=6)


@given(made=ELEMENTS)
def test_elements_are_those_asn1crypto_finds(made: list[tuple[int, bytes]]) -> None:
    encoded = b"".join(encode(tag, content) for tag, content in made)
    assert [(tag, bytes(content)) for tag, content in der.elements(encoded)] == made
    rest, theirs = encoded, []
    while rest:
        _, _, _, head, content, trailer = parser.parse(rest)
        theirs.append((head[0], content))
        rest = rest[len(head) + len(content) + len(trailer) :]
    assert theirs == made
    if made:
        first = encode(*made[0])
        assert der.length_of_first(encoded) == len(first)


@given(encoded=st.binary(max_size=40))
def test_what_is_read_of_any_bytes_is_what_asn1crypto_reads(encoded: bytes) -> None:
    try:
        found = [(tag, bytes(content)) for tag, content in der.elements(encoded)]
    except ValueError:
        return
    rest = encoded
    for tag, content in found:
        _, _, _, head, theirs, trailer = parser.parse(rest)
        assert (head[0], theirs, trailer) == (tag, content, b"")
        rest = rest[len(head) + len(theirs) :]
    assert rest == b""


@given(number=st.integers(-(2**70), 2**70))
def test_numbers_are_those_of_asn1crypto(number: int) -> None:
    (content,) = der.parts(core.Integer(number).dump(), der.INTEGER)
    if number >= 0:
        assert der.unsigned(content) == number
    else:
        with pytest.raises(ValueError, match="non-negative"):
            der.unsigned(content)


@given(
    first=st.integers(0, 2),
    second=st.integers(0, 39),
    arcs=st.lists(st.integers(0, 2**28), min_size=1, max_size=5),
)
def test_object_identifiers_are_those_of_asn1crypto(
    first: int, second: int, arcs: list[int]
) -> None:
    dotted = ".".join(map(str, (first, second, *arcs)))
    encoded = core.ObjectIdentifier(dotted).dump()
    (content,) = der.parts(encoded, der.OBJECT_IDENTIFIER)
    assert der.oid(content) == der.first_oid(memoryview(encoded)) == dotted
