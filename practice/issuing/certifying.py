"""Certificates that the practice CA makes for keys it is asked to certify."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import core, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError
from desktop_client.pki.issuing import structures as cmp
from desktop_client.pki.keyfile.private_key import RANDOM_NUMBER
from desktop_client.pki.signing import envelope
from practice import distribution, files, keyfile, leaf, profile
from practice.authority import Authority, virtual_id
from practice.issuing.refusing import RequestRefused
from practice.pki import Practice
from practice.samples import SERVER

LIFE = timedelta(days=365)
LEAST_BITS = 2048


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a certificate is for."""

    name: str
    number: str
    policy: str


class Certifier:
    """Makes certificates of the practice PKI."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._ca = practice.chain()[-1]
        self._protocol = _protocol_key(practice.folder / "ca", self._ca)

    @property
    def chain(self) -> list[x509.Certificate]:
        """The CA's certificate, then the root's."""
        root, ca = self._practice.chain()
        return [ca.certificate, root.certificate]

    @property
    def protocol_certificate(self) -> Certificate:
        """The certificate that R is sealed for, and by which answers are signed."""
        return self._protocol[0]

    @property
    def protocol_key(self) -> RSAPrivateKey:
        """Its key: a CA's own key signs certificates and lists, and nothing else."""
        return self._protocol[1]

    def certify(self, message: cmp.CertReqMsg, holder: Holder) -> x509.Certificate:
        """Return a certificate for the key of a request. Raises RequestRefused."""
        template = message["cert_req"]["cert_template"]
        if isinstance(template["public_key"], core.Void):
            raise RequestRefused("bad_cert_template", "the request names no key")
        key = _proved_key(message, template["public_key"].dump())
        now = datetime.now(UTC)
        names, usage = [], profile.key_usage("key_encipherment")
        if _is_for_signing(template):
            usage = profile.key_usage("digital_signature", "non_repudiation")
            random = self._random(message)
            if random is not None:
                vid = virtual_id(holder.number, random)
                names.append(profile.vid_name(holder.name, vid))
        extensions = [
            usage,
            profile.policies(holder.policy),
            *([profile.alternative_names(*names)] if names else []),
            profile.distribution_points(self._practice.list_url(distribution.PARTITIONS[0])),
            profile.ocsp(distribution.RESPONDER),
        ]
        subject = [
            ("c", "kr"),
            ("o", self._ca.organisation),
            ("ou", "AccreditedCA"),
            ("ou", "practice"),
            ("cn", holder.name),
        ]
        return self._ca.issue(subject, key, extensions, (now - timedelta(minutes=5), now + LIFE))

    def _random(self, message: cmp.CertReqMsg) -> bytes | None:
        """Return R out of the envelope beside a request. Raises RequestRefused."""
        if isinstance(message["reg_info"], core.Void):
            return None
        for information in message["reg_info"]:
            if information["type"].native == RANDOM_NUMBER:
                certificate, key = self._protocol
                try:
                    sealed = information["value"].parse(core.OctetString).native
                    return envelope.unseal(sealed, key, certificate)
                except (PkiError, ValueError):
                    raise RequestRefused("bad_data_format", "R cannot be read") from None
        return None


def _is_for_signing(template: Any) -> bool:
    extensions = template["extensions"]
    wanted = [] if isinstance(extensions, core.Void) else extensions
    usage = next((each for each in wanted if each["extn_id"].native == "key_usage"), None)
    return usage is None or "digital_signature" in usage["extn_value"].parsed.native


def _proved_key(message: cmp.CertReqMsg, encoded: bytes) -> RSAPublicKey:
    """Return the key that the request was signed with. Raises RequestRefused."""
    # Under the template's implicit tag stands what a SEQUENCE would hold.
    key = serialization.load_der_public_key(b"\x30" + encoded[1:])
    if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_BITS:
        raise RequestRefused("bad_alg", "RSA keys of 2048 bits and more are certified")
    proof = message["popo"]
    if isinstance(proof, core.Void) or proof.name != "signature":
        raise RequestRefused("bad_pop", "the key did not sign the request")
    signature = proof.chosen["signature"].native
    try:
        key.verify(signature, message["cert_req"].dump(), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise RequestRefused("bad_pop", "the key did not sign the request") from None
    return key


def _protocol_key(folder: Path, ca: Authority) -> tuple[Certificate, RSAPrivateKey]:
    """Return the pair that the protocol is spoken with; made when it is first needed."""
    certificate, key = folder / "protocol.der", folder / "protocol.key"
    if not certificate.is_file():
        made = leaf.new_key()
        now = datetime.now(UTC)
        usage = profile.key_usage("digital_signature", "key_encipherment")
        extensions = [usage, profile.policies(SERVER)]
        subject = [("c", "kr"), ("o", ca.organisation), ("cn", f"CMP {secrets.token_hex(4)}")]
        issued = ca.issue(subject, made.public_key(), extensions, (now, now + 2 * LIFE))
        files.write(key, keyfile.plain_pem(made))
        files.write(certificate, issued.dump())
    opened = serialization.load_pem_private_key(key.read_bytes(), None)
    assert isinstance(opened, RSAPrivateKey)  # noqa: S101 - written above
    return Certificate.from_der(certificate.read_bytes()), opened
