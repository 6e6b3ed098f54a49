"""What signatures and envelopes of CMS (RFC 5652) share."""

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.der_write import SEQUENCE, encode, encode_oid

DATA = encode_oid("1.2.840.113549.1.7.1")
SHA256 = encode_oid("2.16.840.1.101.3.4.2.1")


def issuer_and_serial(certificate: Certificate) -> bytes:
    """Return IssuerAndSerialNumber (section 10.2.4), byte for byte as in the certificate."""
    body = certificate.asn1["tbs_certificate"]
    return encode(SEQUENCE, body["issuer"].dump(), body["serial_number"].dump())
