"""What people do with the certificates they have: change the password, delete, export as PFX.

Nothing is left half done: files of one folder change together (see `disk`), while the folder is
owned (see `lock`). Copying and importing are in `placing`.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop_client.pki import keyfile
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import FileUnreadable, PkiError, WrongPassword
from desktop_client.pki.keyfile import MAX_KEY_BYTES
from desktop_client.pki.storage import disk
from desktop_client.pki.storage.lock import owned
from desktop_client.pki.storage.pfx import Identity, Pair
from desktop_client.pki.storage.pfx_writing import write_pfx
from desktop_client.pki.storage.store import CA_CERTIFICATES, MARKS, Entry


def change_password(
    entry: Entry, old: bytes, new: bytes, before_writing: Callable[[], object] = disk.nothing
) -> None:
    """Put the entry's keys, for signatures and key management, under a new password.

    Each stays in the kind of container it had, and every attribute of the PKCS #8 stays byte for
    byte. Nothing changes unless all keys open with the old password. Raises as `keyfile.open_key`
    (values: file), FileUnreadable `key_missing`, NotWritten, and what `before_writing` raises.
    """
    if entry.key_path is None:
        raise FileUnreadable("key_missing")
    with changing(entry):
        _settle(entry, old)
        changed = {
            path.name: _changed(path, old, new, certificate) for path, certificate in _keys(entry)
        }
        before_writing()
        disk.commit(entry.folder, changed)


def delete(entry: Entry, before_writing: Callable[[], object] = disk.nothing) -> tuple[Path, ...]:
    """Delete the files of an entry (`entry.files`), all or none, and its folder once empty.

    Returns what was deleted. CaPubs stays while other certificates share the folder, and so does
    every file of another name. Raises NotWritten, and what `before_writing` raises.
    """
    with changing(entry):
        deleted = _to_delete(entry)
        before_writing()
        disk.remove(entry.folder, [path.name for path in deleted])
        if disk.left(entry.folder):
            with suppress(OSError):
                disk.clear(entry.folder / disk.LEFT)
        remove_empty(entry.folder)
    return tuple(deleted)


def export_pfx(entry: Entry, password: bytes, pfx_password: bytes) -> bytes:
    """Return a PFX with the entry's pairs, R and CA certificates.

    Raises as `keyfile.open_key`, FileUnreadable `key_missing`, and PkiError for what is wrong with
    the entry itself.
    """
    certificate, key_path = require_whole(entry)
    pairs: list[Pair] = []
    try:
        with changing(entry):
            _settle(entry, password)
            pairs.append(Pair(certificate, _decrypted(key_path, password, certificate)))
            if entry.km_certificate is not None and entry.km_key_path is not None:
                plain = _decrypted(entry.km_key_path, password, entry.km_certificate)
                pairs.append(Pair(entry.km_certificate, plain))
        identity = Identity(pairs[0], (*pairs[1:], None)[0], entry.ca_certificates)
        return write_pfx(identity, pfx_password)
    finally:
        for pair in pairs:
            keyfile.wipe(pair.plain_key)


@contextmanager
def changing(entry: Entry) -> Iterator[None]:
    """Own the entry's folder, after whatever was interrupted there has been undone."""
    with owned(entry.folder):
        if disk.is_interrupted(entry.folder):
            disk.undo(entry.folder)
        yield


def require_whole(entry: Entry) -> tuple[Certificate, Path]:
    """Return certificate and key file of an entry; raises PkiError for what is wrong with it."""
    if entry.certificate is None:
        worst = entry.findings[0]
        raise PkiError(worst.code, **worst.values)
    if entry.key_path is None:
        raise FileUnreadable("key_missing")
    return entry.certificate, entry.key_path


def read_key(path: Path) -> bytes:
    """Return a key file that is one; errors say which (values: file)."""
    with _about(path):
        data = read_file(path, MAX_KEY_BYTES)
        keyfile.read_container(data)
    return data


def remove_empty(folder: Path) -> None:
    """Remove a folder if nothing is in it."""
    with suppress(OSError):
        os.rmdir(folder)


def _settle(entry: Entry, password: bytes) -> None:
    """Deal with files that an early version left in `disk.LEFT`: the password tells what counts.

    If it opens every key as it is, they were never needed; if it opens every key with them, they
    only have to be moved. Otherwise nothing is touched, and opening will say what is wrong.
    """
    left = disk.left(entry.folder)
    if not left:
        return
    keys = list(_keys(entry))
    if _all_open(keys, password):
        _drop_left(entry.folder)
    elif _all_open(((left.get(path.name, path), each) for path, each in keys), password):
        files = {name: read_file(path, MAX_KEY_BYTES) for name, path in left.items()}
        disk.commit(entry.folder, files)
        _drop_left(entry.folder)


def _drop_left(folder: Path) -> None:
    try:
        disk.clear(folder / disk.LEFT)
    except OSError as error:
        raise disk.refusal(error) from None


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


def _changed(path: Path, old: bytes, new: bytes, certificate: Certificate | None) -> bytes:
    with _about(path):
        return keyfile.change_password(read_key(path), old, new, certificate)


def _all_open(keys: Iterable[tuple[Path, Certificate | None]], password: bytes) -> bool:
    try:
        for path, certificate in keys:
            keyfile.open_key(read_key(path), password, certificate)
    except WrongPassword:
        return False
    return True


def _decrypted(path: Path, password: bytes, certificate: Certificate) -> bytearray:
    with _about(path):
        return keyfile.decrypt_key(read_key(path), password, certificate)[0]


def _to_delete(entry: Entry) -> list[Path]:
    """Return the entry's files that are there; CaPubs only when nobody else needs it."""
    try:
        names = os.listdir(entry.folder)
    except OSError as error:
        raise disk.refusal(error) from None
    own = [path for path in entry.files if path.name in names]
    cas = [path for path in own if path.name.casefold() == CA_CERTIFICATES.casefold()]
    others = {*names} - {path.name for path in own}
    shared = any(name.casefold() in MARKS or name.endswith(".cer") for name in others)
    return [path for path in own if not shared or path not in cas]
