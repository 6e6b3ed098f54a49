"""What can sign: a key opened from a file, or one that never leaves its security token."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from desktop_client.pki.certificate import Certificate


class Signer(Protocol):
    """A private key, wherever it is."""

    @property
    def random(self) -> bytes | None:
        """R, which proves identity (VID), where it is at hand."""

    def sign(self, content: bytes, /) -> bytes:
        """Return the RSA PKCS#1 v1.5 signature with SHA-256 (RFC 8017 section 8.2)."""


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """Who signs: a certificate and its key, with what goes along for those who verify."""

    certificate: Certificate
    key: Signer = field(repr=False)
    issuers: Sequence[Certificate] = ()
    """The certificates above, which are put into a signature."""

    @property
    def chain(self) -> tuple[Certificate, ...]:
        """The certificate, then those of its issuers."""
        return self.certificate, *self.issuers
