"""What can sign: a key opened from a file, or one that never leaves its security token."""

from typing import Protocol


class Signer(Protocol):
    """A private key, wherever it is."""

    @property
    def random(self) -> bytes | None:
        """R, which proves identity (VID), where it is at hand."""

    def sign(self, content: bytes, /) -> bytes:
        """Return the RSA PKCS#1 v1.5 signature with SHA-256 (RFC 8017 section 8.2)."""
