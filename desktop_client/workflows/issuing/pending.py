"""An issuance under way, in a folder of its own from before its request leaves until its end.

Its keys are there as well (`disk_keys`), or in a security token (`token_keys`).
"""

import json
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_client.files import sync_folder, write_atomically
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_write import SEQUENCE, encode
from desktop_client.pki.findings import DamagedFile, NotWritten, PkiError
from desktop_client.pki.keyfile.new_key import KEY_SIZES
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage.lock import owned
from desktop_client.pki.storage.store import (
    CA_CERTIFICATES,
    KM_CERTIFICATE,
    SIGN_CERTIFICATE,
    read_ca_certificates,
)

PLACE = "issuing"
"""Of the folder in the program's own."""
STATE = "issuance.json"
OLD_CERTIFICATE, OLD_KM_CERTIFICATE, OLD_ISSUERS = "oldCert.der", "oldKmCert.der", "oldCaPubs"
_HALF = re.compile(r"\.[0-9a-f]{16}(\.ended)?")
"""The names of folders that are being written, or removed."""
_ENDED = ".ended"
"""Ends the name of what is being removed."""


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
    token: str = ""
    """The label of the token in which the keys are; empty where they are on disk."""
    serial: str = ""
    """That token's serial number."""
    key_id: str = ""
    """The new key's ID (CKA_ID) there, in hexadecimal."""
    old_key_id: str = ""
    """That of the key that asks for a renewal."""

    @property
    def on_token(self) -> bool:
        """Whether the keys are in a token."""
        return bool(self.key_id)


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

    def renewed(self) -> Certificate | None:
        """Return the certificate that this renews. Raises DamagedFile `issuance_damaged`."""
        return self._certificate(OLD_CERTIFICATE) if self.state.renews else None

    def renewed_management(self) -> Certificate | None:
        """Return its certificate for key management, where it has one; raises as `renewed`."""
        there = (self.folder / OLD_KM_CERTIFICATE).is_file()
        return self._certificate(OLD_KM_CERTIFICATE) if there else None

    def renewed_chain(self) -> tuple[Certificate, tuple[Certificate, ...]]:
        """Return the certificate that this renews, and those above it; raises as `renewed`."""
        issuers = read_ca_certificates(self.content(OLD_ISSUERS))
        return self._certificate(OLD_CERTIFICATE), issuers

    def issued(self) -> tuple[Certificate, tuple[Certificate, ...]]:
        """Return the certificate that was issued, and those the CA has sent along.

        Raises DamagedFile `issuance_damaged`.
        """
        along = (self.folder / CA_CERTIFICATES).is_file()
        others = read_ca_certificates(self.content(CA_CERTIFICATES)) if along else ()
        return self._certificate(SIGN_CERTIFICATE), others

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
    folder = place / secrets.token_hex(8)
    unfinished = place / f".{folder.name}"
    with owned(place):
        _sweep(place)
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


def sweep(place: Path) -> None:
    """Remove what a program that was killed has left half written, or half removed.

    Its keys were never asked for. What another program writes this moment is left alone.
    """
    with suppress(NotWritten), owned(place, wait=0):
        _sweep(place)


def _sweep(place: Path) -> None:
    for folder in place.glob(".*"):
        if _HALF.fullmatch(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


def old_certificates(identity: SigningIdentity, management: Certificate | None) -> dict[str, bytes]:
    """Return the files in which a pending finds the certificates that a renewal follows."""
    files = {OLD_CERTIFICATE: identity.certificate.der, OLD_ISSUERS: _listed(identity.issuers)}
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
