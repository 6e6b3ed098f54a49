"""The accredited CAs as one list: the shipped one, or a newer one an operator has signed.

A list is JSON: `version`, `issued`, and per CA its names, validity, fingerprint, addresses and,
in a signed list, the certificate. It is signed with CMS by the certificate whose fingerprint the
administrator has set, and counts as a whole or not at all.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from desktop_client.files import write_atomically
from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import DamagedFile, PkiError, Severity
from desktop_client.pki.judging.anchors import require_root
from desktop_client.pki.judging.path import signature_fault
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.addresses import Accredited, Table, read_accredited
from desktop_client.pki.signing import cms_verify

FILE = "trust-list.p7s"
MAX_LIST_BYTES = 1024 * 1024
MAX_AUTHORITIES = 64
MAX_VERSION = 2**31 - 1


@dataclass(frozen=True, slots=True)
class AuthorityList:
    """The accredited CAs of one version."""

    version: int
    issued: datetime
    listed: tuple[Accredited, ...]
    """Roots first."""
    trust: TrustList

    @property
    def addresses(self) -> Table:
        """Where their revocation lists and responders are, by O."""
        return {one.organisation.lower(): one.services for one in self.listed}


@cache
def shipped() -> AuthorityList:
    """Return the list the program came with."""
    data = json.loads((files("resources") / "accredited.json").read_text("utf-8"))
    return _list(data, TrustList.accredited())


def current(folder: Path, signer: str) -> AuthorityList:
    """Return the list in force: the one kept in `folder` while it is newer than the shipped one.

    A kept list counts only while it verifies with `signer`, the fingerprint set now.
    """
    try:
        kept = read(read_file(folder / FILE, MAX_LIST_BYTES), signer)
    except PkiError:
        return shipped()
    return max(shipped(), kept, key=lambda one: one.version)


def replace(folder: Path, data: bytes, signer: str) -> AuthorityList:
    """Put a newer signed list in the place of the one in force.

    Raises as `read`; PkiError `trust_list_older` (values: version, present); OSError.
    """
    new, present = read(data, signer), current(folder, signer)
    if new.version <= present.version:
        raise PkiError("trust_list_older", version=new.version, present=present.version)
    write_atomically(folder / FILE, data)
    return new


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
    serious = [one for one in signed.findings if one.severity is not Severity.INFO]
    if serious or signed.content is None:
        reason = serious[0].code if serious else "content_missing"
        raise PkiError("trust_list_signature_wrong", reason=reason)
    return read_unsigned(signed.content)


def read_unsigned(content: bytes) -> AuthorityList:
    """Read what is signed, its certificates included. Raises DamagedFile `trust_list_damaged`."""
    try:
        data = json.loads(content)
        encoded = [one.pop("certificate") for one in data["authorities"]]
        if len(encoded) > MAX_AUTHORITIES:
            raise ValueError("too many")
        decoded = [base64.b64decode(one, validate=True) for one in encoded]
        certificates = [Certificate.from_der(one) for one in decoded]
        found = _list(data, TrustList.of(certificates))
        for one, certificate in zip(found.listed, certificates, strict=True):
            _require_agreement(one, certificate, found.trust)
    except PkiError as error:
        raise DamagedFile("trust_list_damaged", entry=error.values.get("entry", "")) from None
    except PARSE_ERRORS:
        raise DamagedFile("trust_list_damaged", entry="") from None
    return found


def read_table(data: bytes) -> tuple[Accredited, ...]:
    """Read the description of CAs without their certificates, as `resources/accredited.json`.

    Raises DamagedFile `table_damaged` (values: entry).
    """
    try:
        return tuple(map(read_accredited, json.loads(data)["authorities"]))
    except PARSE_ERRORS:
        raise DamagedFile("table_damaged", entry="") from None


def write(
    version: int,
    issued: datetime,
    listed: Iterable[Accredited],
    certificates: Iterable[Certificate],
) -> bytes:
    """Return a list to be signed, each CA with the certificate of its fingerprint.

    Raises DamagedFile `trust_list_damaged` (values: entry).
    """
    by_fingerprint = {one.fingerprint: one for one in certificates}
    authorities = [_entry(one, by_fingerprint) for one in listed]
    data = {"version": version, "issued": issued.isoformat(), "authorities": authorities}
    content = json.dumps(data, ensure_ascii=False, indent=1).encode()
    read_unsigned(content)
    return content


def _list(data: Mapping[str, Any], trust: TrustList) -> AuthorityList:
    """Read the description of a list. Raises PARSE_ERRORS and DamagedFile `table_damaged`."""
    version, issued = data["version"], datetime.fromisoformat(data["issued"])
    if type(version) is not int or not 0 < version <= MAX_VERSION or issued.tzinfo is None:
        raise ValueError("no version, or no time with a zone")
    return AuthorityList(version, issued, tuple(map(read_accredited, data["authorities"])), trust)


def _require_agreement(one: Accredited, certificate: Certificate, trust: TrustList) -> None:
    """Raise DamagedFile unless the certificate is the CA described, issued by one of the list."""
    described = (one.fingerprint, one.common_name, one.serial, one.not_after)
    last_day = certificate.not_after.date().isoformat()
    real = (certificate.fingerprint, certificate.holder, f"{certificate.serial:x}", last_day)
    if described != real:
        raise DamagedFile("trust_list_damaged", entry=one.common_name)
    if certificate in trust.anchors:
        require_root(certificate)
        return
    issued = any(signature_fault(certificate, root) is None for root in trust.anchors)
    if certificate.usage is not Usage.CA or not issued:
        raise DamagedFile("trust_list_damaged", entry=one.common_name)


def _entry(one: Accredited, certificates: Mapping[str, Certificate]) -> dict[str, str]:
    certificate = certificates.get(one.fingerprint)
    if certificate is None:
        raise DamagedFile("trust_list_damaged", entry=one.common_name)
    described = asdict(one)
    services = {name: url for name, url in described.pop("services").items() if url}
    encoded = base64.b64encode(certificate.der).decode()
    return {**described, **services, "certificate": encoded}
