"""Does a certificate belong to the holder of a business number? Recomputed here, never believed.

R comes sealed for the service's certificate, is used once, and is neither kept nor logged.
"""

from backend.refused import Refused
from backend.service import Service
from desktop_client.pki import vid
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile, PkiError
from desktop_client.pki.signing import envelope
from registration.encoding import NotBase64, from_base64


def require_claim(certificate: Certificate) -> None:
    """Raise Refused `identity_unprovable` unless the certificate carries a VID."""
    try:
        claim = vid.claim(certificate)
    except DamagedFile:
        claim = None
    if claim is None:
        raise Refused("identity_unprovable")


def check_owner(service: Service, certificate: Certificate, sealed: str, number: str) -> None:
    """Recompute the VID from the number and R (CMS EnvelopedData, base64).

    Raises Refused `identity_mismatch`, or `malformed` when the envelope cannot be opened.
    """
    if not vid.matches(certificate, number, _unseal(service, sealed)):
        raise Refused("identity_mismatch")


def _unseal(service: Service, sealed: str) -> bytes:
    pair = service.keys.encryption
    try:
        return envelope.unseal(from_base64(sealed), pair.key, pair.certificate)
    except (NotBase64, PkiError):
        raise Refused("malformed", envelope="unreadable") from None
