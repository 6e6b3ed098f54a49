"""The accredited CAs as one list: the shipped one, or a newer one an operator has signed.

A list is JSON: `version`, `issued`, and per CA its names, validity, fingerprint, addresses and,
in a signed list, the certificate. It is signed with CMS by the certificate whose fingerprint the
administrator has set, and counts as a whole or not at all.

Which version was taken is remembered beside the list: an older one never follows it, and one
that was damaged or deleted is missed.
"""

import base64
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from dataclasses import replace as replace_
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from desktop_client.files import alone_in, write_atomically
from desktop_client.pki import tables
from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import DamagedFile, Finding, PkiError, Severity, finding
from desktop_client.pki.judging.anchors import require_root
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.addresses import Accredited, Table, read_accredited
from desktop_client.pki.signing import cms_verify
from desktop_client.pki.signing.certificate_signatures import signature_fault

FILE = "trust-list.p7s"
TAKEN = "trust-list-taken.json"
"""The highest version that was ever taken."""
MAX_LIST_BYTES = 1024 * 1024
MAX_AUTHORITIES = 64
MAX_VERSION = 1_000_000
USUAL_STEP = 100
"""How far a version may lie above the one in force without being asked about: none in between
could follow any more."""


@dataclass(frozen=True, slots=True)
class AuthorityList:
    """The accredited CAs of one version."""

    version: int
    issued: datetime
    listed: tuple[Accredited, ...]
    """Roots first."""
    trust: TrustList
    fault: Finding | None = None
    """Why this is not the newest list that was taken: `trust_list_not_used`."""

    @property
    def addresses(self) -> Table:
        """Where their revocation lists and responders are, by O."""
        return {each.organisation.lower(): each.services for each in self.listed}


@dataclass(frozen=True, slots=True)
class Change:
    """What a new list would change."""

    new: AuthorityList
    added: tuple[Accredited, ...]
    removed: tuple[Accredited, ...]
    doubts: tuple[Finding, ...]
    """Why it must not be taken without somebody's word: `trust_list_jumps`,
    `trust_list_without_cas`."""


@cache
def shipped() -> AuthorityList:
    """Return the list the program came with."""
    data = json.loads((files("resources") / "accredited.json").read_text("utf-8"))
    return _list(data, TrustList.accredited())


def current(folder: Path, signer: str) -> AuthorityList:
    """Return the list in force: the one kept in `folder` while it is newer than the shipped one.

    A kept list counts only while it verifies with `signer`, the fingerprint set now. Where it
    does not, another one stands in with `fault`, and so does the `trust` it gives: what is judged
    by it is undecided.
    """
    kept, reason = _kept(folder, signer)
    best = max([shipped(), *([kept] if kept else [])], key=lambda each: each.version)
    try:
        taken = _taken(folder)
    except PkiError:
        taken, reason = MAX_VERSION, "trust_list_memory_damaged"
    unknown = not taken and reason not in (None, "file_missing")
    if best.version >= taken and not unknown:
        return best
    fault = finding(
        "trust_list_not_used",
        reason=reason or "trust_list_older",
        version=taken,
        file=str(folder / FILE),
    )
    return replace_(best, fault=fault, trust=replace_(best.trust, fault=fault))


def compare(folder: Path, data: bytes, signer: str) -> Change:
    """Return what a newer signed list would change, without taking it.

    Raises as `read`; PkiError `trust_list_older` (values: version, present).
    """
    new, present = read(data, signer), current(folder, signer)
    top = highest(folder, present)
    # What was lost may be taken again.
    again = present.fault is not None and new.version == top > present.version
    if new.version <= top and not again:
        raise PkiError("trust_list_older", version=new.version, present=top)
    before, after = ({item.fingerprint: item for item in each.listed} for each in (present, new))
    added = tuple(item for key, item in after.items() if key not in before)
    removed = tuple(item for key, item in before.items() if key not in after)
    return Change(new, added, removed, tuple(_doubts(new, present)))


def highest(folder: Path, present: AuthorityList) -> int:
    """Return the version that a list must lie above to be taken: in force, or taken once."""
    try:
        return max(present.version, _taken(folder))
    except PkiError:
        return present.version


def replace(folder: Path, data: bytes, signer: str) -> AuthorityList:
    """Put a newer signed list in the place of the one in force.

    Raises as `compare`; OSError. What counts once another program has taken a list is that list.
    """
    with alone_in(folder):
        new = compare(folder, data, signer).new
        write_atomically(folder / FILE, data)
        write_atomically(folder / TAKEN, json.dumps({"version": new.version}).encode())
    return new


def _doubts(new: AuthorityList, present: AuthorityList) -> Iterator[Finding]:
    if new.version > present.version + USUAL_STEP:
        yield finding("trust_list_jumps", version=new.version, present=present.version)
    if not new.trust.intermediates:
        yield finding("trust_list_without_cas", version=new.version)


def _kept(folder: Path, signer: str) -> tuple[AuthorityList | None, str | None]:
    """Return the kept list, or why it does not count."""
    try:
        return read(read_file(folder / FILE, MAX_LIST_BYTES), signer), None
    except PkiError as error:
        return None, error.code


def _taken(folder: Path) -> int:
    """Return the highest version that was ever taken; raises PkiError where that is damaged."""
    file = folder / TAKEN
    if not os.path.lexists(file):
        return 0
    version = tables.read_object(read_file(file, MAX_LIST_BYTES)).get("version")
    if type(version) is not int or not 0 < version <= MAX_VERSION:
        raise tables.wrong("version")
    return version


def read(data: bytes, signer: str) -> AuthorityList:
    """Read a signed list, every entry of which must be right.

    `signer` is the SHA-256 of the certificate whose signature counts, whoever issued it and
    however long it is valid. Raises PkiError `trust_list_signer_missing` where none is set,
    `trust_list_signature_wrong` (values: reason); DamagedFile `trust_list_damaged` (values:
    entry), `cms_damaged`, `signer_missing`; TooLarge.
    """
    if not signer:
        raise PkiError("trust_list_signer_missing")
    signed = cms_verify.verify(data, max_bytes=MAX_LIST_BYTES)
    if signed.certificate.fingerprint != signer.lower():
        raise PkiError("trust_list_signature_wrong", reason="signer")
    serious = [each for each in signed.findings if each.severity is not Severity.INFO]
    if serious or signed.content is None:
        reason = serious[0].code if serious else "content_missing"
        raise PkiError("trust_list_signature_wrong", reason=reason)
    return read_unsigned(signed.content)


def read_unsigned(content: bytes) -> AuthorityList:
    """Read what is signed, its certificates included.

    Raises DamagedFile `trust_list_damaged` (values: entry, what is wrong).
    """
    try:
        data = tables.read_object(content)
        entries = data.get("authorities")
        if not isinstance(entries, list) or not 0 < len(entries) <= MAX_AUTHORITIES:
            raise tables.wrong("authorities")
        certificates = [_take_certificate(each, at) for at, each in enumerate(entries, 1)]
        found = _list(data, TrustList.of(certificates))
        for each, certificate in zip(found.listed, certificates, strict=True):
            _require_agreement(each, certificate, found.trust)
    except PkiError as error:
        entry = error.values.get("entry", error.code)
        raise DamagedFile("trust_list_damaged", entry=entry) from None
    return found


def _take_certificate(entry: object, number: int) -> Certificate:
    """Take the certificate out of one entry, the `number`th from 1 on."""
    if not isinstance(entry, dict):
        raise tables.wrong(f"authorities {number}")
    name = str(entry.get("common_name") or f"authorities {number}")
    try:
        return Certificate.from_der(base64.b64decode(entry.pop("certificate"), validate=True))
    except (PkiError, *PARSE_ERRORS):
        raise tables.wrong(name, "certificate") from None


def read_table(data: bytes) -> tuple[Accredited, ...]:
    """Read the description of CAs without their certificates, as `resources/accredited.json`.

    Raises DamagedFile `table_damaged` (values: entry).
    """
    entries = tables.read_object(data).get("authorities")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise tables.wrong("authorities")
    return tuple(map(read_accredited, entries))


def write(
    version: int,
    issued: datetime,
    listed: Iterable[Accredited],
    certificates: Iterable[Certificate],
) -> bytes:
    """Return a list to be signed, each CA with the certificate of its fingerprint.

    Raises DamagedFile `trust_list_damaged` (values: entry).
    """
    by_fingerprint = {certificate.fingerprint: certificate for certificate in certificates}
    authorities = [_entry(each, by_fingerprint) for each in listed]
    data = {"version": version, "issued": issued.isoformat(), "authorities": authorities}
    content = json.dumps(data, ensure_ascii=False, indent=1).encode()
    read_unsigned(content)
    return content


def _list(data: Mapping[str, Any], trust: TrustList) -> AuthorityList:
    """Read the description of a list; raises DamagedFile `table_damaged` (values: entry)."""
    version = data.get("version")
    if type(version) is not int or not 0 < version <= MAX_VERSION:
        raise tables.wrong("version")
    try:
        issued = datetime.fromisoformat(data["issued"])
    except (KeyError, TypeError, ValueError):
        raise tables.wrong("issued") from None
    if issued.tzinfo is None:
        raise tables.wrong("issued")
    return AuthorityList(version, issued, tuple(map(read_accredited, data["authorities"])), trust)


def _require_agreement(accredited: Accredited, certificate: Certificate, trust: TrustList) -> None:
    """Raise DamagedFile unless the certificate is the CA described, issued by one of the list."""
    real = {
        "fingerprint": certificate.fingerprint,
        "common_name": certificate.holder,
        "serial": f"{certificate.serial:x}",
        "not_after": certificate.not_after.date().isoformat(),
    }
    for name, value in real.items():
        if getattr(accredited, name) != value:
            raise tables.wrong(accredited.common_name, name)
    if certificate in trust.anchors:
        try:
            require_root(certificate)
        except DamagedFile as error:
            raise tables.wrong(accredited.common_name, str(error.values["reason"])) from None
        return
    if certificate.usage is not Usage.CA:
        raise tables.wrong(accredited.common_name, "not_a_ca")
    if all(signature_fault(certificate, root) for root in trust.anchors):
        raise tables.wrong(accredited.common_name, "issuer_unknown")


def _entry(accredited: Accredited, certificates: Mapping[str, Certificate]) -> dict[str, str]:
    certificate = certificates.get(accredited.fingerprint)
    if certificate is None:
        raise DamagedFile("trust_list_damaged", entry=accredited.common_name)
    described = asdict(accredited)
    services = {name: url for name, url in described.pop("services").items() if url}
    encoded = base64.b64encode(certificate.der).decode()
    return {**described, **services, "certificate": encoded}
