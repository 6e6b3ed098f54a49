"""Where certificates are held: folders and security tokens (보안토큰), and how each is opened."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from desktop_client.pki.files import read_file
from desktop_client.pki.findings import TokenError
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.keyfile.private_key import read_private_key
from desktop_client.pki.signing.signer import Signer
from desktop_client.pki.storage.pfx import MAX_PFX_BYTES, read_pfx
from desktop_client.pki.storage.store import Entry, merge, open_entry, scan
from desktop_client.pki.storage.tokens import TokenEntry, list_tokens, unlock_token
from desktop_client.work import Work
from desktop_client.workflows.mode import Mode
from registration.text import Text

Holding = Entry | TokenEntry

ON_TOKEN = Text("보안토큰 {label}", "Security token {label}")


class Secret(StrEnum):
    """What opens a key."""

    PASSWORD = "password"  # noqa: S105 - a name
    PIN = "pin"
    PFX_PASSWORD = "pfx_password"  # noqa: S105 - a name


def secret_of(holding: Holding) -> Secret:
    """Return what a person must know to open it."""
    return Secret.PIN if isinstance(holding, TokenEntry) else Secret.PASSWORD


def name_of(holding: Holding) -> str:
    """Return what to call it where its certificate cannot be read."""
    if isinstance(holding, TokenEntry):
        return holding.label or holding.driver.name
    return holding.folder.name


def places_of(holding: Holding) -> tuple[Text, ...]:
    """Return where it is, the place it is opened at first."""
    if isinstance(holding, TokenEntry):
        label = name_of(holding)
        return (Text(ON_TOKEN.show("ko", label=label), ON_TOKEN.show("en", label=label)),)
    folders = (holding.folder, *holding.other_folders)
    return tuple(Text(str(one), str(one)) for one in folders)


def can_sign(holding: Holding) -> bool:
    """Whether there is a key to open."""
    return isinstance(holding, TokenEntry) or holding.key_path is not None


def search(mode: Mode, work: Work) -> Iterator[Holding]:
    """Yield what is on tokens and in folders until the work is stopped.

    A driver or folder that fails is one holding with a finding and hides no other.
    """
    for driver in mode.drivers(work):
        work.check()
        yield from _on_tokens(driver)
    yield from scan(mode.places(work), lambda: work.stopped)
    work.check()


def merged(found: Iterable[Holding]) -> list[Holding]:
    """Return each certificate once with all its folders; one on a token stays by itself."""
    held = list(found)
    tokens = [one for one in held if isinstance(one, TokenEntry)]
    return [*tokens, *merge(one for one in held if isinstance(one, Entry))]


def present(mode: Mode, work: Work) -> frozenset[Path]:
    """Return the places that are there now; another answer means a drive has come or gone."""
    return frozenset(place for place in mode.places(work) if place.is_dir())


def unlock(holding: Holding, secret: str) -> Signer:
    """Open its signature key. Raises PkiError as `open_entry` or `unlock_token`."""
    if isinstance(holding, TokenEntry):
        return unlock_token(holding, secret.encode())
    return open_entry(holding, secret.encode())


def unlock_pfx(file: Path, password: str) -> list[tuple[Entry, OpenedKey]]:
    """Open every signature key of a PFX file; nothing is written.

    Raises PkiError as `read_pfx`, and for a file that cannot be read.
    """
    identities = read_pfx(read_file(file, MAX_PFX_BYTES), password.encode())
    try:
        return [
            (
                Entry(file, one.sign.certificate, ca_certificates=one.ca_certificates),
                read_private_key(one.sign.plain_key),
            )
            for one in identities
        ]
    finally:
        for one in identities:
            one.wipe()


def _on_tokens(driver: Path) -> list[TokenEntry]:
    try:
        return list_tokens(driver)
    except TokenError as error:
        return [TokenEntry(driver, "", "", b"", findings=(error.finding(driver.name),))]
