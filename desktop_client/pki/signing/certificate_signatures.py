"""Checks the signature of a certificate by its issuer's key (RFC 5280 section 6.1.3 a 1)."""

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.signing import signatures


def signature_fault(child: Certificate, issuer: Certificate) -> str | None:
    """Return the code of what is wrong with the signature by `issuer`'s key, None when good."""
    try:
        asn1 = child.asn1
        algorithm = asn1["signature_algorithm"]
        if algorithm.dump() != asn1["tbs_certificate"]["signature"].dump():
            return "certificate_signature_wrong"
        scheme = signatures.scheme_of(algorithm)
        signature = asn1["signature_value"].native
        digest = signatures.digest(scheme.hash_name, signatures.signed_part(child.der))
        code = signatures.fault(issuer.public_key_der, scheme, signature, digest)
    except PARSE_ERRORS:
        return "certificate_signature_wrong"
    return "certificate_signature_wrong" if code == "signature_wrong" else code
