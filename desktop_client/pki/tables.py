"""Reads the JSON an operator writes, so that a mistake in it is found and named."""

import ipaddress
import json
import re
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from desktop_client.pki.findings import DamagedFile

_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*\.?")
_URL_CHARACTERS = re.compile(r"[!-~]+")
_OID = re.compile(r"([01]\.([0-9]|[1-3][0-9])|2\.(0|[1-9][0-9]*))(\.(0|[1-9][0-9]*))*")


def read_object(text: str | bytes) -> dict[str, Any]:
    """Return a JSON object; raises DamagedFile `table_damaged` (values: entry, a repeated key)."""
    try:
        found = json.loads(text, object_pairs_hook=_unrepeated)
    except (ValueError, RecursionError):
        raise wrong() from None
    if not isinstance(found, dict):
        raise wrong()
    return found


def wrong(*where: str) -> DamagedFile:
    """Return the error that names where in a table something is wrong."""
    return DamagedFile("table_damaged", entry=": ".join(where))


def require_keys(entry: object, keys: Collection[str], *where: str) -> Mapping[str, Any]:
    """Return an object that has exactly these keys; raises `wrong`, naming a key too many."""
    if not isinstance(entry, dict):
        raise wrong(*where)
    for key in sorted(entry.keys() ^ set(keys)):
        raise wrong(*where, key)
    return entry


def require_text(value: object, *where: str) -> str:
    """Return a text that is not empty and has no space around it; raises `wrong`."""
    if not isinstance(value, str) or not value or value != value.strip():
        raise wrong(*where)
    return value


def is_oid(text: str) -> bool:
    """Whether it is an object identifier in dotted form, without leading zeros."""
    return _OID.fullmatch(text) is not None and len(text) < 256


def is_host(text: str) -> bool:
    """Whether it is `host` or `host:port`."""
    return is_url(f"x://{text}", ("x",)) and text == urlsplit(f"x://{text}").netloc


def is_url(text: str, schemes: Collection[str]) -> bool:
    """Whether it is an absolute URL of one of the schemes, with a host that can exist."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a port out of range, or half an IPv6 address
        return False
    return (
        _URL_CHARACTERS.fullmatch(text) is not None
        and parts.scheme in schemes
        and "@" not in parts.netloc
        and not parts.netloc.endswith(":")
        and port != 0
        and (_is_address(host) or (len(host) <= 253 and _HOST.fullmatch(host) is not None))
    )


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise wrong(next(name for name in names if names.count(name) > 1))
    return found
