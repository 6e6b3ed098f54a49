"""What an address names, as the library that calls it reads it (urllib3)."""

import ipaddress
import re
from typing import NamedTuple

_PLAIN = re.compile(
    r"(https?)://([a-z0-9][a-z0-9.-]*)(?::[1-9][0-9]{0,3})?(?:/[a-z0-9._~/-]*)?", re.ASCII | re.I
)
"""What every reader reads the same way; spares the start of the program urllib3's import."""


class Address(NamedTuple):
    """What is called: scheme and host in lower case, the host as it is looked up."""

    scheme: str
    host: str


def parse(address: str) -> Address | None:
    """Return what an http or https address names; None for what is none or might mislead.

    What two readers could read differently is refused: backslashes, blanks and control
    characters, a user or password before the host, a fragment.
    """
    if plain := _PLAIN.fullmatch(address):
        return Address(plain[1].lower(), plain[2].lower())
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    if any(char in "\\#" or char.isspace() or not char.isprintable() for char in address):
        return None
    try:
        parts = parse_url(address)
    except LocationParseError:
        return None
    if parts.scheme not in ("http", "https") or not parts.host or parts.auth is not None:
        return None
    if "@" in (parts.netloc or "") or not parts.host.isascii() or parts.port == 0:
        return None
    return Address(parts.scheme, parts.host.lower().strip("[]"))


def is_loopback(address: str) -> bool:
    """Return whether an address names this computer by a loopback number."""
    named = parse(address)
    try:
        return named is not None and ipaddress.ip_address(named.host).is_loopback
    except ValueError:
        return False


def is_secure(address: str) -> bool:
    """Return whether nobody on the way can read along: https, or http on this computer."""
    named = parse(address)
    return named is not None and (named.scheme == "https" or is_loopback(address))
