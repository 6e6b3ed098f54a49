"""Which certificate a signature says it was made with (RFC 2634 section 5.4, RFC 5035).

Both attributes have exactly one value, and the first certificate it names is the signer's. Those
after it limit which certificates may lend the signer an authority (attribute certificates), of
which none is used here; they are read all the same, and a broken one spoils the attribute.
"""

import hashlib
from collections.abc import Mapping
from itertools import islice

from desktop_client.pki import names
from desktop_client.pki.certificate import MAX_CERTIFICATE_BYTES, Certificate
from desktop_client.pki.encoding import der_read as der

# tsp knows the two attributes.
from desktop_client.pki.encoding.asn1 import core, tsp
from desktop_client.pki.encoding.der_read import View
from desktop_client.pki.encoding.der_write import encode
from desktop_client.pki.signing import signatures

_VERSION_1 = "1.2.840.113549.1.9.16.2.12"
_VERSION_2 = "1.2.840.113549.1.9.16.2.47"
_MISMATCH = "signing_certificate_mismatch"


class NotSingle(Exception):
    """An attribute has none or several values where exactly one belongs."""


def single(values: View) -> tuple[int, View]:
    """Return tag and contents of an attribute's one value. Raises NotSingle, ValueError."""
    found = list(islice(der.elements(values), 2))
    if len(found) != 1:
        raise NotSingle
    return found[0]


def fault(attributes: Mapping[str, View], certificate: Certificate) -> str | None:
    """Return None where the signed attributes name this certificate, else a finding's code.

    signingCertificate, which is bound by SHA-1, must not name another one, but does not suffice.
    Raises NotSingle; PARSE_ERRORS over damage.
    """
    old, new = attributes.get(_VERSION_1), attributes.get(_VERSION_2)
    if old is not None:
        named, *others = _named(tsp.SigningCertificate, single(old))
        if not _names(named, certificate) or not all(map(_is_whole, others)):
            return _MISMATCH
    if new is None:
        return "signing_certificate_missing"
    named, *others = _named(tsp.SigningCertificateV2, single(new))
    if _hash_name(named) not in signatures.HASHES or not _names(named, certificate):
        return _MISMATCH
    return None if all(map(_is_whole, others)) else _MISMATCH


def _named(kind: type[core.Sequence], value: tuple[int, View]) -> list[core.Sequence]:
    """Return every ESSCertID of an attribute; raises PARSE_ERRORS where there is none."""
    found = list(kind.load(encode(*value), strict=True)["certs"])
    if not found:
        raise ValueError("no certificate is named")
    return found


def _hash_name(named: core.Sequence) -> str:
    """Return the hash of ESSCertID, which is always SHA-1, or of ESSCertIDv2."""
    is_first_version = isinstance(named, tsp.ESSCertID)
    return "sha1" if is_first_version else str(named["hash_algorithm"]["algorithm"].native)


def _is_whole(named: core.Sequence) -> bool:
    """Whether all of an entry can be read, and its digest is one; raises PARSE_ERRORS."""
    name, digest = _hash_name(named), named["cert_hash"].native
    is_known = name in signatures.HASHES or name in signatures.WEAK_HASHES
    return named.native is not None and is_known and len(digest) == hashlib.new(name).digest_size


def _names(named: core.Sequence, certificate: Certificate) -> bool:
    """Whether ESSCertID or ESSCertIDv2 is of this certificate, issuer and serial included."""
    if named["cert_hash"].native != hashlib.new(_hash_name(named), certificate.der).digest():
        return False
    issuer_serial = named["issuer_serial"]
    if isinstance(issuer_serial, core.Void):
        return True
    issuers = issuer_serial["issuer"]
    return (
        issuer_serial["serial_number"].native == certificate.serial
        and len(issuers) == 1
        and issuers[0].name == "directory_name"
        and same_name(certificate.issuer_name, issuers[0].chosen.chosen.contents or b"")
    )


def same_name(of_certificate: bytes, named: bytes) -> bool:
    """Whether two names are the same (contents of RDNSequence; RFC 5280 section 7.1)."""
    if of_certificate == named or len(named) > MAX_CERTIFICATE_BYTES:
        return of_certificate == named
    return names.comparable(of_certificate) == names.comparable(named)
