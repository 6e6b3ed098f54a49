"""What signatures and envelopes of CMS (RFC 5652) share."""

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import INTEGER, SEQUENCE, context, encode, encode_oid

DATA = encode_oid("1.2.840.113549.1.7.1")
SHA256 = encode_oid("2.16.840.1.101.3.4.2.1")

_VERSION = context(0)


def issuer_and_serial(certificate: Certificate) -> bytes:
    """Return IssuerAndSerialNumber (section 10.2.4), byte for byte as in the certificate."""
    (outer,) = der.parts(certificate.der, der.SEQUENCE)
    fields = [
        element for element in der.elements(next(der.elements(outer))[1]) if element[0] != _VERSION
    ]
    (_, serial), _, (_, issuer) = fields[:3]
    return encode(SEQUENCE, encode(SEQUENCE, issuer), encode(INTEGER, serial))
