"""Bodies of requests: a new certificate (ir), its renewal (kur), its revocation (rr), and more."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.asn1 import core, crl, keys, x509
from desktop_client.pki.issuing import structures as cmp
from desktop_client.pki.keyfile.private_key import RANDOM_NUMBER
from desktop_client.pki.signing.signer import Signer

_RSA_SHA256 = {"algorithm": "sha256_rsa", "parameters": core.Null()}
SIGN_USAGE = frozenset({"digital_signature", "non_repudiation"})
KEY_MANAGEMENT_USAGE = frozenset({"key_encipherment"})


class RevocationReason(IntEnum):
    """Why a holder gives a certificate up (CRLReason, RFC 5280 section 5.3.1)."""

    UNSPECIFIED = 0
    KEY_COMPROMISE = 1
    AFFILIATION_CHANGED = 3
    SUPERSEDED = 4
    CESSATION_OF_OPERATION = 5


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """One key that a certificate is asked for."""

    key: Signer = field(repr=False)
    public_key: bytes
    """The SubjectPublicKeyInfo that the certificate must have."""
    usage: frozenset[str]
    random: bytes | None = field(default=None, repr=False)
    """R in an envelope for the CA (`signing.envelope`), by which it makes the VID."""
    replaces: Certificate | None = None
    """The certificate that a renewal follows."""


def certificate_requests(
    wanted: Sequence[KeyRequest], subject: x509.Name, *, renewal: bool = False
) -> cmp.Body:
    """Return ir, or kur for a renewal, with a request for each key in this order.

    Each key proves its possession by a signature (RFC 4211 section 4.1), the one for key
    management as well: it is an RSA key.
    """
    messages = [_request(number, each, subject) for number, each in enumerate(wanted)]
    return cmp.Body("kur" if renewal else "ir", cmp.CertReqMessages(messages))


def revocation(certificate: Certificate, reason: RevocationReason) -> cmp.Body:
    """Return rr for a certificate."""
    named = certificate.asn1
    details = {
        "cert_details": {"issuer": named.issuer, "serial_number": certificate.serial},
        "crl_entry_details": [
            {"extn_id": "2.5.29.21", "extn_value": crl.CRLReason(int(reason)).dump()}
        ],
    }
    return cmp.Body("rr", cmp.RevReqContent([details]))


def confirmation(taken: Sequence[tuple[int, bytes]]) -> cmp.Body:
    """Return certConf: each request's number and the hash of its certificate."""
    statuses = [{"cert_hash": hashed, "cert_req_id": number} for number, hashed in taken]
    return cmp.Body("certconf", cmp.CertConfirmContent(statuses))


def poll(number: int) -> cmp.Body:
    """Return pollReq for a request that waits."""
    return cmp.Body("pollreq", cmp.PollReqContent([{"cert_req_id": number}]))


def encryption_certificate_wanted() -> cmp.Body:
    """Return genm that asks for the certificate which is sealed for (RFC 9810 section 5.3.19.1)."""
    return cmp.Body("genm", cmp.GeneralInfo([{"info_type": cmp.CA_ENCRYPTION_CERTIFICATE}]))


def common_name(text: str) -> x509.Name:
    """Return a subject of a common name alone: the CA knows the rest by the reference number."""
    return x509.Name.build({"common_name": text})


def _request(number: int, wanted: KeyRequest, subject: x509.Name) -> cmp.CertReqMsg:
    usage = core.ParsableOctetString(x509.KeyUsage(set(wanted.usage)).dump())
    template = {
        "subject": subject,
        "public_key": keys.PublicKeyInfo.load(wanted.public_key),
        "extensions": [{"extn_id": "key_usage", "critical": True, "extn_value": usage}],
    }
    fields: dict[str, object] = {"cert_req_id": number, "cert_template": template}
    if wanted.replaces is not None:
        fields["controls"] = [_replaced(wanted.replaces)]
    request = cmp.CertRequest(fields)
    signature = wanted.key.sign(request.dump())
    proof = cmp.PopoSigningKey({"algorithm_identifier": _RSA_SHA256, "signature": signature})
    message = {"cert_req": request, "popo": cmp.ProofOfPossession("signature", proof)}
    if wanted.random is not None:
        sealed = core.OctetString(wanted.random)
        message["reg_info"] = cmp.Attributes([{"type": RANDOM_NUMBER, "value": sealed}])
    return cmp.CertReqMsg(message)


def _replaced(certificate: Certificate) -> dict[str, object]:
    """Return the control that names the certificate a renewal follows (RFC 4211 section 6.5)."""
    issuer = x509.GeneralName("directory_name", certificate.asn1.issuer)
    named = cmp.CertId({"issuer": issuer, "serial_number": certificate.serial})
    return {"type": cmp.OLD_CERTIFICATE, "value": named}


def nonce() -> bytes:
    """Return 128 random bits (RFC 9810 section 5.1.1)."""
    return os.urandom(16)
