"""Who asks a CA: the holder of a reference number and its code, or of a certificate."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.asn1 import x509
from desktop_client.pki.findings import PkiError
from desktop_client.pki.issuing.protection import OwnSignature, Protection, SharedSecret
from desktop_client.pki.issuing.requests import common_name
from desktop_client.pki.issuing.transaction import Authority, Transaction
from desktop_client.pki.signing import envelope
from desktop_client.pki.signing.certificate_signatures import signature_fault
from desktop_client.pki.signing.signer import Signer, SigningIdentity
from desktop_client.work import Work


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks which CA, and what proves it."""

    authority: Authority
    protection: Protection
    name: x509.Name
    identifier: bytes | None

    def transaction(
        self,
        work: Work,
        identifier: bytes | None = None,
        last_nonce: bytes | None = None,
    ) -> Transaction:
        """Return a transaction with the CA, a new one without `identifier`; it ends with `work`."""
        return Transaction(
            self.authority,
            self.protection,
            self.name,
            sender_id=self.identifier,
            identifier=identifier,
            last_nonce=last_nonce,
            pause=work.pause,
            check=work.check,
        )


def by_code(url: str, reference: str, code: bytes, trusted: Sequence[Certificate]) -> Asker:
    """Return who asks by reference number and code."""
    authority = Authority(url, trusted=trusted)
    return Asker(authority, SharedSecret(code), common_name(reference), reference.encode())


def by_certificate(url: str, identity: SigningIdentity, trusted: Sequence[Certificate]) -> Asker:
    """Return who asks with a certificate of this CA.

    Its answers count when they are signed by, or on behalf of, a CA that has issued the
    certificate: whoever else is `trusted` does not speak for this one.
    """
    own = identity.certificate
    issuers = [each for each in (*identity.issuers, *trusted) if _issued(each, own)]
    authority = Authority(url, own.asn1.issuer, list(dict.fromkeys(issuers)))
    return Asker(authority, OwnSignature(identity), own.asn1.subject, own.asn1.key_identifier)


def sealed_random(transaction: Transaction, key: Signer) -> bytes | None:
    """Return R for the CA, which makes the VID of it; None where it names no key to seal for."""
    if key.random is None:
        return None
    try:
        recipient = transaction.encryption_certificate()
    except PkiError as refused:
        if refused.code != "issuing_refused":  # a CA that answers no such question
            raise
        return None
    return envelope.seal(key.random, recipient) if recipient else None


def _issued(ca: Certificate, certificate: Certificate) -> bool:
    return signature_fault(certificate, ca) is None
