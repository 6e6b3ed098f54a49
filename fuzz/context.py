"""What the readers are given besides the bytes: certificates and keys of a practice PKI."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_read import BIT_STRING
from desktop_client.pki.encoding.der_write import NULL, SEQUENCE, encode, encode_oid
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.keyfile import OpenedKey, open_key
from desktop_client.pki.revocation.revocation_list import Question, RevocationList
from practice import pki
from practice.authority import Authority
from practice.pki import Practice
from testing.pki import tsa

PASSWORD = pki.PASSWORD.encode()
NONCE = bytes(range(16))
CONTENT = "입찰참가자격 등록신청서".encode()
ALGORITHM = encode(SEQUENCE, encode_oid("1.2.840.113549.1.1.11"), NULL)
"""sha256WithRSAEncryption."""


@dataclass
class Context:
    """One practice PKI, read once."""

    practice: Practice
    folder: Path
    """For a time stamp authority."""

    @cached_property
    def chain(self) -> tuple[Authority, Authority]:
        """Root and issuing CA, with their keys."""
        return self.practice.chain()

    @cached_property
    def issuers(self) -> tuple[Certificate, ...]:
        """The same as certificates: the issuing CA, the root."""
        root, ca = (Certificate.from_der(each.certificate.dump()) for each in self.chain)
        return ca, root

    @cached_property
    def trust(self) -> TrustList:
        """Trusts the root."""
        return TrustList(self.issuers[1:])

    @cached_property
    def supplier(self) -> Path:
        """The folder of a good certificate."""
        return self.practice.sample("supplier").path

    @cached_property
    def certificate(self) -> Certificate:
        """The good certificate."""
        return Certificate.from_der((self.supplier / "signCert.der").read_bytes())

    @cached_property
    def key(self) -> OpenedKey:
        """Its private key."""
        return open_key((self.supplier / "signPri.key").read_bytes(), PASSWORD, self.certificate)

    @cached_property
    def km_certificate(self) -> Certificate:
        """The service's certificate that envelopes are sealed for."""
        return Certificate.from_der((self.practice.service / "km.der").read_bytes())

    @cached_property
    def km_key(self) -> RSAPrivateKey:
        """Its private key."""
        encoded = (self.practice.service / "km.key").read_bytes()
        return cast(RSAPrivateKey, serialization.load_pem_private_key(encoded, None))

    @cached_property
    def question(self) -> Question:
        """Whether the good certificate is revoked."""
        return Question.about(self.certificate, self.issuers[0])

    @cached_property
    def lists(self) -> list[RevocationList]:
        """Every revocation list of the practice PKI."""
        return [RevocationList.from_bytes(crl.read_bytes()) for crl in self.practice.crls]

    @cached_property
    def at(self) -> datetime:
        """One moment for all, so that an input does the same again."""
        return datetime.now(UTC).replace(microsecond=0)

    @cached_property
    def stamping(self) -> tsa.Authority:
        """A time stamp authority."""
        self.folder.mkdir(exist_ok=True)
        return tsa.make(self.folder)

    def signed(self, body: bytes) -> bytes:
        """Return `body` as the issuing CA signs certificates, lists and answers."""
        signature = self.chain[1].key.sign(body, padding.PKCS1v15(), hashes.SHA256())
        return encode(SEQUENCE, body, ALGORITHM, encode(BIT_STRING, b"\0", signature))
