"""Which service addresses are safe to speak to; light, because the screens ask too."""

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
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "service_address_wrong"
    if parts.scheme not in ("http", "https") or not host or " " in address:
        return "service_address_wrong"
    if parts.scheme != "https" and not is_loopback(address):
        return "service_not_secure"
    return None
