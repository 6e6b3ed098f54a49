"""Which addresses will do, and are safe to speak to; light, because the screens ask too."""

import ipaddress
from urllib.parse import urlsplit


def is_loopback(address: str) -> bool:
    """Return whether an address names this computer by a loopback number."""
    try:
        return ipaddress.ip_address(urlsplit(address).hostname or "").is_loopback
    except ValueError:
        return False


def fault(address: str) -> str | None:
    """Return why an address will not do, as a code of `error_texts`; None where it will.

    service_address_missing, service_address_wrong, or service_not_secure: neither https nor http
    on this computer.
    """
    if not address:
        return "service_address_missing"
    if not _is_web_address(address):
        return "service_address_wrong"
    if not address.lower().startswith("https:") and not is_loopback(address):
        return "service_not_secure"
    return None


def stamping_fault(addresses: str) -> str | None:
    """Return why addresses of time stamp servers will not do: stamping_addresses_wrong.

    They are separated by spaces; http will do, since what they answer is signed.
    """
    wrong = not all(_is_web_address(one) for one in addresses.split())
    return "stamping_addresses_wrong" if wrong else None


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and " " not in address
