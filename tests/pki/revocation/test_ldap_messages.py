"""What a directory may answer; anything else gives no list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.pki.encoding.der_read import OCTET_STRING, SEQUENCE, SET
from desktop_client.pki.encoding.der_write import context, encode, encode_integer
from desktop_client.pki.findings import Unreachable
from desktop_client.pki.revocation import ldap_messages
from fuzz import directory
from fuzz.seeds import ldap_message, ldap_result

BIND, ENTRY, DONE, REFERENCE = 0x61, 0x64, 0x65, 0x73
HUGE = encode_integer(2**40)
NAME = encode(OCTET_STRING, b"ou=dp1p1,o=yessign,c=kr")
TITLE = encode(OCTET_STRING, b"certificateRevocationList;binary")
VALUES = encode(SET, encode(OCTET_STRING, b"0\x00"), encode(OCTET_STRING, b"0\x00"))


def attribute(*parts: bytes) -> bytes:
    return encode(SEQUENCE, encode(SEQUENCE, *parts))


GOOD = {
    "bound": ldap_message(1, BIND, ldap_result(0)),
    "bound with credentials": ldap_message(1, BIND, ldap_result(0), encode(0x87, b"secret")),
    "entry": ldap_message(2, ENTRY, NAME, attribute(TITLE, VALUES)),
    "reference": ldap_message(2, REFERENCE, NAME),
    "referral": ldap_message(2, DONE, ldap_result(10), encode(context(3), NAME)),
}
BAD = {
    "integer for credentials": ldap_message(1, BIND, ldap_result(0), HUGE),
    "integer for a referral": ldap_message(2, DONE, ldap_result(10), encode(context(3), HUGE)),
    "integer for a value": ldap_message(2, ENTRY, NAME, attribute(TITLE, encode(SET, HUGE))),
    "integer for a name": ldap_message(2, ENTRY, HUGE, attribute(TITLE, VALUES)),
    "integer for an attribute": ldap_message(2, ENTRY, NAME, encode(SEQUENCE, HUGE)),
    "intermediate answer": ldap_message(1, 0x79, HUGE),
    "extended answer": ldap_message(1, 0x78, ldap_result(0), HUGE),
    "controls": encode(SEQUENCE, encode_integer(1), encode(BIND, ldap_result(0)), encode(0xA0)),
    "a result cut short": ldap_message(1, BIND, b"\x0a\x01\x00"),
    "a number of nobody's": ldap_message(3, DONE, ldap_result(0)),
    "a bind's answer to a search": ldap_message(2, BIND, ldap_result(0)),
    "no number": encode(SEQUENCE, NAME, encode(BIND, ldap_result(0))),
}


READ = {
    "bound": (1, BIND, 0, ()),
    "bound with credentials": (1, BIND, 0, ()),
    "entry": (2, ENTRY, 0, (("certificaterevocationlist", b"0\x00"),) * 2),
    "reference": (2, REFERENCE, 0, ()),
    "referral": (2, DONE, 10, ()),
}


@pytest.mark.parametrize("name", GOOD)
def test_answers_pass(name: str) -> None:
    assert ldap_messages.read(GOOD[name]) == READ[name]


@pytest.mark.parametrize("name", BAD)
def test_anything_else_does_not(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        ldap_messages.read(BAD[name])


@pytest.mark.parametrize("before", [b"", GOOD["bound"]], ids=["first", "bound"])
@pytest.mark.parametrize("name", BAD)
def test_a_directory_that_answers_so_gives_no_list(name: str, before: bytes) -> None:
    with pytest.raises(Unreachable) as raised:
        directory.fetch_from(before + BAD[name])
    assert raised.value.values["reason"] == "no_answer"


TEXTS = st.binary(max_size=200)


@given(name=TEXTS, attributes=st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=3)), max_size=3))
def test_an_entry_is_read_as_it_was_sent(
    name: bytes, attributes: list[tuple[bytes, list[bytes]]]
) -> None:
    inside = b"".join(
        encode(
            SEQUENCE,
            encode(OCTET_STRING, kind),
            encode(SET, *(encode(OCTET_STRING, value) for value in values)),
        )
        for kind, values in attributes
    )
    message = ldap_message(2, ENTRY, encode(OCTET_STRING, name), encode(SEQUENCE, inside))
    answer = ldap_messages.read(message)
    assert (answer.number, answer.operation) == (2, ENTRY)
    assert answer.values == tuple(
        (kind.decode("latin-1").partition(";")[0].lower(), value)
        for kind, values in attributes
        for value in values
    )
