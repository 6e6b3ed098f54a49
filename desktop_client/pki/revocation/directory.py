"""Fetches revocation lists from LDAP directories (RFC 4516, RFC 4523), as Korean CAs have."""

import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote, urlsplit

from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.revocation import ldap_messages
from desktop_client.pki.revocation.limits import Limits, unreachable

if TYPE_CHECKING:
    import ldap3

LIST_ATTRIBUTES = ("certificateRevocationList", "authorityRevocationList")
"""What is asked for when the URL names no attribute; signGATE's name none."""
SCHEME = "ldap"
PORT = 389
MAX_MESSAGES = 64
"""Of a server's answer: one entry, the results, and a few that are none of ours."""
_URL_PARTS = 5
_NO_SUCH_OBJECT = 32
_MAX_LENGTH_OCTETS = 4


@dataclass(frozen=True, slots=True)
class Address:
    """What an ldap:// URL says: one entry, and which of its attributes."""

    host: str
    port: int
    entry: str
    attributes: tuple[str, ...]

    @classmethod
    def read(cls, url: str) -> Self:
        """Read an LDAP URL (RFC 4516 section 2).

        Raises Unreachable: scheme_unsupported, address_damaged, host_missing. Searches below
        an entry, filters and critical extensions are no addresses of one list.
        """
        scheme, _, rest = url.partition("://")
        if scheme.lower() != SCHEME:
            raise unreachable(url, "scheme_unsupported")
        place, _, what = rest.partition("/")
        parts = what.split("?")
        if len(parts) > _URL_PARTS or "@" in place:
            raise unreachable(url, "address_damaged")
        entry, attributes, scope, filters, extensions = parts + [""] * (_URL_PARTS - len(parts))
        try:
            named = urlsplit(f"//{place}")
            host, port = named.hostname or "", named.port or PORT
            decoded = [unquote(one, errors="strict") for one in (entry, attributes)]
        except ValueError:
            raise unreachable(url, "address_damaged") from None
        if not decoded[0] or not _names_one_entry(scope, filters, extensions):
            raise unreachable(url, "address_damaged")
        if not host:
            raise unreachable(url, "host_missing")
        wanted = tuple(one.strip() for one in decoded[1].split(",") if one.strip())
        return cls(host, port, decoded[0], wanted or LIST_ATTRIBUTES)


def _names_one_entry(scope: str, filters: str, extensions: str) -> bool:
    plain_filter = unquote(filters).lower() in {"", "(objectclass=*)"}
    return scope.lower() in {"", "base"} and plain_filter and "!" not in extensions


def fetch(url: str, limits: Limits, end: float) -> list[bytes]:
    """Return the values of the attributes an LDAP URL names, until `end` (time.monotonic).

    Asks anonymously and follows no referral. Raises Unreachable; further reasons than those of
    `Address.read`: timeout, too_large, no_answer, entry_missing, attribute_missing, ldap_NN
    (the server's result code, RFC 4511 appendix A).
    """
    import ldap3
    from ldap3.core.exceptions import LDAPException

    address = Address.read(url)
    server = ldap3.Server(
        address.host,
        port=address.port,
        get_info=ldap3.NONE,
        connect_timeout=limits.connect_timeout,
    )
    connection = ldap3.Connection(
        server, auto_referrals=False, check_names=False, read_only=True, auto_range=False
    )
    guarded: _GuardedSocket | None = None
    try:
        connection.open(read_server_info=False)
        guarded = _GuardedSocket(connection.socket, limits, end)
        connection.socket = guarded
        return _values(url, connection, address)
    except (LDAPException, OSError, *PARSE_ERRORS):
        fault = guarded.fault if guarded else ""
        raise unreachable(url, fault or "no_answer") from None
    finally:
        connection.strategy.close()
        if connection.socket is not None:  # left open where connecting failed
            connection.socket.close()


def _values(url: str, connection: "ldap3.Connection", address: Address) -> list[bytes]:
    if not connection.bind(read_server_info=False):
        raise unreachable(url, f"ldap_{connection.result['result']}")
    bases = [one.partition(";")[0] for one in address.attributes]
    asked = [name for base in bases for name in (base, f"{base};binary")]
    connection.search(address.entry, "(objectClass=*)", "BASE", attributes=asked)
    code = connection.result["result"]
    if code:
        raise unreachable(url, "entry_missing" if code == _NO_SUCH_OBJECT else f"ldap_{code}")
    entries = [one for one in connection.response if one["type"] == "searchResEntry"]
    found = _by_base_name(entries)
    values = [value for base in dict.fromkeys(bases) for value in found.get(base.lower(), ())]
    if not values:
        raise unreachable(url, "attribute_missing" if entries else "entry_missing")
    return values


def _by_base_name(entries: list[dict[str, Any]]) -> dict[str, list[bytes]]:
    """Return values by attribute name without options (`;binary`), in lower case."""
    found: dict[str, list[bytes]] = {}
    for entry in entries:
        for name, values in entry["raw_attributes"].items():
            found.setdefault(name.partition(";")[0].lower(), []).extend(values)
    return found


class _GuardedSocket:
    """Hands on whole, checked LDAP messages, and ends a server that drips or talks too much.

    ldap3 by itself copies all it has at every packet, and its timeout starts anew with each.
    """

    def __init__(self, connected: socket.socket, limits: Limits, end: float) -> None:
        self._socket = connected
        self._limits = limits
        self._end = end
        self._room = limits.max_bytes
        self._messages = 0
        self.fault = ""

    def recv(self, _: int) -> bytes:
        """Return the next message (RFC 4511 section 5.1), whatever size was asked for."""
        self._messages += 1
        if self._messages > MAX_MESSAGES:
            raise self._failed("no_answer")
        head = self._exactly(2)
        size = head[1]
        if size & 0x80:
            octets = size & 0x7F
            if not 1 <= octets <= _MAX_LENGTH_OCTETS:
                raise self._failed("no_answer")
            length = self._exactly(octets)
            head, size = head + length, int.from_bytes(length)
        message = head + self._exactly(size)
        try:
            ldap_messages.check(message)
        except ValueError:
            raise self._failed("no_answer") from None
        return message

    def _exactly(self, size: int) -> bytes:
        if size > self._room:
            raise self._failed("too_large")
        self._room -= size
        data = bytearray(size)
        at = 0
        while at < size:
            at += self._receive(memoryview(data)[at:])
        return bytes(data)

    def _receive(self, room: memoryview) -> int:
        left = self._end - time.monotonic()
        if left <= 0:
            raise self._failed("timeout")
        self._socket.settimeout(min(left, self._limits.read_timeout))
        try:
            count = self._socket.recv_into(room)
        except TimeoutError:
            raise self._failed("timeout") from None
        if count == 0:
            raise self._failed("no_answer")
        return count

    def _failed(self, reason: str) -> OSError:
        self.fault = reason
        return OSError(reason)

    def sendall(self, data: bytes) -> None:
        """Send a request."""
        self._socket.settimeout(max(0.001, self._end - time.monotonic()))
        self._socket.sendall(data)

    def shutdown(self, how: int) -> None:
        """End both directions."""
        self._socket.shutdown(how)

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()
