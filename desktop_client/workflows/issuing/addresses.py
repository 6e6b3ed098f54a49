"""Where the CA of a certificate is reached: told once, remembered for its renewal."""

import json
from pathlib import Path

from desktop_client.files import write_atomically
from desktop_client.pki.certificate import Certificate

ADDRESSES = ".addresses.json"
"""Below the folder of issuances; names with a dot are none of them."""
_MOST = 100


def address_of(place: Path, certificate: Certificate) -> str:
    """Return the address of CMP at which the CA was reached last; empty where that is unknown."""
    return _known(place).get(certificate.issuer, "")


def remember_address(place: Path, certificate: Certificate, url: str) -> None:
    """Remember where the CA of a certificate was reached. Raises OSError."""
    known = _known(place)
    if known.get(certificate.issuer) != url:
        known = {**known, certificate.issuer: url}
        latest = dict(list(known.items())[-_MOST:])
        write_atomically(place / ADDRESSES, json.dumps(latest, ensure_ascii=False).encode())


def _known(place: Path) -> dict[str, str]:
    try:
        stored = json.loads((place / ADDRESSES).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(stored, dict):
        return {}
    return {name: url for name, url in stored.items() if isinstance(url, str)}
