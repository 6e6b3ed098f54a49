"""What people do with the certificates they have: change the password, copy, delete, PFX.

Nothing is left half done: files of one folder change together (see `disk`), and whatever lies in
the way of another certificate is refused.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_client.pki import keyfile
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_write import SEQUENCE, encode
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import FileUnreadable, NotWritten, PkiError, WrongPassword
from desktop_client.pki.keyfile import MAX_KEY_BYTES
from desktop_client.pki.storage import disk
from desktop_client.pki.storage.pfx import MAX_PFX_BYTES, Identity, Pair, read_pfx
from desktop_client.pki.storage.pfx_writing import write_pfx
from desktop_client.pki.storage.store import (
    CA_CERTIFICATES,
    KM_CERTIFICATE,
    KM_KEY,
    MARKS,
    SIGN_CERTIFICATE,
    SIGN_KEY,
    Entry,
)

_NPKI, _USER = "NPKI", "USER"
_UNSAFE = frozenset('\\/:*?"<>|')


def change_password(entry: Entry, old: bytes, new: bytes) -> None:
    """Put the entry's keys, for signatures and key management, under a new password.

    Each stays in the kind of container it had, and every attribute of the PKCS #8 stays byte for
    byte. Nothing changes unless all keys open with the old password; a change that a crash
    interrupted is completed by doing it again. Raises as `keyfile.open_key` (values: file), and
    FileUnreadable `key_missing` or NotWritten.
    """
    if entry.key_path is None:
        raise FileUnreadable("key_missing")
    completed = _completed(entry)
    try:
        changed = {
            path.name: _changed(path, old, new, certificate) for path, certificate in _keys(entry)
        }
    except WrongPassword:
        if completed and _all_open(entry, new):
            return
        raise
    disk.commit(entry.folder, changed)


def copy(entry: Entry, target: Path) -> Path:
    """Copy an entry to a drive or folder, as `NPKI/<CA>/USER/<subject DN>/`; returns that folder.

    A `target` named NPKI is taken for the NPKI folder itself. The same certificate there is
    replaced as a whole, another one never. What was written has been read back. Raises
    FileUnreadable (`file_missing` without a target, `key_missing`), NotWritten, also
    `certificate_differs`, and PkiError (values: file) for what is wrong with the entry itself.
    """
    certificate, key_path = _require_whole(entry)
    _completed(entry)
    files = {SIGN_KEY: _read_key(key_path), SIGN_CERTIFICATE: certificate.der}
    if entry.km_certificate is not None and entry.km_key_path is not None:
        files |= {KM_KEY: _read_key(entry.km_key_path), KM_CERTIFICATE: entry.km_certificate.der}
    return _put(target, certificate, files, entry.ca_certificates)


def delete(entry: Entry) -> tuple[Path, ...]:
    """Delete the files of an entry (`entry.files`), keys first, and its folder once empty.

    Returns what was deleted. CaPubs stays while other certificates share the folder, and so does
    every file of another name. Raises NotWritten.
    """
    _completed(entry)
    own = [path for path in entry.files if path.name.casefold() != CA_CERTIFICATES.casefold()]
    deleted = []
    try:
        for path in (*own, *_orphans(entry, own)):
            os.unlink(path)
            deleted.append(path)
    except OSError as error:
        raise disk.refusal(error) from None
    _remove_empty(entry.folder)
    return tuple(deleted)


def export_pfx(entry: Entry, password: bytes, pfx_password: bytes) -> bytes:
    """Return a PFX with the entry's pairs, R and CA certificates.

    Raises as `keyfile.open_key`, FileUnreadable `key_missing`, and PkiError for what is wrong with
    the entry itself.
    """
    certificate, key_path = _require_whole(entry)
    _completed(entry)
    pairs = [Pair(certificate, _decrypted(key_path, password, certificate))]
    try:
        if entry.km_certificate is not None and entry.km_key_path is not None:
            plain = _decrypted(entry.km_key_path, password, entry.km_certificate)
            pairs.append(Pair(entry.km_certificate, plain))
        identity = Identity(pairs[0], (*pairs[1:], None)[0], entry.ca_certificates)
        return write_pfx(identity, pfx_password)
    finally:
        for pair in pairs:
            keyfile.wipe(pair.plain_key)


def import_pfx(path: Path, pfx_password: bytes, target: Path, password: bytes) -> list[Path]:
    """Write each certificate of a PFX as an NPKI folder under a password; returns the folders.

    Raises as `pfx.read_pfx` and `copy`.
    """
    identities = read_pfx(read_file(path, MAX_PFX_BYTES), pfx_password)
    try:
        return [_import(identity, target, password) for identity in identities]
    finally:
        for identity in identities:
            identity.wipe()


def _import(identity: Identity, target: Path, password: bytes) -> Path:
    sign, management = identity.sign, identity.management
    files = {
        SIGN_KEY: keyfile.encrypt_key(sign.plain_key, password),
        SIGN_CERTIFICATE: sign.certificate.der,
    }
    if management is not None:
        files[KM_KEY] = keyfile.encrypt_key(management.plain_key, password)
        files[KM_CERTIFICATE] = management.certificate.der
    return _put(target, sign.certificate, files, identity.ca_certificates)


def _completed(entry: Entry) -> bool:
    """Complete what a crash interrupted in the entry's folder; whether there was something."""
    if not os.path.isdir(entry.folder):
        raise NotWritten("drive_vanished")
    return disk.finish(entry.folder)


def _require_whole(entry: Entry) -> tuple[Certificate, Path]:
    if entry.certificate is None:
        worst = entry.findings[0]
        raise PkiError(worst.code, **worst.values)
    if entry.key_path is None:
        raise FileUnreadable("key_missing")
    return entry.certificate, entry.key_path


def _keys(entry: Entry) -> Iterator[tuple[Path, Certificate | None]]:
    if entry.key_path is not None:
        yield entry.key_path, entry.certificate
    if entry.km_key_path is not None and entry.km_key_path != entry.key_path:
        yield entry.km_key_path, entry.km_certificate


@contextmanager
def _about(path: Path) -> Iterator[None]:
    """Say in errors which of several files they are about."""
    try:
        yield
    except PkiError as error:
        raise type(error)(error.code, **{**error.values, "file": path.name}) from None


def _read_key(path: Path) -> bytes:
    with _about(path):
        data = read_file(path, MAX_KEY_BYTES)
        keyfile.read_container(data)
    return data


def _changed(path: Path, old: bytes, new: bytes, certificate: Certificate | None) -> bytes:
    with _about(path):
        return keyfile.change_password(_read_key(path), old, new, certificate)


def _all_open(entry: Entry, password: bytes) -> bool:
    try:
        for path, certificate in _keys(entry):
            keyfile.open_key(_read_key(path), password, certificate)
    except WrongPassword:
        return False
    return True


def _decrypted(path: Path, password: bytes, certificate: Certificate) -> bytearray:
    with _about(path):
        return keyfile.decrypt_key(_read_key(path), password, certificate)[0]


def _put(
    target: Path,
    certificate: Certificate,
    files: dict[str, bytes],
    ca_certificates: tuple[Certificate, ...],
) -> Path:
    """Write the files of one certificate to its place below `target`."""
    if not os.path.isdir(target):
        raise FileUnreadable("file_missing")
    if ca_certificates:
        files[CA_CERTIFICATES] = encode(SEQUENCE, *(one.der for one in ca_certificates))
    folder = _place(target, certificate)
    try:
        created = _make(folder)
    except OSError as error:
        raise disk.refusal(error) from None
    try:
        disk.finish(folder)
        disk.commit(folder, _by_actual_names(folder, files))
    except NotWritten:
        for one in created:
            _remove_empty(one)
        raise
    return folder


def _place(target: Path, certificate: Certificate) -> Path:
    npki = target if target.name.casefold() == _NPKI.casefold() else _child(target, _NPKI)
    authority = _child(npki, _safe(certificate.issuer_organisation))
    return _child(_child(authority, _USER), _safe(certificate.subject))


def _child(folder: Path, name: str) -> Path:
    """Return the path of a name in a folder, in the case in which it may stand there already."""
    return folder / _actual_names(folder).get(name.casefold(), name)


def _actual_names(folder: Path) -> dict[str, str]:
    try:
        return {name.casefold(): name for name in os.listdir(folder)}
    except OSError:
        return {}


def _safe(name: str) -> str:
    """Return a name any file system takes: a certificate may say anything."""
    safe = "".join("_" if char in _UNSAFE or not char.isprintable() else char for char in name)
    return safe.rstrip(" .") or "_"


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the new ones, innermost first."""
    missing = [one for one in (folder, *folder.parents) if not os.path.isdir(one)]
    for one in reversed(missing):
        os.mkdir(one, 0o700)
    return missing


def _by_actual_names(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files by the names they have there; refuse what belongs to another certificate."""
    actual = _actual_names(folder)
    for certificate, key in ((SIGN_CERTIFICATE, SIGN_KEY), (KM_CERTIFICATE, KM_KEY)):
        standing = actual.get(certificate.casefold())
        if standing is None and key.casefold() not in actual:
            continue
        if standing is None or _content(folder / standing) != files.get(certificate):
            raise NotWritten("certificate_differs")
    return {actual.get(name.casefold(), name): data for name, data in files.items()}


def _content(path: Path) -> bytes:
    try:
        return read_file(path, MAX_KEY_BYTES)
    except PkiError:
        return b""


def _orphans(entry: Entry, deleted: list[Path]) -> list[Path]:
    """Return CaPubs when nobody else in the folder needs it."""
    others = {*os.listdir(entry.folder)} - {path.name for path in deleted}
    shared = any(name.casefold() in MARKS or name.endswith(".cer") for name in others)
    return [] if shared else [path for path in entry.files if path not in deleted]


def _remove_empty(folder: Path) -> None:
    try:
        os.rmdir(folder)
    except OSError:
        return
