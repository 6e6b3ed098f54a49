"""Finds certificate folders under NPKI and reads them; one bad file never hides the others.

`NPKI/<CA>/USER/<subject DN>/` holds signCert.der, signPri.key, kmCert.der, kmPri.key and
CaPubs. The case of names varies, and any folder with one of these files counts. A folder of
GPKI, `GPKI/Certificate/class2/`, holds many certificates: `<name>_sig.cer` and `.key` for
signatures, `<name>_env.cer` and `.key` for key management.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from desktop_client.pki.certificate import MAX_CERTIFICATE_BYTES, Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import (
    DamagedFile,
    FileUnreadable,
    Finding,
    NotWritten,
    PkiError,
    Severity,
    TooLarge,
    WrongPassword,
    finding,
)
from desktop_client.pki.keyfile import MAX_KEY_BYTES, OpenedKey, open_key, read_container
from desktop_client.pki.storage import disk
from desktop_client.pki.storage.lock import is_owned, owned
from desktop_client.pki.storage.naming import folded, folded_names

SIGN_CERTIFICATE, SIGN_KEY = "signCert.der", "signPri.key"
KM_CERTIFICATE, KM_KEY = "kmCert.der", "kmPri.key"
CA_CERTIFICATES = "CaPubs"
ALL_FILES = (SIGN_KEY, KM_KEY, SIGN_CERTIFICATE, KM_CERTIFICATE, CA_CERTIFICATES)
MAX_CA_CERTIFICATES_BYTES = 256 * 1024
MAX_CA_CERTIFICATES = 16
MAX_DEPTH = 4
"""Folders below a place that are searched: NPKI itself, the CA, USER and the DN."""
MAX_FOLDER_ENTRIES = 100_000
"""Looked at in one folder; whoever has more is told."""
_CHAINS_REMEMBERED = 32
"""Folders of one CA hold the same CaPubs."""

MARKS = frozenset(name.casefold() for name in (SIGN_CERTIFICATE, SIGN_KEY, KM_CERTIFICATE, KM_KEY))
"""Names, in lower case, of which one makes a folder count."""

_GPKI_SIGN, _GPKI_KM = "_sig", "_env"
_GPKI_CERTIFICATE, _GPKI_KEY = ".cer", ".key"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """One certificate folder and what is wrong with its files.

    Whether the certificate is expired, revoked or of the wrong kind is not said here.
    """

    folder: Path
    certificate: Certificate | None = None
    key_path: Path | None = None
    km_certificate: Certificate | None = None
    km_key_path: Path | None = None
    ca_certificates: tuple[Certificate, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: tuple[Path, ...] = ()
    """Every file that belongs to it: keys, certificates, CaPubs."""
    copies: tuple["Entry", ...] = ()
    """The same certificate in other folders, each under a password of its own; from `merge`."""

    @property
    def other_folders(self) -> tuple[Path, ...]:
        """Where the same certificate lies too."""
        return tuple(dict.fromkeys(copy.folder for copy in self.copies))


def scan(places: Iterable[Path], stopped: Callable[[], bool] = lambda: False) -> Iterator[Entry]:
    """Yield every certificate folder in and below `places` until `stopped` says so.

    Raises nothing: what cannot be read is an entry with a finding. A folder reached in two
    ways (through links, or from two places) is given once.
    """
    seen: set[tuple[int, int]] = set()
    for place in places:
        yield from _scan(place, MAX_DEPTH, seen, stopped)


def load(path: Path) -> Entry:
    """Read one certificate folder, or the folder of a certificate file.

    Raises FileUnreadable: `file_missing` when nothing is at `path`, `folder_unreadable`, and
    `certificate_missing` when the folder holds no certificate files.
    """
    if not os.path.lexists(path):
        raise FileUnreadable("file_missing")
    if not os.path.isdir(path):
        return _load_file(path)
    try:
        names = _names(path)
    except OSError:
        raise FileUnreadable("folder_unreadable") from None
    if not MARKS & names.keys():
        raise FileUnreadable("certificate_missing")
    return _read_folder(path, names)


def _load_file(path: Path) -> Entry:
    """Read the folder of a certificate file; of a key file, the certificate it lies beside."""
    own = folded(path.name)
    if own in (folded(SIGN_KEY), folded(KM_KEY)) or own.endswith(_GPKI_KEY):
        beside = SIGN_CERTIFICATE if own.startswith(("sign", "km")) else f"{path.stem}.cer"
        entry = _read_folder(path.parent, _names_beside(path.with_name(beside)))
        note = finding("key_file_chosen", path.name)
        return replace(entry, findings=(*entry.findings, note))
    return _read_folder(path.parent, _names_beside(path))


def merge(entries: Iterable[Entry]) -> list[Entry]:
    """Return each certificate once, with all its folders, in the order of first appearance.

    Of several folders the one with the fewest findings is the entry's own. Entries whose
    certificate could not be read stay as they are.
    """
    groups: dict[object, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.certificate or (entry.folder, entry.files), []).append(entry)
    return [_merged(group) for group in groups.values()]


def _merged(group: list[Entry]) -> Entry:
    best = min(group, key=lambda each: len(each.findings))
    others = {each.folder: each for each in group if each.folder != best.folder}
    return replace(best, copies=tuple(others.values())) if others else best


def open_entry(entry: Entry, password: bytes) -> OpenedKey:
    """Open the entry's signature key, or that of the first copy that the password opens.

    Raises as `open_key`, or FileUnreadable, or TooLarge: about the entry itself, unless a copy
    alone could be read.
    """
    refused: PkiError | None = None
    for each in (entry, *entry.copies):
        try:
            return _open(each, password)
        except PkiError as error:
            if refused is None or isinstance(error, WrongPassword):
                refused = error
    raise refused or FileUnreadable("key_missing")


def _open(entry: Entry, password: bytes) -> OpenedKey:
    if entry.key_path is None:
        raise FileUnreadable("key_missing")
    if disk.is_interrupted(entry.folder):
        with suppress(NotWritten), owned(entry.folder):
            disk.undo(entry.folder)
    return open_key(read_file(entry.key_path, MAX_KEY_BYTES), password, entry.certificate)


def _scan(
    folder: Path, depth: int, seen: set[tuple[int, int]], stopped: Callable[[], bool]
) -> Iterator[Entry]:
    if stopped():
        return
    try:
        if not _first_visit(folder, seen):
            return
        names = _names(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError):
        yield Entry(folder, findings=(finding("folder_unreadable", folder.name),))
        return
    if MARKS & names.keys():
        yield _read_folder(folder, names)
    elif certificates := _gpki_certificates(names):
        yield from (
            _read_folder(folder, _gpki_names(names, certificate)) for certificate in certificates
        )
    elif depth:
        for name in _folders(folder, names):
            yield from _scan(folder / name, depth - 1, seen, stopped)
    if len(names) > MAX_FOLDER_ENTRIES:
        yield Entry(folder, findings=(finding("folder_too_full", folder.name),))


def _folders(folder: Path, names: dict[str, str]) -> Iterator[str]:
    for name in sorted(names.values()):
        if name not in disk.OWN_NAMES and os.path.isdir(folder / name):
            yield name


def _first_visit(folder: Path, seen: set[tuple[int, int]]) -> bool:
    status = os.stat(folder)
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def _names(folder: Path) -> dict[str, str]:
    """Return the names in a folder by their folded form."""
    with os.scandir(folder) as entries:
        most = islice(entries, MAX_FOLDER_ENTRIES + 1)
        return folded_names(entry.name for entry in most)


def _names_beside(certificate: Path) -> dict[str, str]:
    """Return the names of a folder as if this file were its signCert.der."""
    try:
        names = _names(certificate.parent)
    except OSError:
        names = {}
    own = certificate.name.casefold()
    if own == SIGN_CERTIFICATE.casefold():
        return names
    if own in _gpki_certificates(names):
        return _gpki_names(names, own)
    key = KM_KEY if own == KM_CERTIFICATE.casefold() else f"{certificate.stem}{_GPKI_KEY}"
    belonging = {
        SIGN_CERTIFICATE: certificate.name,
        SIGN_KEY: names.get(key.casefold()),
        CA_CERTIFICATES: names.get(CA_CERTIFICATES.casefold()),
    }
    return _casefolded(belonging)


def _gpki_certificates(names: dict[str, str]) -> list[str]:
    return sorted(name for name in names if name.endswith(_GPKI_SIGN + _GPKI_CERTIFICATE))


def _gpki_names(names: dict[str, str], certificate: str) -> dict[str, str]:
    """Return the names of one certificate of a GPKI folder by those of an NPKI folder."""
    stem = certificate.removesuffix(_GPKI_SIGN + _GPKI_CERTIFICATE)
    belonging = {
        SIGN_CERTIFICATE: names.get(stem + _GPKI_SIGN + _GPKI_CERTIFICATE),
        SIGN_KEY: names.get(stem + _GPKI_SIGN + _GPKI_KEY),
        KM_CERTIFICATE: names.get(stem + _GPKI_KM + _GPKI_CERTIFICATE),
        KM_KEY: names.get(stem + _GPKI_KM + _GPKI_KEY),
        **{name: names.get(name) for name in disk.OWN_NAMES},
    }
    return _casefolded(belonging)


def _casefolded(names: dict[str, str | None]) -> dict[str, str]:
    return {folded(name): actual for name, actual in names.items() if actual}


def _read_folder(folder: Path, names: dict[str, str]) -> Entry:
    def path(name: str) -> Path | None:
        actual = names.get(name.casefold())
        return folder / actual if actual else None

    findings: list[Finding] = []
    certificate = km_certificate = None
    if sign_path := path(SIGN_CERTIFICATE):
        certificate = _attempt(_certificate, sign_path, findings)
        _check_key(path(SIGN_KEY), findings)
    else:
        code = "km_only" if path(KM_CERTIFICATE) else "certificate_missing"
        findings.append(finding(code, SIGN_CERTIFICATE))
    if km_path := path(KM_CERTIFICATE):
        km_certificate = _attempt(_certificate, km_path, findings, Severity.WARNING)
    ca_path = path(CA_CERTIFICATES)
    if disk.LEFT in names or (disk.UNDO in names and not is_owned(folder)):
        findings.append(finding("change_unfinished"))
    return Entry(
        folder,
        certificate,
        path(SIGN_KEY),
        km_certificate,
        path(KM_KEY),
        _attempt(_ca_certificates, ca_path, findings, Severity.WARNING) or () if ca_path else (),
        tuple(findings),
        tuple(filter(None, map(path, ALL_FILES))),
    )


def _check_key(path: Path | None, findings: list[Finding]) -> None:
    """Find out what can be found out without the password."""
    if path is None:
        findings.append(finding("key_missing", SIGN_KEY))
    else:
        data = _attempt(_key, path, findings)
        with suppress(ValueError):
            if data and der.unpadded(data)[1]:
                findings.append(finding("key_padded", path.name))


def _attempt(
    read: Callable[[Path], T],
    path: Path,
    findings: list[Finding],
    severity: Severity | None = None,
) -> T | None:
    try:
        return read(path)
    except PkiError as error:
        findings.append(error.finding(path.name, severity))
        return None


def _certificate(path: Path) -> Certificate:
    return Certificate.from_der(read_file(path, MAX_CERTIFICATE_BYTES))


def _key(path: Path) -> bytes:
    """Return a key file that can be read as far as it can without the password."""
    data = read_file(path, MAX_KEY_BYTES)
    read_container(data)
    return data


def _ca_certificates(path: Path) -> tuple[Certificate, ...]:
    return read_ca_certificates(read_file(path, MAX_CA_CERTIFICATES_BYTES))


@lru_cache(_CHAINS_REMEMBERED)
def read_ca_certificates(data: bytes) -> tuple[Certificate, ...]:
    """Read CaPubs, a SEQUENCE OF Certificate. Raises DamagedFile `ca_certificates_damaged`."""
    try:
        (listed,) = der.parts(data, der.SEQUENCE)
        children = list(islice(der.encoded_elements(listed), MAX_CA_CERTIFICATES + 1))
        if len(children) > MAX_CA_CERTIFICATES:
            raise DamagedFile("ca_certificates_damaged")
        return tuple(Certificate.from_der(child) for child in children)
    except (*der.PARSE_ERRORS, DamagedFile, TooLarge):
        raise DamagedFile("ca_certificates_damaged") from None
