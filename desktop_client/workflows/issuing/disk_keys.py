"""The keys of an issuance on disk: encrypted under the password chosen for the certificate.

Under the same password lies what the request is protected by: the code that the CA gave, or for a
renewal the old key. Who goes on after a broken-off start has to know it.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from desktop_client.files import write_atomically
from desktop_client.pki import keyfile
from desktop_client.pki.findings import NotWritten, WrongPassword
from desktop_client.pki.keyfile.new_key import new_key, new_random, private_key_info
from desktop_client.pki.keyfile.private_key import OpenedKey
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage import placing
from desktop_client.pki.storage.store import KM_KEY, SIGN_KEY, Entry, load
from desktop_client.workflows.issuing.pending import Pending

CODE, OLD_KEY = "code.sealed", "oldPri.key"
_SALT, _NONCE = 16, 12


class DiskKeys:
    """What lies in the folder of an issuance, opened by a password."""

    def __init__(self, pending: Pending, password: bytes) -> None:
        self._pending, self._password = pending, password

    def code(self) -> bytes:
        """Return the CA's code (인가코드). Raises WrongPassword, DamagedFile `issuance_damaged`."""
        sealed = self._pending.content(CODE)
        salt, nonce, rest = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
        try:
            return AESGCM(_derived(self._password, salt)).decrypt(nonce, rest, None)
        except (InvalidTag, ValueError):
            raise WrongPassword from None

    def take_code(self, code: bytes) -> None:
        """Go on by another code than before, which was mistyped. Raises as `code`; OSError."""
        if self.code() != code:
            (name, sealed), *_ = sealed_code(code, self._password).items()
            write_atomically(self._pending.folder / name, sealed)

    def old_identity(self) -> SigningIdentity:
        """Return who asks for a renewal. Raises WrongPassword, DamagedFile `issuance_damaged`."""
        certificate, issuers = self._pending.renewed_chain()
        content = self._pending.content(OLD_KEY)
        key = keyfile.open_key(content, self._password, certificate)
        return SigningIdentity(certificate, key, issuers)

    def sign(self) -> OpenedKey:
        """Return the new key for signatures, R in it; raises as `code`."""
        return keyfile.open_key(self._pending.content(SIGN_KEY), self._password)

    def management(self) -> OpenedKey | None:
        """Return the new key for key management, where there is one; raises as `code`."""
        if not (self._pending.folder / KM_KEY).is_file():
            return None
        return keyfile.open_key(self._pending.content(KM_KEY), self._password)

    def drop_management(self) -> None:
        """Do without a key for key management. Raises OSError."""
        (self._pending.folder / KM_KEY).unlink()

    def put_in_place(self) -> Entry:
        """Return the certificate's own folder, which is whole then. Raises as `placing.copy`."""
        entry, target = load(self._pending.folder), Path(self._pending.state.target)
        if not os.path.isdir(target):
            raise NotWritten("drive_vanished")
        follows = self._pending.renewed()
        return load(placing.copy(entry, target, replace=True, follows=follows).folder)

    def remove(self) -> None:
        """Leave all to `Pending.remove`: nothing of it lies elsewhere."""


def new_keys(bits: int, password: bytes, *, management: bool) -> dict[str, bytes]:
    """Return the files of a new pair for signatures and, where wanted, of one for key management.

    Takes up to some seconds.
    """
    files = {SIGN_KEY: locked(OpenedKey(new_key(bits), new_random()), password)}
    return (
        {**files, KM_KEY: locked(OpenedKey(new_key(bits), None), password)} if management else files
    )


def sealed_code(code: bytes, password: bytes) -> Mapping[str, bytes]:
    """Return the file in which `DiskKeys.code` finds the code."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return {CODE: salt + nonce + AESGCM(_derived(password, salt)).encrypt(nonce, code, None)}


def locked(key: OpenedKey, password: bytes) -> bytes:
    """Return a key as a file under a password."""
    plain = private_key_info(key.private_key, key.random)
    try:
        return keyfile.encrypt_key(plain, password)
    finally:
        keyfile.wipe(plain)


def _derived(password: bytes, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(password)
