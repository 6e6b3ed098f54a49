"""Fetches revocation lists from LDAP directories (RFC 4516, RFC 4523), as Korean CAs have."""

import socket
import time
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote, urlsplit

from desktop_client.pki.http.limits import Limits, unreachable
from desktop_client.pki.revocation import ldap_messages

LIST_ATTRIBUTES = ("certificateRevocationList", "authorityRevocationList")
"""What is asked for when the URL names no attribute; signGATE's name none."""
SCHEME = "ldap"
PORT = 389
MAX_MESSAGES = 64
"""Of a server's answer: one entry, the results, and a few that are none of ours."""
_URL_PARTS = 5
_NO_SUCH_OBJECT = 32
_MAX_LENGTH_OCTETS = 4
_LAST = frozenset({ldap_messages.BIND_RESPONSE, ldap_messages.SEARCH_DONE})


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
            decoded = [unquote(each, errors="strict") for each in (entry, attributes)]
        except ValueError:
            raise unreachable(url, "address_damaged") from None
        if not decoded[0] or not _names_one_entry(scope, filters, extensions):
            raise unreachable(url, "address_damaged")
        if not host:
            raise unreachable(url, "host_missing")
        wanted = tuple(each.strip() for each in decoded[1].split(",") if each.strip())
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
    address = Address.read(url)
    place = (address.host, address.port)
    try:
        with socket.create_connection(place, limits.connect_timeout) as connected:
            return _values(url, _Conversation(connected, limits, end), address)
    except _Ended as ended:
        raise unreachable(url, ended.reason) from None
    except (OSError, ValueError):
        raise unreachable(url, "no_answer") from None


def _values(url: str, directory: "_Conversation", address: Address) -> list[bytes]:
    (bound,) = directory.ask(ldap_messages.bind())
    if bound.code:
        raise unreachable(url, f"ldap_{bound.code}")
    bases = [name.partition(";")[0] for name in address.attributes]
    asked = [name for base in bases for name in (base, f"{base};binary")]
    *found, done = directory.ask(ldap_messages.search(address.entry, asked))
    if done.code:
        missing = done.code == _NO_SUCH_OBJECT
        raise unreachable(url, "entry_missing" if missing else f"ldap_{done.code}")
    entries = [answer for answer in found if answer.operation == ldap_messages.SEARCH_ENTRY]
    values = [
        value
        for base in dict.fromkeys(base.lower() for base in bases)
        for entry in entries
        for name, value in entry.values
        if name == base
    ]
    if not values:
        raise unreachable(url, "attribute_missing" if entries else "entry_missing")
    return values


class _Ended(Exception):
    """The conversation ended without an answer, for a reason of `Unreachable`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Conversation:
    """Asks and reads whole messages, and ends a server that drips or talks too much."""

    def __init__(self, connected: socket.socket, limits: Limits, end: float) -> None:
        self._socket = connected
        self._limits = limits
        self._end = end
        self._room = limits.max_bytes
        self._messages = 0

    def ask(self, request: bytes) -> list[ldap_messages.Answer]:
        """Return what a request is answered with, the result last.

        Raises _Ended; ValueError for what is no answer to it; OSError.
        """
        self._socket.settimeout(self._left())
        self._socket.sendall(request)
        answers: list[ldap_messages.Answer] = []
        while not answers or answers[-1].operation not in _LAST:
            answers.append(ldap_messages.read(self._message()))
        return answers

    def _message(self) -> bytes:
        """Return the next message (RFC 4511 section 5.1)."""
        self._messages += 1
        if self._messages > MAX_MESSAGES:
            raise _Ended("no_answer")
        head = self._exactly(2)
        size = head[1]
        if size & 0x80:
            octets = size & 0x7F
            if not 1 <= octets <= _MAX_LENGTH_OCTETS:
                raise _Ended("no_answer")
            length = self._exactly(octets)
            head, size = head + length, int.from_bytes(length)
        return head + self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        if size > self._room:
            raise _Ended("too_large")
        self._room -= size
        data = bytearray(size)
        at = 0
        while at < size:
            at += self._receive(memoryview(data)[at:])
        return bytes(data)

    def _receive(self, room: memoryview) -> int:
        self._socket.settimeout(min(self._left(), self._limits.read_timeout))
        try:
            count = self._socket.recv_into(room)
        except TimeoutError:
            raise _Ended("timeout") from None
        if count == 0:
            raise _Ended("no_answer")
        return count

    def _left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise _Ended("timeout")
        return left
