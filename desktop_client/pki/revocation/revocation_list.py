"""One certificate revocation list (RFC 5280 section 5), checked without decoding its entries.

A list of a Korean CA may have hundreds of thousands of entries. Its signature is checked over
the raw bytes; its entries are walked once, and looked up in the index that leaves (`entries`).
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self

from desktop_client.pki import names
from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.asn1 import algos, core, crl, pem, x509
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.encoding.der_write import SEQUENCE, encode
from desktop_client.pki.extensions import CRL_SIGN
from desktop_client.pki.findings import DamagedFile, TooLarge
from desktop_client.pki.revocation.entries import Entries, Index
from desktop_client.pki.signing import signatures

MAX_BYTES = 64 * 1024 * 1024
CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far thisUpdate may lie ahead: clocks of clients and CAs differ."""

_TIMES = (der.UTC_TIME, der.GENERALIZED_TIME)
_PROCESSED = frozenset(
    {
        "issuing_distribution_point",
        "authority_key_identifier",
        "crl_number",
        "delta_crl_indicator",
    }
)
UNKNOWN_DATE = datetime(1950, 1, 1, tzinfo=UTC)
"""Of a revocation whose date cannot be read: the earliest there is, so that it always counts."""

_Field = tuple[int, memoryview, int]
"""An element's identifier octet and content, and where in the list it stops."""


@dataclass(frozen=True, slots=True)
class Revoked:
    """One entry: since when, and the reason by asn1crypto's name (`unspecified` without one)."""

    date: datetime
    reason: str
    invalid_since: datetime | None = None
    """When the key was, or may have been, compromised (invalidityDate, section 5.3.2)."""


@dataclass(frozen=True, slots=True)
class Question:
    """Is this certificate revoked? What must be known of it and of its issuer to answer."""

    subject: str
    serial: int
    is_authority: bool
    not_after: datetime
    """Lists may leave the certificate's entry out once this has passed."""
    names: frozenset[bytes]
    """Encoded names of its distribution points (cRLDistributionPoints, section 4.2.1.13)."""
    urls: tuple[str, ...]
    issuer: str
    """The issuer's name as `names.comparable` returns it."""
    issuer_key: bytes
    issuer_signs_lists: bool
    authority: Certificate
    """The issuer's certificate."""
    path: tuple[Certificate, ...]
    """From the certificate up to the trust anchor, or as far as it is known."""
    others: tuple[Certificate, ...]
    """Certificates that may have signed lists; not trusted by themselves."""
    has_rare_points: bool
    """It has distribution points of shapes that `names` leaves out."""
    list_issuers: frozenset[str]
    """Names like `issuer` of those who may have issued its lists: cRLIssuer, besides the issuer."""
    organisation: str
    """The issuer's O, such as `yessign`."""
    issuer_name: bytes
    """Encoded, as the certificate asked about spells it."""
    responders: tuple[str, ...]
    """URLs of OCSP responders (authorityInfoAccess, section 4.2.2.1)."""

    @classmethod
    def about(
        cls,
        certificate: Certificate,
        issuer: Certificate,
        *above: Certificate,
        others: Iterable[Certificate] = (),
    ) -> Self:
        """Return the question for a certificate, with its issuer and those above on its path."""
        usage = issuer.key_usage
        every = certificate.extensions.distribution_points
        plain = [each for each in every if _is_plain(each)]
        points = [name for each in plain for name in _full_name(each["distribution_point"])]
        return cls(
            subject=certificate.subject,
            serial=certificate.serial,
            is_authority=certificate.usage is Usage.CA,
            not_after=certificate.not_after,
            names=frozenset(name.dump() for name in points),
            urls=_urls(points),
            issuer=names.comparable(issuer.subject_name),
            issuer_key=issuer.public_key_der,
            # KISA RootCA 4 has no keyUsage; RFC 5280 asks for cRLSign only where it is present.
            issuer_signs_lists=usage is None or bool(usage & CRL_SIGN),
            authority=issuer,
            path=(certificate, issuer, *above),
            others=tuple(others),
            has_rare_points=len(plain) < len(every),
            list_issuers=frozenset(
                names.comparable(name.chosen.chosen.contents)
                for point in every
                for name in point["crl_issuer"] or ()
                if name.name == "directory_name"
            ),
            organisation=certificate.issuer_organisation,
            issuer_name=encode(SEQUENCE, certificate.issuer_name),
            responders=certificate.extensions.responders,
        )


def _is_plain(point: x509.DistributionPoint) -> bool:
    """Whether a distribution point is for all reasons, of the issuer, and has a full name."""
    return not point["reasons"] and not point["crl_issuer"] and not _is_relative(point)


def _is_relative(point: x509.DistributionPoint | crl.IssuingDistributionPoint) -> bool:
    name = point["distribution_point"]
    return bool(name) and name.name != "full_name"


def _urls(names: Iterable[x509.GeneralName]) -> tuple[str, ...]:
    """Return the URLs as they are written; asn1crypto rewrites them (`ldap:///` to `ldap:/`)."""
    return tuple(
        name.chosen.contents.decode("latin-1")
        for name in names
        if name.name == "uniform_resource_identifier"
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """What a list says it covers (issuingDistributionPoint, section 5.2.5)."""

    names: frozenset[bytes] | None = None
    """Encoded names of its distribution point; None when it covers all of the issuer's."""
    users_only: bool = False
    authorities_only: bool = False
    partial: bool = False
    """Indirect, or for some reasons only, or for attribute certificates."""
    relative: bool = False
    """The name of its distribution point is relative to the issuer's."""


@dataclass(frozen=True, slots=True, eq=False)
class RevocationList:
    """A list whose entries stay in the bytes they came in."""

    issuer: str
    """The issuer's name as `names.comparable` returns it."""
    issuer_name: str
    """The same as people read it, most specific part first."""
    this_update: datetime
    next_update: datetime | None
    number: int
    """cRLNumber (section 5.2.3); 0 without one."""
    base: int | None
    """The number of the list since which a delta list says what has changed (section 5.2.4)."""
    scope: Scope
    _processed: bool
    """Every critical extension is understood here."""
    _scheme: signatures.Scheme
    _whole: memoryview = field(repr=False)
    _digest: bytes = field(repr=False)
    _signature: bytes = field(repr=False)
    _entries: Entries = field(repr=False)

    @classmethod
    def from_bytes(cls, data: bytes, start: int = 0, index: bytes = b"") -> Self:
        """Read the head of the list, DER or PEM, that begins at `start`, and digest the rest.

        `index` is what `kept_index` of this list gave before; any other counts for nothing.
        Raises DamagedFile `crl_damaged`, and TooLarge beyond 64 MiB.
        """
        if len(data) - start > MAX_BYTES:
            raise TooLarge(limit=MAX_BYTES)
        try:
            if data.startswith(b"-----", start):
                return cls._read(pem.unarmor(data[start:])[2], 0, index)
            return cls._read(data, start, index)
        except PARSE_ERRORS:
            raise DamagedFile("crl_damaged") from None

    @classmethod
    def _read(cls, data: bytes, start: int, index: bytes) -> Self:
        whole = memoryview(data)[start:]
        (outer,) = der.parts(whole, der.SEQUENCE)
        body, algorithm, signature = der.parts(outer, der.SEQUENCE, der.SEQUENCE, der.BIT_STRING)
        begin = start + _head(whole) + _head(outer)
        fields = deque(_fields(body, begin))
        _take(fields, der.INTEGER)
        inner_algorithm, issuer = _take(fields, der.SEQUENCE), _take(fields, der.SEQUENCE)
        this_update, next_update = _take_time(fields), _take_time(fields)
        stop = fields[0][2] if fields else begin
        revoked, extensions = _take(fields, der.SEQUENCE), _take(fields, der.CONTEXT_0)
        if fields or issuer is None or this_update is None or inner_algorithm != algorithm:
            raise ValueError("no CertificateList")
        scheme = signatures.scheme_of(algos.SignedDigestAlgorithm(contents=bytes(algorithm)))
        scope, numbers, processed = _extensions(bytes(extensions or b""))
        digest = signatures.digest(scheme.hash_name, signatures.signed_part(whole))
        kept = Index.load(index, _bound(digest)) if index else None
        return cls(
            issuer=names.comparable(issuer),
            issuer_name=names.dn(names.read_name(bytes(issuer))),
            this_update=this_update,
            next_update=next_update,
            number=numbers[0] or 0,
            base=numbers[1],
            scope=scope,
            _processed=processed,
            _scheme=scheme,
            _whole=whole,
            _digest=digest,
            _signature=core.OctetBitString(contents=bytes(signature)).native,
            _entries=Entries(data, stop - len(revoked or b""), stop, kept),
        )

    @property
    def version(self) -> tuple[datetime, int]:
        """What is greater of two lists of one scope in the newer one."""
        return self.this_update, self.number

    def fault(self, question: Question) -> str | None:
        """Return why the list cannot answer a question, whatever the time: a finding's code.

        Codes: crl_unsupported, crl_not_covering, crl_issuer_not_allowed, crl_signature_wrong,
        algorithm_weak, algorithm_unknown, and crl_damaged where any entry is broken.
        """
        if not self._covers(question):
            return "crl_not_covering"
        if not self._processed or self.scope.partial:
            return "crl_unsupported"
        if not question.issuer_signs_lists:
            return "crl_issuer_not_allowed"
        fault = signatures.fault(question.issuer_key, self._scheme, self._signature, self._digest)
        if fault is not None:
            return "crl_signature_wrong" if fault == "signature_wrong" else fault
        try:
            return "crl_unsupported" if self._index().unsupported else None
        except DamagedFile as error:
            return error.code

    def _covers(self, question: Question) -> bool:
        scope = self.scope
        wrong_kind = scope.users_only if question.is_authority else scope.authorities_only
        names_agree = scope.names is None or bool(scope.names & question.names)
        return self.issuer == question.issuer and names_agree and not wrong_kind

    def untimely(self, at: datetime) -> str | None:
        """Return crl_not_yet_valid or crl_expired (also without nextUpdate), None when current."""
        if self.this_update > at + CLOCK_TOLERANCE:
            return "crl_not_yet_valid"
        if self.next_update is None or self.next_update < at:
            return "crl_expired"
        return None

    def entry(self, serial: int) -> Revoked | None:
        """Return the entry of a serial number; of several, one that revokes, the earliest.

        Raises DamagedFile `crl_damaged` where any entry is broken.
        """
        try:
            found = [_decode(each) for each in self._entries.find(serial)]
        except PARSE_ERRORS:
            raise DamagedFile("crl_damaged") from None
        return min(
            found, key=lambda each: (each.reason == "remove_from_crl", each.date), default=None
        )

    @property
    def encoded(self) -> bytes:
        """The list in DER; a copy."""
        return bytes(self._whole)

    @property
    def size(self) -> int:
        """Of the list in DER, in bytes."""
        return len(self._whole)

    @property
    def is_indexed(self) -> bool:
        """Whether the entries have been walked; until then, the first look-up walks them."""
        return self._entries.is_indexed

    def kept_index(self) -> bytes:
        """Return the index of the entries, for `from_bytes`. Raises DamagedFile `crl_damaged`."""
        return self._index().dump(_bound(self._digest))

    def _index(self) -> Index:
        try:
            return self._entries.index()
        except ValueError:
            raise DamagedFile("crl_damaged") from None


def _bound(digest: bytes) -> bytes:
    """Return what binds an index to a list: SHA-256 of the digest that the CA has signed."""
    return hashlib.sha256(digest).digest()


def _decode(entry: crl.RevokedCertificate) -> Revoked:
    """Read an entry; one whose date or reason is unreadable still revokes."""
    try:
        date = der.aware_moment(entry["revocation_date"].native)
    except PARSE_ERRORS:
        date = UNKNOWN_DATE
    try:
        reason, since = entry.crl_reason_value, entry.invalidity_date_value
        return Revoked(
            date,
            reason.native if reason else "unspecified",
            der.aware_moment(since.native) if since else None,
        )
    except PARSE_ERRORS:
        return Revoked(date, "unspecified")


def _extensions(encoded: bytes) -> tuple[Scope, tuple[int | None, int | None], bool]:
    """Return scope, number and base number, and whether every critical extension is understood."""
    extensions = crl.TBSCertListExtensions.load(encoded, strict=True) if encoded else ()
    values = {
        extension["extn_id"].native: extension["extn_value"].parsed for extension in extensions
    }
    if len(values) != len(extensions):
        raise ValueError("an extension appears twice")
    critical = {
        extension["extn_id"].native for extension in extensions if extension["critical"].native
    }
    point = values.get("issuing_distribution_point")
    number, base = (
        values[name].native if name in values else None
        for name in ("crl_number", "delta_crl_indicator")
    )
    return _scope(point) if point else Scope(), (number, base), critical <= _PROCESSED


def _scope(point: crl.IssuingDistributionPoint) -> Scope:
    named = point["distribution_point"]
    return Scope(
        names=frozenset(each.dump() for each in _full_name(named)) if named else None,
        users_only=point["only_contains_user_certs"].native,
        authorities_only=point["only_contains_ca_certs"].native,
        partial=point["indirect_crl"].native
        or point["only_contains_attribute_certs"].native
        or point["only_some_reasons"].native is not None,
        relative=_is_relative(point),
    )


def _full_name(name: x509.DistributionPointName | core.Void) -> tuple[x509.GeneralName, ...]:
    """Return the names of a distribution point; none where it is relative to the issuer's."""
    return tuple(name.chosen) if name and name.name == "full_name" else ()


def _head(encoded: der.View) -> int:
    """Return the size of an element's identifier and length octets."""
    return 2 + (encoded[1] & 0x7F if encoded[1] & 0x80 else 0)


def _fields(content: der.View, at: int) -> Iterator[_Field]:
    """Yield the elements of a content that begins at `at`, each with where it stops."""
    begin = at
    for tag, part in der.elements(content):
        at += _head(content[at - begin :]) + len(part)
        yield tag, part, at


def _take(fields: deque[_Field], tag: int) -> memoryview | None:
    """Take the next field when it has this tag."""
    return fields.popleft()[1] if fields and fields[0][0] == tag else None


def _take_time(fields: deque[_Field]) -> datetime | None:
    if not fields or fields[0][0] not in _TIMES:
        return None
    tag, content, _ = fields.popleft()
    return der.moment(tag, content)
