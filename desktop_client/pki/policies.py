"""What a certificate's policy OID says: a person's certificate or an organisation's, and for what.

The table is data (resources/policies.json) that an operator may change.
"""

import importlib.resources
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from desktop_client.pki.certificate import Certificate


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
    return read_table(resource.read_text("utf-8"))


def read_table(text: str) -> PolicyTable:
    """Read a policy table; raises ValueError, which names the entry that is wrong."""
    entries = json.loads(text).get("policies", {})
    return {oid: _read_entry(oid, entry) for oid, entry in entries.items()}


def _read_entry(oid: str, entry: Mapping[str, Any]) -> Meaning:
    try:
        label = entry["label"]
        return Meaning(
            oid,
            entry["ca"],
            Holder(entry["holder"]),
            label["ko"],
            label["en"],
            frozenset(entry["serves"]),
        )
    except (KeyError, TypeError, ValueError):
        raise ValueError(
            f"policy {oid}: ca, holder, label (ko, en) and serves are needed"
        ) from None


def _longest(oid: str, table: PolicyTable) -> Meaning | None:
    if oid in table:
        return table[oid]
    parts = oid.split(".")
    beginnings = (".".join(parts[:count]) + "." for count in range(len(parts) - 1, 0, -1))
    return next((table[start] for start in beginnings if start in table), None)
