"""Copies of a path's certificates that asn1crypto and certvalidator can read.

asn1crypto reads no other bytes in a name than its types of strings allow, and finds two names
different that are the same. Signatures are checked over the bytes as they came, so a copy may
have its names written in another way, and lack alternative names that are no text at all:
under a constraint on their kind they are refused before (`name_constraints`).
"""

from collections.abc import Sequence
from functools import lru_cache

from desktop_client.pki import names
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.asn1 import x509
from desktop_client.pki.encoding.der_write import (
    GENERALIZED_TIME,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    context,
    encode,
    encode_oid,
)

_IA5_STRING = 0x16
_ASCII, _UTF8 = frozenset({0x13, 0x14, _IA5_STRING}), der.UTF8_STRING
_WIDE = {0x1C: "utf-32-be", 0x1E: "utf-16-be"}
_IN_IA5 = frozenset({bytes.fromhex("2a864886f70d010901"), bytes.fromhex("0992268993f22c640119")})
"""emailAddress and domainComponent, which asn1crypto reads as IA5String alone."""
_POLICIES, _CONSTRAINTS = bytes.fromhex("551d20"), bytes.fromhex("551d13")
_ALTERNATIVE_NAMES = bytes.fromhex("551d11")
_IN_ASCII = frozenset({0x81, 0x82, 0x86})
"""Of GeneralName: rfc822Name, dNSName, uniformResourceIdentifier."""
_ALWAYS = encode(
    SEQUENCE,
    encode(GENERALIZED_TIME, b"19500101000000Z"),
    encode(GENERALIZED_TIME, b"99991231235959Z"),
)


def _extension(kind: bytes, value: bytes) -> bytes:
    return encode(SEQUENCE, encode(OBJECT_IDENTIFIER, kind), encode(OCTET_STRING, value))


_IS_CA = _extension(_CONSTRAINTS, encode(SEQUENCE, b"\x01\x01\xff"))
_ANY_POLICY = _extension(_POLICIES, encode(SEQUENCE, encode(SEQUENCE, encode_oid("2.5.29.32.0"))))
_SHA256_RSA = encode(SEQUENCE, encode_oid("1.2.840.113549.1.1.11"), b"\x05\x00")


def copies(certificates: Sequence[Certificate]) -> list[x509.Certificate]:
    """Return copies of a path, the anchor first, which is made a CA by its own key.

    The issuer's name is written like the subject it was found to be the same as. Raises
    PARSE_ERRORS over damage.
    """
    *below, anchor = certificates
    found, above = [x509.Certificate.load(_head(anchor))], _plain_name(anchor.subject_name)
    for each in reversed(below):
        subject = _plain_name(each.subject_name)
        alternative = _plain_alternatives(each.alternative_names)
        written = (each.issuer_name, each.subject_name, each.alternative_names)
        wanted = (above, subject, alternative)
        found.append(each.asn1 if written == wanted else _renamed(each, *wanted))
        above = subject
    return found


def _renamed(
    certificate: Certificate, issuer: bytes, subject: bytes, alternative: bytes
) -> x509.Certificate:
    (outer,) = der.parts(certificate.der, der.SEQUENCE)
    body, *rest = der.encoded_elements(outer)
    fields = list(der.encoded_elements(*der.parts(body, der.SEQUENCE)))
    at = _serial_at(fields)
    fields[at + 2], fields[at + 4] = encode(SEQUENCE, issuer), encode(SEQUENCE, subject)
    if certificate.alternative_names:
        extensions = _extensions(fields[-1])
        extensions[_ALTERNATIVE_NAMES] = _extension(
            _ALTERNATIVE_NAMES, encode(SEQUENCE, alternative)
        )
        fields[-1] = encode(context(3), encode(SEQUENCE, *extensions.values()))
    return x509.Certificate.load(encode(SEQUENCE, encode(SEQUENCE, *fields), *rest))


@lru_cache(maxsize=32)
def _head(anchor: Certificate) -> bytes:
    """Return a CA certificate that the anchor's key has given itself, for all times.

    The anchor is trusted whatever its dates, its signature and its version. The policies a root
    names say nothing about those below (RFC 5280 section 6.1.1 d begins with anyPolicy); all
    else that stands in it holds.
    """
    (outer,) = der.parts(anchor.der, der.SEQUENCE)
    body, _, signature = der.encoded_elements(outer)
    fields = list(der.encoded_elements(*der.parts(body, der.SEQUENCE)))
    at = _serial_at(fields)
    serial, public_key = fields[at], fields[at + 5]
    named = _extensions(fields[-1]) if fields[-1][0] == context(3) else {}
    extensions = {_CONSTRAINTS: _IS_CA, **named, _POLICIES: _ANY_POLICY}
    name = encode(SEQUENCE, _plain_name(anchor.subject_name))
    head = (
        encode(context(0), b"\x02\x01\x02"),
        *(serial, _SHA256_RSA, name, _ALWAYS, name, public_key),
        encode(context(3), encode(SEQUENCE, *extensions.values())),
    )
    return encode(SEQUENCE, encode(SEQUENCE, *head), _SHA256_RSA, signature)


def _serial_at(fields: list[bytes]) -> int:
    """Return where the serial number stands: after the version, which may be left out."""
    return 1 if fields[0][0] == context(0) else 0


def _extensions(explicit: bytes) -> dict[bytes, bytes]:
    """Return the extensions, encoded, by encoded OID."""
    (wrapped,) = der.parts(explicit, context(3))
    (content,) = der.parts(wrapped, der.SEQUENCE)
    found = {}
    for encoded in der.encoded_elements(content):
        (extension,) = der.parts(encoded, der.SEQUENCE)
        _, kind = next(der.elements(extension))
        found[bytes(kind)] = encoded
    return found


def _plain_name(content: bytes) -> bytes:
    """Return the contents of a name, with what asn1crypto cannot read written in another way."""
    relatives = []
    for _, relative in der.elements(content):
        pairs = []
        for _, pair in der.elements(relative):
            (_, kind), (tag, value) = der.elements(pair)
            pairs.append(
                encode(SEQUENCE, encode(OBJECT_IDENTIFIER, kind), _plain_value(kind, tag, value))
            )
        relatives.append(encode(SET, *pairs))
    return b"".join(relatives)


def _plain_alternatives(alternative_names: bytes) -> bytes:
    """Return the GeneralNames without those that asn1crypto cannot decode."""
    kept = (
        encode(tag, name)
        for tag, name in der.elements(alternative_names)
        if tag not in _IN_ASCII or bytes(name).isascii()
    )
    return b"".join(kept)


def _plain_value(kind: der.View, tag: int, value: der.View) -> bytes:
    if _reads(kind, tag, value):
        return encode(tag, value)
    text = names.read_text(tag, value)
    if kind in _IN_IA5:
        return encode(_IA5_STRING, text.encode("ascii", "backslashreplace"))
    return encode(_UTF8, text.encode())


def _reads(kind: der.View, tag: int, value: der.View) -> bool:
    """Whether asn1crypto reads the value as it stands."""
    if kind in _IN_IA5:
        return tag == _IA5_STRING and bytes(value).isascii()
    encoding = "ascii" if tag in _ASCII else "utf-8" if tag == _UTF8 else _WIDE.get(tag)
    try:
        return encoding is not None and str(value, encoding) is not None
    except UnicodeDecodeError:
        return False
