"""An issuance under way, kept on disk from before its request leaves until its end.

Its keys lie there encrypted under the password chosen for the certificate, as they will in the
NPKI folder, and under the same password what the request is protected by: the code that the CA
gave, or for a renewal the old key. Who goes on after a broken-off start has to know it.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from desktop_client.files import sync_folder, write_atomically
from desktop_client.pki import keyfile
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_write import SEQUENCE, encode
from desktop_client.pki.findings import DamagedFile, PkiError, WrongPassword
from desktop_client.pki.keyfile.new_key import KEY_SIZES
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage.store import (
    CA_CERTIFICATES,
    KM_CERTIFICATE,
    SIGN_CERTIFICATE,
    read_ca_certificates,
)

PLACE = "issuing"
"""Of the folder in the program's own."""
STATE, CODE = "issuance.json", "code.sealed"
OLD_KEY, OLD_CERTIFICATE, OLD_KM_CERTIFICATE = "oldPri.key", "oldCert.der", "oldKmCert.der"
OLD_ISSUERS = "oldCaPubs"
_ENDED = ".ended"
"""Ends the name of what is being removed."""
_SALT, _NONCE = 16, 12


class Stage(StrEnum):
    """How far it is."""

    BEGUN = "begun"
    """The keys are there; whether the CA has got the request is not known."""
    ISSUED = "issued"
    """The certificates are there; the CA has still to be told that they were taken."""
    CONFIRMED = "confirmed"
    """Only the place is left."""


@dataclass(frozen=True, slots=True)
class State:
    """What is kept in the open: nothing that opens anything."""

    url: str
    reference: str
    """참조번호; empty for a renewal."""
    transaction: str
    """In hexadecimal."""
    target: str
    """Where the certificate is to lie."""
    begun: str
    """ISO 8601."""
    stage: Stage = Stage.BEGUN
    nonce: str = ""
    """Of the CA's last answer, in hexadecimal."""
    asked: bool = False
    """Whether the request may have left: from then on a certificate may exist."""
    waiting: int | None = None
    """The request's number, once the CA has said that it decides later."""
    bits: int = KEY_SIZES[0]
    """The length of the RSA keys."""
    renews: str = ""
    """The fingerprint of the certificate that a renewal follows."""


class Pending:
    """One issuance in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def state(self) -> State:
        """What is known of it. Raises DamagedFile `issuance_damaged`."""
        try:
            stored = json.loads((self.folder / STATE).read_text("utf-8"))
            return State(**{**stored, "stage": Stage(stored["stage"])})
        except (OSError, ValueError, KeyError, TypeError):
            raise self._damaged() from None

    def code(self, password: bytes) -> bytes:
        """Return the CA's code (인가코드). Raises WrongPassword, DamagedFile `issuance_damaged`."""
        sealed = self.content(CODE)
        salt, nonce, rest = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
        try:
            return AESGCM(_derived(password, salt)).decrypt(nonce, rest, None)
        except (InvalidTag, ValueError):
            raise WrongPassword from None

    def take_code(self, code: bytes, password: bytes) -> None:
        """Go on by another code than before, which was mistyped. Raises as `code`; OSError."""
        if self.code(password) != code:
            (name, sealed), *_ = sealed_code(code, password).items()
            write_atomically(self.folder / name, sealed)

    def renewed(self) -> Certificate | None:
        """Return the certificate that this renews. Raises DamagedFile `issuance_damaged`."""
        return self._certificate(OLD_CERTIFICATE) if self.state.renews else None

    def renewed_management(self) -> Certificate | None:
        """Return its certificate for key management, where it has one; raises as `renewed`."""
        there = (self.folder / OLD_KM_CERTIFICATE).is_file()
        return self._certificate(OLD_KM_CERTIFICATE) if there else None

    def old_identity(self, password: bytes) -> SigningIdentity:
        """Return who asks for a renewal. Raises WrongPassword, DamagedFile `issuance_damaged`."""
        certificate = self._certificate(OLD_CERTIFICATE)
        key = keyfile.open_key(self.content(OLD_KEY), password, certificate)
        return SigningIdentity(certificate, key, read_ca_certificates(self.content(OLD_ISSUERS)))

    def keep_certificates(
        self,
        sign: Certificate,
        management: Certificate | None,
        issuers: Sequence[Certificate],
    ) -> None:
        """Keep what was issued. Raises OSError."""
        write_atomically(self.folder / SIGN_CERTIFICATE, sign.der)
        if management is not None:
            write_atomically(self.folder / KM_CERTIFICATE, management.der)
        if issuers:
            write_atomically(self.folder / CA_CERTIFICATES, _listed(issuers))

    def remember(self, **changes: Any) -> None:
        """Remember how far it is. Raises OSError."""
        write_atomically(self.folder / STATE, _encoded(replace(self.state, **changes)))

    def remove(self) -> None:
        """Remove it, its end being reached or given up: at once, whatever breaks off after."""
        ended = self.folder.with_name(f".{self.folder.name}{_ENDED}")
        try:
            self.folder.rename(ended)
        except OSError:
            ended = self.folder
        shutil.rmtree(ended, ignore_errors=True)

    def _certificate(self, name: str) -> Certificate:
        try:
            return Certificate.from_der(self.content(name))
        except PkiError:
            raise self._damaged() from None

    def content(self, name: str) -> bytes:
        """Return one of its files. Raises DamagedFile `issuance_damaged`."""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            raise self._damaged() from None

    def _damaged(self) -> DamagedFile:
        return DamagedFile("issuance_damaged", file=str(self.folder))


def begin(place: Path, state: State, files: Mapping[str, bytes]) -> Pending:
    """Keep a new issuance whole, or not at all: `files` are encrypted or secret to nobody.

    Raises OSError.
    """
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    for ended in place.glob(f".*{_ENDED}"):
        shutil.rmtree(ended, ignore_errors=True)
    folder = place / secrets.token_hex(8)
    unfinished = place / f".{folder.name}"
    unfinished.mkdir(mode=0o700)
    try:
        for name, data in files.items():
            write_atomically(unfinished / name, data)
        write_atomically(unfinished / STATE, _encoded(state))
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    sync_folder(place)
    return Pending(folder)


def sealed_code(code: bytes, password: bytes) -> dict[str, bytes]:
    """Return the file in which `Pending.code` finds the code."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return {CODE: salt + nonce + AESGCM(_derived(password, salt)).encrypt(nonce, code, None)}


def old_pair(
    identity: SigningIdentity, locked_key: bytes, management: Certificate | None
) -> dict[str, bytes]:
    """Return the files in which `Pending.old_identity` finds who asks for a renewal."""
    files = {
        OLD_KEY: locked_key,
        OLD_CERTIFICATE: identity.certificate.der,
        OLD_ISSUERS: _listed(identity.issuers),
    }
    return {**files, OLD_KM_CERTIFICATE: management.der} if management else files


def unfinished(place: Path) -> Iterator[Pending]:
    """Yield the issuances that were begun and not ended; what cannot be read is passed over."""
    try:
        folders = sorted(each for each in place.iterdir() if not each.name.startswith("."))
    except OSError:
        return
    for folder in folders:
        pending = Pending(folder)
        try:
            pending.state  # noqa: B018 - whether it can be read
        except DamagedFile:
            continue
        yield pending


def now() -> str:
    """Return the time as a state keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _encoded(state: State) -> bytes:
    return json.dumps(asdict(state), ensure_ascii=False).encode()


def _listed(certificates: Sequence[Certificate]) -> bytes:
    return encode(SEQUENCE, *(each.der for each in certificates))


def _derived(password: bytes, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(password)
