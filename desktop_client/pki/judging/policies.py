"""What a certificate's policy OID says: a person's certificate or an organisation's, and for what.

The table is data (resources/policies.json) that an operator may change.
"""

import importlib.resources
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile


class Holder(StrEnum):
    """Whose certificate it is, by its policy."""

    PERSON = "person"
    ORGANISATION = "organisation"
    INSTITUTION = "institution"
    SERVER = "server"
    KEY_MANAGEMENT = "key_management"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one policy OID means; `serves` names kinds of registration, such as `supplier`.

    In a table, `oid` may be the beginning of several OIDs.
    """

    oid: str
    ca: str
    holder: Holder
    label_ko: str
    label_en: str
    serves: frozenset[str]


PolicyTable = Mapping[str, Meaning]
"""By full OID, or by the beginning of several OIDs that ends in a dot."""

_OID = re.compile(r"[0-9]+(\.[0-9]+)+\.?")


def meaning(certificate: Certificate, table: PolicyTable | None = None) -> Meaning:
    """Return the meaning of the first policy OID the table knows, else one of Holder.UNKNOWN."""
    table = shipped() if table is None else table
    for oid in certificate.policy_oids:
        if (known := _longest(oid, table)) is not None:
            return replace(known, oid=oid)
    oid = next(iter(certificate.policy_oids), "")
    return Meaning(
        oid, certificate.issuer_organisation, Holder.UNKNOWN, "알 수 없음", "unknown", frozenset()
    )


@cache
def shipped() -> PolicyTable:
    """Return the table the program came with."""
    resource = importlib.resources.files("resources") / "policies.json"
    return read_table(resource.read_text("utf-8"), {})


def read_table(text: str, base: PolicyTable | None = None) -> PolicyTable:
    """Read a policy table over another, by default the shipped one.

    An entry takes the place of the other's; `null` takes it out. Raises DamagedFile
    `table_damaged` (values: entry, the OID that is wrong).
    """
    try:
        entries = json.loads(text)["policies"].items()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise DamagedFile("table_damaged", entry="") from None
    own = {oid: None if one is None else _read_entry(oid, one) for oid, one in entries}
    merged = {**(shipped() if base is None else base), **own}
    return {oid: meaning for oid, meaning in merged.items() if meaning is not None}


def _read_entry(oid: str, entry: Mapping[str, Any]) -> Meaning:
    try:
        if not _OID.fullmatch(oid):
            raise ValueError("no OID")
        label = entry["label"]
        found = Meaning(
            oid,
            entry["ca"],
            Holder(entry["holder"]),
            label["ko"],
            label["en"],
            frozenset(entry["serves"]),
        )
        if not all(isinstance(one, str) for one in (found.ca, *label.values(), *found.serves)):
            raise TypeError("texts are needed")
    except (AttributeError, KeyError, TypeError, ValueError):
        raise DamagedFile("table_damaged", entry=oid) from None
    return found


def _longest(oid: str, table: PolicyTable) -> Meaning | None:
    if oid in table:
        return table[oid]
    parts = oid.split(".")
    beginnings = (".".join(parts[:count]) + "." for count in range(len(parts) - 1, 0, -1))
    return next((table[start] for start in beginnings if start in table), None)
