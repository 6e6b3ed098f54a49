"""Roots an operator has added to the accredited CAs, each after confirming its fingerprint.

KISA RootCA 5 will be one: what is issued under it can be judged as soon as its certificate is
in the folder. A file is named after the fingerprint and counts only while the two agree.
"""

import base64
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop_client.files import write_atomically
from desktop_client.pki import names
from desktop_client.pki.certificate import MAX_CERTIFICATE_BYTES, Certificate, Usage
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import (
    DamagedFile,
    FileUnreadable,
    Finding,
    KeyMismatch,
    PkiError,
    finding,
)
from desktop_client.pki.judging.trust import TrustList, certificates_in
from desktop_client.pki.signing.certificate_signatures import signature_fault

SUFFIX = ".pem"
_BEGIN = b"-----BEGIN CERTIFICATE-----"


def add_anchor(folder: Path, data: bytes, confirmed_fingerprint: str) -> Certificate:
    """Add a root certificate, DER, PEM or one of a .p7b, whose SHA-256 somebody has compared.

    Colons, spaces and case of the fingerprint do not matter. Raises KeyMismatch
    `fingerprint_mismatch`, DamagedFile (`certificate_damaged`, `not_a_root`), TooLarge, OSError.
    """
    if data.count(_BEGIN) > 1:
        raise DamagedFile("not_a_root", reason="several")
    found, confirmed = certificates_in(data), re.sub(r"[\s:]", "", confirmed_fingerprint).lower()
    root = next((each for each in found if each.fingerprint == confirmed), found[0])
    if confirmed != root.fingerprint:
        raise KeyMismatch("fingerprint_mismatch", fingerprint=root.fingerprint)
    require_root(root)
    write_atomically(_file(folder, root.fingerprint), _pem(root))
    return root


def doubts(root: Certificate, known: TrustList, at: datetime) -> list[Finding]:
    """Return what somebody who adds a root ought to know: another of its name, or its dates."""
    name = names.comparable(root.subject_name)
    namesakes = [
        each
        for each in (*known.anchors, *known.intermediates)
        if names.comparable(each.subject_name) == name
        and each.public_key_der != root.public_key_der
    ]
    found = [
        finding("root_namesake", root.subject, fingerprint=namesake.fingerprint)
        for namesake in namesakes
    ]
    if root.expired(at) or root.not_yet_valid(at):
        found.append(
            finding(
                "root_not_in_force",
                root.subject,
                not_before=root.not_before.isoformat(),
                not_after=root.not_after.isoformat(),
            )
        )
    return found


def anchors(folder: Path) -> list[Certificate]:
    """Return the added roots; files that are not as they were written do not count."""
    found = (_read(path) for path in sorted(folder.glob(f"*{SUFFIX}")))
    return [each for each in found if each is not None]


def remove_anchor(folder: Path, fingerprint: str) -> Certificate:
    """Remove an added root. Raises FileUnreadable `file_missing`, OSError."""
    wanted = re.sub(r"[\s:]", "", fingerprint).lower()
    for root in anchors(folder):
        if root.fingerprint == wanted:
            _file(folder, wanted).unlink()
            return root
    raise FileUnreadable("file_missing")


def with_added(listed: TrustList, folder: Path) -> TrustList:
    """Return a list of CAs together with the added roots."""
    added = [anchor for anchor in anchors(folder) if anchor not in listed.anchors]
    return replace(listed, anchors=(*listed.anchors, *added))


def require_root(root: Certificate) -> None:
    """Raise DamagedFile `not_a_root` (values: reason) for any other certificate."""
    try:
        self_issued = root.self_issued
    except ValueError:  # a character that names must not have
        self_issued = False
    if not self_issued:
        raise DamagedFile("not_a_root", reason="not_self_issued")
    if root.usage is not Usage.CA:
        raise DamagedFile("not_a_root", reason="not_a_ca")
    fault = signature_fault(root, root)
    if fault is not None:
        raise DamagedFile("not_a_root", reason=fault)


def _read(path: Path) -> Certificate | None:
    try:
        root = Certificate.from_der(read_file(path, 2 * MAX_CERTIFICATE_BYTES))
        require_root(root)
    except PkiError:
        return None
    return root if path.stem == root.fingerprint else None


def _file(folder: Path, fingerprint: str) -> Path:
    return folder / f"{fingerprint}{SUFFIX}"


def _pem(root: Certificate) -> bytes:
    return _BEGIN + b"\n" + base64.encodebytes(root.der) + b"-----END CERTIFICATE-----\n"
