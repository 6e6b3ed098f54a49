"""The service's secret: it makes status keys, and seals tickets and challenges.

Tickets and challenges carry their own proof (HMAC-SHA-256, RFC 2104) instead of being stored, so
that asking for many of them fills no table.
"""

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

from desktop_client.files import PRIVATE, replacing
from registration.canonical_json import canonical_json

SECRET_SIZE = 32


def new_token() -> str:
    """Return 256 random bits as text."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a token (SHA-256, hexadecimal)."""
    return hashlib.sha256(token.encode()).hexdigest()


class Secret:
    """32 random bytes that never leave the service."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def at(cls, path: Path) -> "Secret":
        """Return the secret in a file. Raises OSError, ValueError over another size."""
        key = path.read_bytes()
        if len(key) != SECRET_SIZE:
            raise ValueError(f"{path}: not {SECRET_SIZE} bytes")
        return cls(key)

    @classmethod
    def make(cls, path: Path) -> "Secret":
        """Return a new secret, kept in a file that is not there yet. Raises OSError."""
        key = secrets.token_bytes(SECRET_SIZE)
        with replacing(path, PRIVATE, over=False) as file:
            file.write(key)
        return cls(key)

    def mac(self, purpose: str, *parts: str) -> str:
        """Return 43 characters that only the holder of the secret can make for these parts."""
        message = canonical_json([purpose, *parts])
        digest = hmac.digest(self._key, message, "sha256")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def made(self, mac: str, purpose: str, *parts: str) -> bool:
        """Return whether `mac` is this secret's for these parts."""
        return hmac.compare_digest(mac.encode(), self.mac(purpose, *parts).encode())

    def status_key(self, submission_id: str) -> str:
        """Return the key to look at one application: repeatable, yet stored nowhere."""
        return self.mac("status", submission_id)
