"""Where to ask about revocation: what the certificate says, then a table.

The table is that of the trust list, with what an operator has written into a file of their own.

Addresses change over a decade: those of the certificate come first, the table helps out where
they are incomplete or dead.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_client.pki import tables
from desktop_client.pki.revocation.revocation_list import Question


@dataclass(frozen=True, slots=True)
class Services:
    """Of one issuing CA; empty where it is not known."""

    ldap: str = ""
    """Directory, `host` or `host:port`: in place of the one a certificate's URL names or lacks."""
    crl: str = ""
    """URL of a list, asked before those of the certificate."""
    ocsp: str = ""
    """URL of the OCSP responder."""


@dataclass(frozen=True, slots=True)
class Accredited:
    """One accredited CA (공인인증기관), as a trust list describes it."""

    organisation: str
    """Its O, such as `yessign`."""
    common_name: str
    name_ko: str
    name_en: str
    serial: str
    not_after: str
    """Last day, ISO 8601."""
    fingerprint: str
    """SHA-256 of the certificate, lower-case hexadecimal."""
    services: Services = Services()


Table = Mapping[str, Services]
"""By the issuer's O in lower case."""

_SERVICES: Mapping[str, Callable[[str], bool]] = {
    "ldap": tables.is_host,
    "crl": lambda url: tables.is_url(url, ("ldap", "http", "https")),
    "ocsp": lambda url: tables.is_url(url, ("http", "https")),
}
_DESCRIBED = frozenset(
    {"organisation", "common_name", "name_ko", "name_en", "serial", "not_after", "fingerprint"}
)


def read_accredited(entry: Mapping[str, Any]) -> Accredited:
    """Read one CA of a trust list; raises DamagedFile `table_damaged` (values: entry)."""
    name = str(entry.get("common_name", ""))
    services = _read_services(name, {each: entry[each] for each in _SERVICES if each in entry})
    described = {key: value for key, value in entry.items() if key not in _SERVICES}
    tables.require_keys(described, _DESCRIBED, name)
    for key, value in described.items():
        tables.require_text(value, name, key)
    return Accredited(**described, services=services)


def read_table(text: str, known: Collection[str] | None = None) -> Table:
    """Read a table an operator wrote, {"O": {"ldap", "crl", "ocsp"}}.

    `known` are the O of CAs in lower case, None where there may be others. Raises DamagedFile
    `table_damaged` (values: entry, what is wrong).
    """
    found: dict[str, Services] = {}
    for name, entry in tables.read_object(text).items():
        organisation = tables.require_text(name, name).lower()
        if organisation in found or (known is not None and organisation not in known):
            raise tables.wrong(name)
        found[organisation] = _read_services(name, entry)
    return found


def list_urls(question: Question, table: Table) -> tuple[str, ...]:
    """Return where lists that cover the certificate may be, the likeliest first."""
    known = _services(question, table)
    own = [url for url in question.urls if not _lacks_host(url)]
    moved = [_at_host(url, known.ldap) for url in question.urls if known.ldap and _is_ldap(url)]
    return tuple(dict.fromkeys([each for each in (known.crl, *own, *moved) if each]))


def responder_urls(question: Question, table: Table) -> tuple[str, ...]:
    """Return the OCSP responders to ask; some certificates leave `http://` out."""
    known = _services(question, table)
    found = [each for each in (*question.responders, known.ocsp) if each]
    return tuple(dict.fromkeys(each if "://" in each else f"http://{each}" for each in found))


def _services(question: Question, table: Table) -> Services:
    return table.get(question.organisation.lower(), Services())


def _is_ldap(url: str) -> bool:
    return url.lower().startswith("ldap://")


def _lacks_host(url: str) -> bool:
    return url.lower().startswith("ldap:///")


def _at_host(url: str, host: str) -> str:
    _, _, entry = url[len("ldap://") :].partition("/")
    return f"ldap://{host}/{entry}"


def _read_services(name: str, entry: object) -> Services:
    """Read the addresses of one CA, each of which must have its shape or be empty."""
    if not isinstance(entry, dict):
        raise tables.wrong(name)
    for service, value in entry.items():
        is_right = _SERVICES.get(service)
        if is_right is None or not isinstance(value, str) or (value and not is_right(value)):
            raise tables.wrong(name, service)
    return Services(**entry)
