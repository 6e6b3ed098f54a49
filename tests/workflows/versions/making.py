"""Notices as a publisher makes them, with keys of the test's own."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_client.workflows.versions.notice import sign_notice

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NEXT_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
KEYS = [KEY.public_key().public_bytes_raw(), NEXT_KEY.public_key().public_bytes_raw()]
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)


def said(**changes: Any) -> dict[str, Any]:
    """Return what a good notice says, but for the changes."""
    return {
        "product": "g2b-client",
        "sequence": 7,
        "issued": (NOW - timedelta(days=1)).isoformat(),
        "expires": (NOW + timedelta(days=30)).isoformat(),
        "latest": "2.1.0",
        "supported": "2.0",
        "required": "1.4.2",
        "reason": {"ko": "암호 규격이 바뀌었습니다.", "en": "The cryptography has changed."},
        "installers": [],
        **changes,
    }


def notice(*keys: Ed25519PrivateKey, **changes: Any) -> bytes:
    """Return a signed notice, by the present key where none is named."""
    return sign_notice(json.dumps(said(**changes)).encode(), keys or (KEY,))
