"""The messages of LDAP (RFC 4511 section 4) that fetching an entry takes, and no others."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import encode, encode_integer

BIND_RESPONSE, SEARCH_ENTRY, SEARCH_DONE, SEARCH_REFERENCE = 0x61, 0x64, 0x65, 0x73
BIND, SEARCH = 1, 2
"""The numbers of our two messages, which the answers to them repeat."""

_BIND_REQUEST, _SEARCH_REQUEST = 0x60, 0x63
_BOOLEAN, _ENUMERATED = 0x01, 0x0A
_SIMPLE, _PRESENT = 0x80, 0x87
_REFERRAL, _CREDENTIALS = 0xA3, 0x87
_RESULT = [_ENUMERATED, der.OCTET_STRING, der.OCTET_STRING]
_ANSWERS = {
    BIND: frozenset({BIND_RESPONSE}),
    SEARCH: frozenset({SEARCH_ENTRY, SEARCH_DONE, SEARCH_REFERENCE}),
}


class Answer(NamedTuple):
    """One message of a directory."""

    number: int
    operation: int
    code: int = 0
    """The result code (appendix A) of BIND_RESPONSE and SEARCH_DONE."""
    values: tuple[tuple[str, bytes], ...] = ()
    """Of SEARCH_ENTRY: each value with its attribute's name, in lower case without options."""


def bind() -> bytes:
    """Return the request of somebody without a name (section 4.2), version 3."""
    nobody = encode(der.OCTET_STRING) + encode(_SIMPLE)
    return _message(BIND, encode(_BIND_REQUEST, encode_integer(3), nobody))


def search(entry: str, attributes: Iterable[str]) -> bytes:
    """Return the request for attributes of one entry (section 4.5.1), aliases followed."""
    base_object, always = encode(_ENUMERATED, b"\0"), encode(_ENUMERATED, b"\3")
    no_limit = encode_integer(0)
    names = (encode(der.OCTET_STRING, name.encode()) for name in attributes)
    return _message(
        SEARCH,
        encode(
            _SEARCH_REQUEST,
            encode(der.OCTET_STRING, entry.encode()),
            base_object + always + no_limit + no_limit,
            encode(_BOOLEAN, b"\0"),
            encode(_PRESENT, b"objectClass"),
            encode(der.SEQUENCE, *names),
        ),
    )


def _message(number: int, operation: bytes) -> bytes:
    return encode(der.SEQUENCE, encode_integer(number), operation)


def read(message: bytes) -> Answer:
    """Read an answer to one of our requests, without controls.

    Lengths may be written longer than DER does. Raises ValueError for anything else.
    """
    (whole,) = der.parts(message, der.SEQUENCE)
    (tag, identifier), (operation, content) = der.elements(whole)
    number = der.integer(identifier)
    if tag != der.INTEGER or operation not in _ANSWERS.get(number, ()):
        raise ValueError("no answer that was asked for")
    if operation == SEARCH_ENTRY:
        return Answer(number, operation, values=tuple(_values(content)))
    if operation == SEARCH_REFERENCE:
        _require_strings(content)
        return Answer(number, operation)
    return Answer(number, operation, _code(content))


def _code(content: der.View) -> int:
    """Read LDAPResult (section 4.1.9), with serverSaslCreds where it ends a bind."""
    found = list(der.elements(content))
    if [tag for tag, _ in found[:3]] != _RESULT:
        raise ValueError("no LDAPResult")
    for tag, inside in found[3:]:
        if tag == _REFERRAL:
            _require_strings(inside)
        elif tag != _CREDENTIALS:
            raise ValueError("no LDAPResult")
    return der.integer(found[0][1])


def _values(content: der.View) -> Iterator[tuple[str, bytes]]:
    """Read SearchResultEntry (section 4.5.2): a name, and attributes with their values."""
    _, attributes = der.parts(content, der.OCTET_STRING, der.SEQUENCE)
    for tag, attribute in der.elements(attributes):
        if tag != der.SEQUENCE:
            raise ValueError("no attribute")
        description, values = der.parts(attribute, der.OCTET_STRING, der.SET)
        name = str(description, "latin-1").partition(";")[0].lower()
        _require_strings(values)
        yield from ((name, bytes(value)) for _, value in der.elements(values))


def _require_strings(content: der.View) -> None:
    if any(tag != der.OCTET_STRING for tag, _ in der.elements(content)):
        raise ValueError("another type than strings")
