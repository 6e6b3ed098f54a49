"""Reads the parts of CMS SignedData (RFC 5652 section 5.1), BER or DER, in one pass.

What may be in a file stands here once, for reading it and for adding to it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.ber import Reader
from desktop_client.pki.encoding.der_read import View
from desktop_client.pki.encoding.der_write import SEQUENCE, SET, context, encode
from desktop_client.pki.findings import DamagedFile, PkiError, TooLarge

MAX_CMS_BYTES = 64 * 1024 * 1024
MAX_PART_BYTES = 1024 * 1024
"""For all certificates, and for all signers."""
MAX_SIGNERS = 64
MAX_CERTIFICATES = 256
MAX_LISTS = 64
MAX_ATTRIBUTES = 64
"""Of one signer, signed and not signed each."""

_SIGNED_DATA = "1.2.840.113549.1.7.2"
_OTHER_KINDS = {
    "1.2.840.113549.1.7.3": "cms_encrypted",
    "1.2.840.113549.1.7.4": "cms_encrypted",
    "1.2.840.113549.1.7.6": "cms_encrypted",
    "1.2.840.113549.1.9.16.1.23": "cms_encrypted",
    "1.2.840.113549.1.9.16.1.9": "cms_compressed",
    "1.2.840.113549.1.7.1": "cms_unsigned",
    "1.2.840.113549.1.7.5": "cms_unsigned",
    "1.2.840.113549.1.9.16.1.2": "cms_unsigned",
}
"""Enveloped, signed and enveloped, encrypted, authenticated and enveloped; compressed; data,
digested, authenticated."""
_AUTHENTICODE = "1.3.6.1.4.1.311.2.1.4"
_KEY_IDENTIFIER = 0x80
_PADDING = b"\0 \t\r\n"

Attributes = Sequence[tuple[str, View]]
"""OID, and the contents of the SET OF values, in the order in which they came."""


@dataclass(frozen=True, slots=True)
class SignedData:
    """The parts, not looked at any further."""

    content_type: str
    content: bytes | None = field(repr=False)
    """What was signed, where it lies in the signature."""
    certificates: Sequence[bytes] = field(repr=False)
    """Each CertificateChoices that came, whatever it is."""
    lists: Sequence[bytes] = field(repr=False)
    """Each RevocationInfoChoice that came, whatever it is."""
    signers: Sequence[bytes] = field(repr=False)
    """Each SignerInfo, with definite lengths and whole strings, as its signature is over."""
    padded: bool
    """Whether blanks or zero bytes follow."""


@dataclass(frozen=True, slots=True)
class SignerInfo:
    """One signer (section 5.3): the parts, the attributes read apart."""

    issuer: bytes | None
    """Of the certificate that is named (contents of RDNSequence), with `serial`; or None."""
    serial: int
    key_identifier: bytes | None
    """Of the certificate, where it is not named by issuer and serial."""
    digest_algorithm: bytes
    signature_algorithm: bytes
    signature: bytes
    signed: bytes | None = field(repr=False)
    """What the signature is over: the SET OF signed attributes; None without any."""
    signed_attributes: Attributes = field(repr=False)
    unsigned_attributes: Attributes = field(repr=False)


def read(encoded: bytes, max_bytes: int = MAX_CMS_BYTES) -> SignedData:
    """Read ContentInfo with SignedData.

    Raises TooLarge; PkiError `signers_too_many`, `certificates_too_many` (values: limit);
    DamagedFile `cms_damaged`, and `cms_encrypted`, `cms_compressed`, `cms_unsigned`,
    `cms_of_program` for what is something else.
    """
    if len(encoded) > max_bytes:
        raise TooLarge(limit=max_bytes)
    try:
        return _read(Reader(encoded))
    except ValueError:
        raise DamagedFile("cms_damaged") from None


def _read(reader: Reader) -> SignedData:
    reader.enter(SEQUENCE)
    kind = _oid(reader)
    if kind in _OTHER_KINDS:
        raise DamagedFile(_OTHER_KINDS[kind])
    if kind != _SIGNED_DATA:
        raise ValueError("no SignedData")
    reader.enter(context(0))
    reader.enter(SEQUENCE)
    der.parts(reader.whole(), der.INTEGER)
    der.parts(reader.whole(), SET)
    content_type, content = _encapsulated(reader)
    most = _Most(MAX_CERTIFICATES, MAX_PART_BYTES, "certificates_too_many")
    certificates = _members(reader, context(0), reader.whole, most)
    most = _Most(MAX_LISTS, MAX_CMS_BYTES, "too_large")
    lists = _members(reader, context(1), reader.whole, most)
    if reader.next_tag != SET:
        raise ValueError("no SignerInfos")
    most = _Most(MAX_SIGNERS, MAX_PART_BYTES, "signers_too_many")
    signers = _members(reader, SET, reader.rebuilt, most)
    for _ in range(3):
        reader.leave()
    rest = bytes(reader.rest)
    if rest.strip(_PADDING):
        raise ValueError("bytes after the value")
    return SignedData(content_type, content, certificates, lists, signers, bool(rest))


def _encapsulated(reader: Reader) -> tuple[str, bytes | None]:
    """Read EncapsulatedContentInfo (section 5.2)."""
    reader.enter(SEQUENCE)
    kind, content = _oid(reader), None
    if kind == _AUTHENTICODE:
        raise DamagedFile("cms_of_program")
    if reader.next_tag == context(0):
        reader.enter(context(0))
        content = bytes(reader.octets())
        reader.leave()
    reader.leave()
    return kind, content


def _oid(reader: Reader) -> str:
    (content,) = der.parts(reader.whole(), der.OBJECT_IDENTIFIER)
    return der.oid(content)


class _Most(NamedTuple):
    """How much of one kind there may be, and the code of what is told beyond."""

    members: int
    size: int
    too_many: str


def _members(
    reader: Reader, tag: int, read_member: Callable[[], bytes | View], most: _Most
) -> list[bytes]:
    """Read a SET OF under this tag, each by `read_member`; none where it is not there."""
    members: list[bytes] = []
    if reader.next_tag != tag:
        return members
    reader.enter(tag)
    left = most.size
    while reader.next_tag is not None:
        if len(members) == most.members:
            raise PkiError(most.too_many, limit=most.members)
        member = read_member()
        left -= len(member)
        if left < 0:
            raise TooLarge(limit=most.size)
        members.append(bytes(member))
    reader.leave()
    return members


def read_signer(encoded: bytes) -> SignerInfo:
    """Read SignerInfo. Raises ValueError over damage, TooLarge beyond 64 attributes of a kind."""
    (body,) = der.parts(encoded, SEQUENCE)
    fields = list(islice(der.elements(body), 8))
    signed = fields.pop(3)[1] if len(fields) > 3 and fields[3][0] == context(0) else None
    unsigned = fields.pop()[1] if fields and fields[-1][0] == context(1) else None
    version, (named_by, named), *algorithms, (signature_tag, signature) = fields
    expected = [der.INTEGER, SEQUENCE, SEQUENCE, der.OCTET_STRING]
    if [version[0], *(tag for tag, _ in algorithms), signature_tag] != expected:
        raise ValueError("no SignerInfo")
    issuer: View | None = None
    serial = View(b"")
    if named_by == SEQUENCE:  # IssuerAndSerialNumber, section 10.2.4
        issuer, serial = der.parts(named, SEQUENCE, der.INTEGER)
    elif named_by != _KEY_IDENTIFIER:
        raise ValueError("no SignerIdentifier")
    digest_algorithm, signature_algorithm = (encode(SEQUENCE, each) for _, each in algorithms)
    return SignerInfo(
        bytes(issuer) if issuer is not None else None,
        int.from_bytes(serial, signed=True),
        bytes(named) if issuer is None else None,
        digest_algorithm,
        signature_algorithm,
        bytes(signature),
        encode(SET, signed) if signed is not None else None,
        _attributes(signed or memoryview(b"")),
        _attributes(unsigned or memoryview(b"")),
    )


def _attributes(contents: View) -> Attributes:
    """Read a SET OF Attribute."""
    found: list[tuple[str, View]] = []
    for tag, attribute in der.elements(contents):
        if len(found) == MAX_ATTRIBUTES:
            raise TooLarge(limit=MAX_ATTRIBUTES)
        kind, values = der.parts(attribute, der.OBJECT_IDENTIFIER, SET)
        if tag != SEQUENCE:
            raise ValueError("no attribute")
        found.append((der.oid(kind), values))
    return found
