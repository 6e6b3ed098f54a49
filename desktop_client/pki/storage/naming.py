"""What the folders of certificates are called, and finding them by these names again.

Names are compared without case and in their composed form, since macOS may write them decomposed.
A name that a system does not take, since it is too long, gives way to a shorter one that is the
same everywhere.
"""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import NotWritten, PkiError
from desktop_client.pki.names import composed
from desktop_client.pki.storage import disk

_NPKI, _USER = "NPKI", "USER"
_UNSAFE = frozenset('\\/:*?"<>|')
_SHORT_BYTES = 100
"""Of the beginning of a name that is too long; some systems take 143 bytes, most 255."""
_DIGEST_CHARS = 32
_PATH_TOO_LONG = frozenset({3, 206})  # ERROR_PATH_NOT_FOUND, ERROR_FILENAME_EXCED_RANGE


def folded(name: str) -> str:
    """Return a name as it is compared with others."""
    return composed(name).casefold()


def folded_names(names: Iterable[str]) -> dict[str, str]:
    """Return names by their folded form; of several alike the first by character counts."""
    return {folded(name): name for name in sorted(names, reverse=True)}


def actual_names(folder: Path) -> dict[str, str]:
    """Return the names in a folder by their folded form; empty where there is no folder."""
    try:
        return folded_names(os.listdir(folder))
    except OSError:
        return {}


def actual_name(actual: Mapping[str, str], name: str) -> str:
    """Return a name as it stands there already, or as it is."""
    return actual.get(folded(name), name)


def safe_name(name: str) -> str:
    """Return a name any file system takes: a certificate may say anything."""
    safe = "".join("_" if char in _UNSAFE or not char.isprintable() else char for char in name)
    return safe.rstrip(" .") or "_"


def short_name(name: str) -> str:
    """Return a name of at most 133 bytes that no other name has: its beginning and a digest."""
    beginning = name.encode()[:_SHORT_BYTES].decode(errors="ignore").rstrip(" .")
    return f"{beginning}~{hashlib.sha256(name.encode()).hexdigest()[:_DIGEST_CHARS]}"


@contextmanager
def made_place(target: Path, certificate: Certificate) -> Iterator[Path]:
    """Give the folder of a certificate below a drive or folder, made if it is not there.

    When the block fails, every folder that was made goes again. Raises NotWritten.
    """
    names = [certificate.issuer_organisation, _USER, certificate.subject]
    npki = [] if folded(target.name) == folded(_NPKI) else [_NPKI]
    with _made(target, [*npki, *names]) as place:
        yield place


@contextmanager
def made_aside(place: Path, certificate: Certificate) -> Iterator[Path]:
    """Give a folder beside that of a certificate for it alone, as `made_place`."""
    name = f"{certificate.subject},serialNumber={certificate.serial:x}"
    with _made(place.parent, [name]) as aside:
        yield aside


@contextmanager
def _made(target: Path, names: Iterable[str]) -> Iterator[Path]:
    made: list[Path] = []
    try:
        place = target
        for name in names:
            place = _child(place, safe_name(name), made)
        yield place
    except BaseException as error:
        for folder in reversed(made):
            _remove_empty(folder)
        if isinstance(error, OSError):
            raise _refusal(error, target) from None
        raise


def _refusal(error: OSError, target: Path) -> PkiError:
    """Return why no folder was made; a target that is still there has not vanished."""
    refused = disk.refusal(error)
    vanished = refused.code == "drive_vanished" and os.path.isdir(target)
    return NotWritten("not_written") if vanished else refused


def _child(folder: Path, name: str, made: list[Path]) -> Path:
    """Return a folder in another by its name, or its short name; make it if there is neither."""
    actual = actual_names(folder)
    for possible in (name, short_name(name)):
        if folded(possible) in actual:
            return folder / actual[folded(possible)]
    child = folder / name
    try:
        os.mkdir(child, 0o700)
    except FileExistsError:  # made by another program just now
        return child
    except OSError as error:
        too_long = error.errno == errno.ENAMETOOLONG
        if not too_long and getattr(error, "winerror", None) not in _PATH_TOO_LONG:
            raise
        child = folder / short_name(name)
        os.mkdir(child, 0o700)
    made.append(child)
    return child


def _remove_empty(folder: Path) -> None:
    try:
        os.rmdir(folder)
    except OSError:
        return
