"""An issuance under way, kept on disk from before its request leaves until its end.

Its keys lie there encrypted under the password chosen for the certificate, as they will in the
NPKI folder, and under the same password the code that the CA gave: who goes on after a broken-off
start has to know it.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from desktop_client.files import sync_folder, write_atomically
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_write import SEQUENCE, encode
from desktop_client.pki.findings import DamagedFile, WrongPassword
from desktop_client.pki.storage.store import (
    CA_CERTIFICATES,
    KM_CERTIFICATE,
    SIGN_CERTIFICATE,
)

PLACE = "issuing"
"""Of the folder in the program's own."""
STATE, CODE = "issuance.json", "code.sealed"
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
    """참조번호."""
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
            raise DamagedFile("issuance_damaged", file=str(self.folder)) from None

    def code(self, password: bytes) -> bytes:
        """Return the CA's code (인가코드). Raises WrongPassword, DamagedFile `issuance_damaged`."""
        try:
            sealed = (self.folder / CODE).read_bytes()
        except OSError:
            raise DamagedFile("issuance_damaged", file=str(self.folder)) from None
        salt, nonce, rest = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
        try:
            return AESGCM(_derived(password, salt)).decrypt(nonce, rest, None)
        except (InvalidTag, ValueError):
            raise WrongPassword from None

    def keep_certificates(
        self,
        sign: Certificate,
        management: Certificate | None,
        issuers: list[Certificate],
        nonce: bytes,
    ) -> None:
        """Keep what was issued. Raises OSError."""
        write_atomically(self.folder / SIGN_CERTIFICATE, sign.der)
        if management is not None:
            write_atomically(self.folder / KM_CERTIFICATE, management.der)
        if issuers:
            listed = encode(SEQUENCE, *(each.der for each in issuers))
            write_atomically(self.folder / CA_CERTIFICATES, listed)
        self.remember(stage=Stage.ISSUED, nonce=nonce.hex())

    def remember(self, **changes: Any) -> None:
        """Remember how far it is. Raises OSError."""
        write_atomically(self.folder / STATE, _encoded(replace(self.state, **changes)))

    def remove(self) -> None:
        """Remove it, its end being reached or given up."""
        shutil.rmtree(self.folder, ignore_errors=True)


def begin(
    place: Path, state: State, keys: dict[str, bytes], code: bytes, password: bytes
) -> Pending:
    """Keep a new issuance whole, or not at all: `keys` are encrypted key files. Raises OSError."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = place / secrets.token_hex(8)
    unfinished = place / f".{folder.name}"
    unfinished.mkdir(mode=0o700)
    try:
        for name, data in keys.items():
            write_atomically(unfinished / name, data)
        write_atomically(unfinished / CODE, _sealed(code, password))
        write_atomically(unfinished / STATE, _encoded(state))
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    sync_folder(place)
    return Pending(folder)


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


def _sealed(code: bytes, password: bytes) -> bytes:
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return salt + nonce + AESGCM(_derived(password, salt)).encrypt(nonce, code, None)


def _derived(password: bytes, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(password)
