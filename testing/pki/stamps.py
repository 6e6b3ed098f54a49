"""Time stamps of any time and by any certificate, which `openssl ts` does not make."""

import hashlib
from datetime import datetime

from asn1crypto import cms as asn1_cms
from asn1crypto import core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from desktop_client.pki.certificate import Certificate
from practice import profile
from practice.authority import Authority
from testing.pki import making

STAMPS = making.extension("extended_key_usage", x509.ExtKeyUsageSyntax(["time_stamping"]))


def server(
    issuer: Authority,
    *,
    valid: tuple[datetime, datetime] = making.VALID,
    url: str = making.LIST_URL,
) -> Certificate:
    """A time stamp server's certificate; with no `url` it names no revocation list."""
    point = [profile.distribution_points(url)] if url else []
    return making.certificate(issuer, making.SIGNS, STAMPS, *point, name="TSA", valid=valid)


def token(
    value: bytes,
    time: datetime,
    certificate: Certificate,
    key: rsa.RSAPrivateKey,
) -> bytes:
    """A TimeStampToken over a signature value."""
    sha256 = {"algorithm": "sha256"}
    info = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": "1.2.3.4.1",
            "message_imprint": {
                "hash_algorithm": sha256,
                "hashed_message": hashlib.sha256(value).digest(),
            },
            "serial_number": 1,
            "gen_time": time,
        }
    ).dump()
    named = tsp.SigningCertificateV2(
        {"certs": [{"cert_hash": hashlib.sha256(certificate.der).digest()}]}
    )
    attributes = asn1_cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(info).digest()]},
            {"type": "signing_certificate_v2", "values": [named]},
        ]
    )
    signed = attributes.dump()
    signer = {
        "version": "v1",
        "sid": asn1_cms.SignerIdentifier(
            {
                "issuer_and_serial_number": {
                    "issuer": certificate.asn1.issuer,
                    "serial_number": certificate.serial,
                }
            }
        ),
        "digest_algorithm": sha256,
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
        "signature": key.sign(signed, padding.PKCS1v15(), hashes.SHA256()),
    }
    data = {
        "version": "v3",
        "digest_algorithms": [sha256],
        "encap_content_info": {
            "content_type": "tst_info",
            "content": core.ParsableOctetString(info),
        },
        "certificates": [certificate.asn1],
        "signer_infos": [signer],
    }
    return bytes(asn1_cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())
