"""Puts certificates into the NPKI folder of a drive: copies of folders, and what a PFX holds.

What stands there is never lost: another certificate is refused, the same one is replaced only on
demand, and keys that hold more than the new ones (R, or a key management pair) stay.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop_client.pki import keyfile
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_write import SEQUENCE, encode
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import FileUnreadable, NotWritten, PkiError
from desktop_client.pki.keyfile.private_key import read_private_key
from desktop_client.pki.storage import disk
from desktop_client.pki.storage.keeping import changing, read_key, require_whole
from desktop_client.pki.storage.lock import owned
from desktop_client.pki.storage.naming import (
    actual_name,
    actual_names,
    folded,
    made_aside,
    made_place,
)
from desktop_client.pki.storage.pfx import MAX_PFX_BYTES, Identity, read_pfx
from desktop_client.pki.storage.store import (
    CA_CERTIFICATES,
    KM_CERTIFICATE,
    KM_KEY,
    MARKS,
    MAX_CA_CERTIFICATES_BYTES,
    SIGN_CERTIFICATE,
    SIGN_KEY,
    Entry,
    load,
)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a certificate lies now, and whose keys count there."""

    folder: Path
    keys_stayed: bool = False
    """Its keys stood there already and stay, under the password they had there."""
    has_random: bool | None = None
    """Whether R came along; None where only the password would tell."""


@dataclass(frozen=True, slots=True)
class _New:
    """What is to be placed: one certificate's files, and the password of its keys if known."""

    certificate: Certificate
    files: dict[str, bytes]
    ca_certificates: tuple[Certificate, ...]
    password: bytes | None = None
    follows: Certificate | None = None
    """Gives way in the folder of its subject."""


def copy(
    entry: Entry,
    target: Path,
    *,
    replace: bool = False,
    before_writing: Callable[[], object] = disk.nothing,
    follows: Certificate | None = None,
) -> Placed:
    """Copy an entry to a drive or folder, as `NPKI/<CA>/USER/<subject DN>/`.

    A `target` named NPKI is taken for the NPKI folder itself. What was written has been read
    back. The certificate that this one `follows`, if it stands there, has been put into a folder
    beside it before.

    Raises FileUnreadable (`file_missing` without a target, `key_missing`); PkiError (values: file)
    for what is wrong with the entry itself; NotWritten as `disk.commit`, and for what stands there:
    `certificate_there` is the same certificate, without `replace`; `certificate_differs` another
    one; `km_pair_differs` a key management pair that would be lost or get another password than the
    key for signatures; `place_taken` files that belong to no readable certificate. Also what
    `before_writing` raises, which is called with nothing written yet.
    """
    certificate, key_path = require_whole(entry)
    with changing(entry):
        if disk.left(entry.folder):
            raise NotWritten("change_unfinished")
        files = {SIGN_KEY: read_key(key_path), SIGN_CERTIFICATE: certificate.der}
        if entry.km_certificate is not None and entry.km_key_path is not None:
            files[KM_KEY] = read_key(entry.km_key_path)
            files[KM_CERTIFICATE] = entry.km_certificate.der
    new = _New(certificate, files, entry.ca_certificates, follows=follows)
    return _put(target, new, replace, before_writing)


def import_pfx(
    path: Path,
    pfx_password: bytes,
    target: Path,
    password: bytes,
    *,
    replace: bool = False,
    before_writing: Callable[[], object] = disk.nothing,
) -> list[Placed]:
    """Write each certificate of a PFX as an NPKI folder under a password; returns the folders.

    Raises as `pfx.read_pfx` and `copy`; the values then name who was imported before (`imported`).
    """
    identities = read_pfx(read_file(path, MAX_PFX_BYTES), pfx_password)
    placed: list[Placed] = []
    try:
        placed.extend(
            _import(identity, target, password, replace, before_writing) for identity in identities
        )
    except PkiError as error:
        if placed:
            done = identities[: len(placed)]
            names = ", ".join(identity.sign.certificate.holder for identity in done)
            error.values = {**error.values, "imported": names}
        raise
    else:
        return placed
    finally:
        for identity in identities:
            identity.wipe()


def _import(
    identity: Identity,
    target: Path,
    password: bytes,
    replace: bool,
    before_writing: Callable[[], object],
) -> Placed:
    sign, management = identity.sign, identity.management
    files = {
        SIGN_KEY: keyfile.encrypt_key(sign.plain_key, password),
        SIGN_CERTIFICATE: sign.certificate.der,
    }
    if management is not None:
        files[KM_KEY] = keyfile.encrypt_key(management.plain_key, password)
        files[KM_CERTIFICATE] = management.certificate.der
    new = _New(sign.certificate, files, identity.ca_certificates, password)
    placed = _put(target, new, replace, before_writing)
    if placed.keys_stayed:
        return placed
    return Placed(placed.folder, has_random=read_private_key(sign.plain_key).random is not None)


def _put(target: Path, new: _New, replace: bool, before_writing: Callable[[], object]) -> Placed:
    if not os.path.isdir(target):
        raise FileUnreadable("file_missing")
    with made_place(target, new.certificate) as folder, owned(folder):
        disk.undo(folder)
        if disk.left(folder):
            raise NotWritten("change_unfinished")
        there = _there(folder)
        if there is not None and new.follows is not None and there.certificate == new.follows:
            _set_aside(there)
            there = None
        if there is None:
            files = dict(new.files)
            _add_cas(files, new.ca_certificates)
        else:
            files = _over(there, new, replace=replace)
        actual = actual_names(folder)
        before_writing()
        disk.commit(folder, {actual_name(actual, name): data for name, data in files.items()})
        return Placed(folder, keys_stayed=SIGN_KEY not in files)


def _there(folder: Path) -> Entry | None:
    """Return what stands in a folder; None where nothing of a certificate does."""
    if not MARKS & actual_names(folder).keys():
        return None
    return load(folder)


def _set_aside(there: Entry) -> None:
    """Keep a certificate that gives way whole in a folder of its own; raises as `disk.commit`."""
    certificate, _ = require_whole(there)
    with made_aside(there.folder, certificate) as aside, owned(aside):
        disk.commit(
            aside, {path.name: read_file(path, MAX_CA_CERTIFICATES_BYTES) for path in there.files}
        )
    pair = {folded(KM_KEY), folded(KM_CERTIFICATE)}
    disk.remove(there.folder, [path.name for path in there.files if folded(path.name) in pair])


def _over(there: Entry, new: _New, *, replace: bool) -> dict[str, bytes]:
    """Return which files are to be written over those of the same certificate."""
    if there.certificate != new.certificate:
        readable = there.certificate or (there.km_certificate and not there.key_path)
        raise NotWritten("certificate_differs" if readable else "place_taken")
    other = there.km_certificate
    if other and KM_CERTIFICATE in new.files and other.der != new.files[KM_CERTIFICATE]:
        raise NotWritten("km_pair_differs")
    standing = _key_bytes(there.key_path)
    if standing == new.files[SIGN_KEY] and _same_pair(there, new):
        return {}
    if not replace:
        raise NotWritten("certificate_there")
    if standing is not None and _holds_more(standing, new.files[SIGN_KEY]):
        return {}
    _require_one_password(there, new)
    files = dict(new.files)
    _add_cas(files, (*new.ca_certificates, *there.ca_certificates))
    return files


def _same_pair(there: Entry, new: _New) -> bool:
    return KM_KEY not in new.files or _key_bytes(there.km_key_path) == new.files[KM_KEY]


def _require_one_password(there: Entry, new: _New) -> None:
    """Refuse to leave a key management key there under another password than the new keys."""
    standing = _key_bytes(there.km_key_path)
    if standing is None or KM_KEY in new.files:
        return
    if _key_bytes(there.key_path) == new.files[SIGN_KEY]:
        return
    try:
        if new.password is not None:
            keyfile.open_key(standing, new.password, there.km_certificate)
            return
    except PkiError:
        pass
    raise NotWritten("km_pair_differs")


def _key_bytes(path: Path | None) -> bytes | None:
    """Return a key file; None where there is none that could be opened."""
    try:
        return read_key(path) if path else None
    except PkiError:
        return None


def _holds_more(standing: bytes, new: bytes) -> bool:
    """Return whether one file of a key holds more than another of the same key, such as R.

    The length tells without a password: padding adds from one byte to a block.
    """
    longer, shorter = keyfile.read_container(standing), keyfile.read_container(new)
    least = len(longer.ciphertext) - longer.scheme.cipher.block_bytes
    return least > len(shorter.ciphertext) - 1


def _add_cas(files: dict[str, bytes], certificates: tuple[Certificate, ...]) -> None:
    if certificates:
        unique = dict.fromkeys(certificates)
        files[CA_CERTIFICATES] = encode(SEQUENCE, *(each.der for each in unique))
