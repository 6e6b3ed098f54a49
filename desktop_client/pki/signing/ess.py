"""Which certificate a signature says it was made with (RFC 2634 section 5.4, RFC 5035).

Both attributes have exactly one value, and the first certificate it names is the signer's. Those
after it only narrow the path down, which is judged elsewhere and by more.
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
        named = tsp.SigningCertificate.load(encode(*single(old)), strict=True)["certs"][0]
        if not _names(named, "sha1", certificate):
            return _MISMATCH
    if new is None:
        return "signing_certificate_missing"
    named = tsp.SigningCertificateV2.load(encode(*single(new)), strict=True)["certs"][0]
    name = str(named["hash_algorithm"]["algorithm"].native)
    if name not in signatures.HASHES or not _names(named, name, certificate):
        return _MISMATCH
    return None


def _names(named: core.Sequence, hash_name: str, certificate: Certificate) -> bool:
    """Whether ESSCertID or ESSCertIDv2 is of this certificate, issuer and serial included."""
    if named["cert_hash"].native != hashlib.new(hash_name, certificate.der).digest():
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
