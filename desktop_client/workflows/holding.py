"""Where certificates are held: folders and security tokens (보안토큰), and how each is opened."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from desktop_client.pki.files import read_file
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.keyfile.private_key import read_private_key
from desktop_client.pki.signing.signer import Signer
from desktop_client.pki.storage.drives import is_removable
from desktop_client.pki.storage.pfx import MAX_PFX_BYTES, read_pfx
from desktop_client.pki.storage.store import Entry, merge, open_entry, scan
from desktop_client.pki.storage.token_search import TokenSearch
from desktop_client.pki.storage.tokens import TokenEntry, TokenSigner, unlock_token
from desktop_client.work import Work
from desktop_client.workflows.mode import Mode
from registration.text import Text

Holding = Entry | TokenEntry

ON_TOKEN = Text("보안토큰 {label}", "Security token {label}")
USB_DEVICES = Path("/sys/bus/usb/devices")
FIRST_SECONDS = 0.02
"""After which what was found so far is handed over for the first time."""


class SecretKind(StrEnum):
    """What opens a key."""

    PASSWORD = "password"  # noqa: S105 - a name
    PIN = "pin"
    PFX_PASSWORD = "pfx_password"  # noqa: S105 - a name


class Medium(StrEnum):
    """What certificates are kept on (저장매체)."""

    DISK = "disk"
    DRIVE = "drive"
    TOKEN = "token"  # noqa: S105 - a name
    FILE = "file"


def medium_of(holding: Holding) -> Medium:
    """Return what a certificate is kept on: of several folders the one it is opened in."""
    if isinstance(holding, TokenEntry):
        return Medium.TOKEN
    return Medium.DRIVE if is_removable(holding.folder) else Medium.DISK


def secret_of(holding: Holding) -> SecretKind:
    """Return what a person must know to open it."""
    return SecretKind.PIN if isinstance(holding, TokenEntry) else SecretKind.PASSWORD


def holding_name(holding: Holding) -> str:
    """Return what to call it where its certificate cannot be read."""
    if isinstance(holding, TokenEntry):
        return holding.label or holding.serial or holding.driver.name
    return holding.folder.name


def holding_locations(holding: Holding) -> tuple[Text, ...]:
    """Return where it is, the place it is opened at first."""
    if isinstance(holding, TokenEntry):
        told = (holding.label, holding.serial and f"({holding.serial})")
        label = " ".join(filter(None, told)) or holding.driver.name
        return (ON_TOKEN.filled(label=label),)
    folders = (holding.folder, *holding.other_folders)
    return tuple(Text(str(folder), str(folder)) for folder in folders)


def can_sign(holding: Holding) -> bool:
    """Whether there is a key to open."""
    return isinstance(holding, TokenEntry) or holding.key_path is not None


def search_holdings(
    mode: Mode, work: Work, so_far: Callable[[list[Holding]], None]
) -> list[Holding]:
    """Return what is in folders and on tokens, and on the way tell `so_far` what there is.

    Folders come first and are all told before a token is waited for. A driver or folder that
    fails is one holding with a finding and hides no other. Raises Stopped.
    """
    pace, found = Pace(), list[Holding]()
    with TokenSearch(mode.drivers(work)) as tokens:
        for entry in scan(mode.places(work), lambda: work.stopped):
            found.append(entry)
            if pace.due():
                so_far(found)
        if tokens.awaited:
            so_far(found)
        for held in tokens.entries(lambda: work.stopped):
            found.append(held)
            if pace.due():
                so_far(found)
    work.check()
    return found


class Pace:
    """When to hand over again: soon at first, then ever more rarely, so that much costs little."""

    def __init__(self) -> None:
        self._next = time.monotonic() + FIRST_SECONDS
        self._wait = FIRST_SECONDS

    def due(self) -> bool:
        """Whether it is time; the wait for the next time then starts, twice as long."""
        now = time.monotonic()
        if now < self._next:
            return False
        self._wait *= 2
        self._next = now + self._wait
        return True


def merged(found: Iterable[Holding]) -> list[Holding]:
    """Return each certificate once with all its folders; one on a token stays by itself."""
    held = list(found)
    tokens = [entry for entry in held if isinstance(entry, TokenEntry)]
    return [*tokens, *merge(entry for entry in held if isinstance(entry, Entry))]


def present_folders(mode: Mode, work: Work) -> frozenset[Path]:
    """Return the places that are there now; another answer means a drive has come or gone.

    Where there are drivers of tokens, the devices plugged in (Linux) are among them: asking a
    driver itself would cost a process every time.
    """
    places = [place for place in mode.places(work) if place.is_dir()]
    devices = USB_DEVICES.glob("*") if mode.drivers(work) else ()
    return frozenset((*places, *devices))


def unlock(holding: Holding, secret: str, work: Work) -> Signer:
    """Open its signature key. Raises PkiError as `open_entry` or `unlock_token`."""
    if isinstance(holding, TokenEntry):
        return unlock_token(holding, secret.encode(), lambda: work.stopped)
    return open_entry(holding, secret.encode())


def stoppable(key: Signer, work: Work) -> Signer:
    """Return the key so that signing, for which a token may take long, ends with the work."""
    if isinstance(key, TokenSigner):
        return replace(key, stopped=lambda: work.stopped)
    return key


def unlock_pfx(file: Path, password: str) -> list[tuple[Entry, OpenedKey]]:
    """Open every signature key of a PFX file; nothing is written.

    Raises PkiError as `read_pfx`, and for a file that cannot be read.
    """
    identities = read_pfx(read_file(file, MAX_PFX_BYTES), password.encode())
    try:
        return [
            (
                Entry(file, identity.sign.certificate, ca_certificates=identity.ca_certificates),
                read_private_key(identity.sign.plain_key),
            )
            for identity in identities
        ]
    finally:
        for identity in identities:
            identity.wipe()
