"""Where to ask about revocation: what the certificate says, and a table an operator may change.

Addresses change over a decade: those of the certificate come first, the table helps out where
they are incomplete or dead.
"""

import importlib.resources
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop_client.pki.revocation_list import Question


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
    """One accredited CA (공인인증기관), as shipped in `resources/accredited.json`."""

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


@cache
def accredited() -> tuple[Accredited, ...]:
    """Return the accredited CAs the program came with, the root first."""
    resource = importlib.resources.files("resources") / "accredited.json"
    return tuple(_read(one) for one in json.loads(resource.read_text("utf-8"))["authorities"])


@cache
def shipped() -> Table:
    """Return the addresses of the accredited CAs."""
    return {one.organisation.lower(): one.services for one in accredited()}


def read_table(text: str) -> Table:
    """Read a table an operator wrote, {"O": {"ldap", "crl", "ocsp"}}; raises ValueError."""
    try:
        entries = json.loads(text)
        return {name.lower(): Services(**entry) for name, entry in entries.items()}
    except (AttributeError, TypeError):
        raise ValueError("addresses: per O, ldap, crl and ocsp") from None


def list_urls(question: Question, table: Table) -> tuple[str, ...]:
    """Return where lists that cover the certificate may be, the likeliest first."""
    known = _services(question, table)
    own = [url for url in question.urls if not _lacks_host(url)]
    moved = [_at_host(url, known.ldap) for url in question.urls if known.ldap and _is_ldap(url)]
    return tuple(dict.fromkeys([one for one in (known.crl, *own, *moved) if one]))


def responder_urls(question: Question, table: Table) -> tuple[str, ...]:
    """Return the OCSP responders to ask; some certificates leave `http://` out."""
    known = _services(question, table)
    found = [one for one in (*question.responders, known.ocsp) if one]
    return tuple(dict.fromkeys(one if "://" in one else f"http://{one}" for one in found))


def _services(question: Question, table: Table) -> Services:
    return table.get(question.organisation.lower(), Services())


def _is_ldap(url: str) -> bool:
    return url.lower().startswith("ldap://")


def _lacks_host(url: str) -> bool:
    return url.lower().startswith("ldap:///")


def _at_host(url: str, host: str) -> str:
    _, _, entry = url[len("ldap://") :].partition("/")
    return f"ldap://{host}/{entry}"


def _read(entry: dict[str, Any]) -> Accredited:
    services = Services(ldap=entry.pop("ldap", ""), ocsp=entry.pop("ocsp", ""))
    return Accredited(**entry, services=services)
