"""What a certificate's policy OID says: a person's certificate or an organisation's, and for what.

The table is data (resources/policies.json) that an operator may change.
"""

import importlib.resources
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from desktop_client.pki import tables
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


def meaning(
    certificate: Certificate,
    table: PolicyTable | None = None,
    valid: frozenset[str] | None = None,
) -> Meaning:
    """Return the meaning of the first policy OID the table knows, else one of Holder.UNKNOWN.

    What a certificate says counts only as far as its path allows: `valid` are the policies of
    its verdict, None where it was not judged or has no path.
    """
    table = shipped() if table is None else table
    oids = certificate.policy_oids
    if valid is not None:
        mapped = sorted(valid.difference(oids))
        oids = (*(each for each in oids if each in valid), *mapped)
    for oid in oids:
        if (known := _longest(oid, table)) is not None:
            return replace(known, oid=oid)
    oid = next(iter(oids), "")
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
    `table_damaged` (values: entry, what is wrong): a key too many, a kind of registration that
    no entry of the other table serves, an OID that is none or that takes nothing out.
    """
    below = shipped() if base is None else base
    found = tables.read_object(text)
    found.pop("about", None)
    entries = tables.require_keys(found, {"policies"})["policies"]
    if not isinstance(entries, dict):
        raise tables.wrong("policies")
    words = frozenset(word for each in below.values() for word in each.serves)
    merged = dict(below)
    for oid, entry in entries.items():
        if not tables.is_oid(oid.removesuffix(".")):
            raise tables.wrong(oid)
        if entry is not None:
            merged[oid] = _read_entry(oid, entry, words)
        elif merged.pop(oid, None) is None:
            raise tables.wrong(oid)
    return merged


def _read_entry(oid: str, entry: object, words: Collection[str]) -> Meaning:
    """Read one entry; `words` are what may be served, whatever it is when empty."""
    fields = tables.require_keys(entry, {"ca", "holder", "label", "serves"}, oid)
    label = tables.require_keys(fields["label"], {"ko", "en"}, oid, "label")
    holder, serves = fields["holder"], fields["serves"]
    if holder not in list(Holder):
        raise tables.wrong(oid, "holder")
    if not isinstance(serves, list) or len(set(map(str, serves))) != len(serves):
        raise tables.wrong(oid, "serves")
    for word in serves:
        if not isinstance(word, str) or (words and word not in words):
            raise tables.wrong(oid, "serves", str(word))
    return Meaning(
        oid,
        tables.require_text(fields["ca"], oid, "ca"),
        Holder(holder),
        tables.require_text(label["ko"], oid, "label", "ko"),
        tables.require_text(label["en"], oid, "label", "en"),
        frozenset(serves),
    )


def _longest(oid: str, table: PolicyTable) -> Meaning | None:
    if oid in table:
        return table[oid]
    parts = oid.split(".")
    beginnings = (".".join(parts[:count]) + "." for count in range(len(parts) - 1, 0, -1))
    return next((table[start] for start in beginnings if start in table), None)
