"""Where NPKI and GPKI folders lie on each system: home folder, fixed places, removable drives."""

import os
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from desktop_client.pki.storage import drives

PLACES: dict[str, tuple[str, ...]] = {
    "win32": (
        "%USERPROFILE%/AppData/LocalLow/NPKI",
        "%ProgramFiles%/NPKI",
        "%ProgramFiles(x86)%/NPKI",
        "{drive}:/NPKI",
        "%USERPROFILE%/AppData/LocalLow/GPKI",
        "{drive}:/GPKI",
    ),
    "darwin": (
        "~/Library/Preferences/NPKI",
        "~/Documents/NPKI",
        "~/NPKI",
        "/Volumes/*/NPKI",
        "~/Library/Preferences/GPKI",
        "~/GPKI",
        "/Volumes/*/GPKI",
    ),
    "linux": (
        "~/NPKI",
        "~/.pki/NPKI",
        "/media/*/NPKI",
        "/media/*/*/NPKI",
        "/run/media/*/*/NPKI",
        "~/GPKI",
        "/media/*/GPKI",
        "/media/*/*/GPKI",
        "/run/media/*/*/GPKI",
    ),
}
"""`~` is the home folder, `%NAME%` a variable, `{drive}` a drive's letter, `*` any one folder."""


def npki_places(
    system: str = sys.platform,
    home: Path | None = None,
    environ: Mapping[str, str] | None = None,
    root: Path = Path("/"),
    *,
    letters: Collection[str] | None = None,
    network: Collection[Path] | None = None,
) -> list[Path]:
    """Return the folders of the table that may hold certificates, most usual first, each once.

    Asked again, it sees drives that have come or gone. Network drives are left out: `letters` are
    the Windows drives to look at and `network` the folders below `root` to pass by, as `drives`
    finds them when None. `system` is as `sys.platform`; an unknown one is treated as Linux.
    Folders that are not there are returned too unless they come from a `*`, which is looked up
    below `root`, without regard to case.
    """
    home = home or Path.home()
    variables = {"USERPROFILE": str(home), **(os.environ if environ is None else environ)}
    if letters is None:
        letters = drives.windows_drives() if system == "win32" else ()
    if network is None:
        network = drives.network_mounts()
    found: dict[Path, None] = {}
    for pattern in PLACES.get(system, PLACES["linux"]):
        if pattern.startswith("~/"):
            found.setdefault(home / pattern[2:])
        elif pattern.startswith("%"):
            found |= dict.fromkeys(_variable(pattern, variables))
        elif "{drive}" in pattern:
            found |= dict.fromkeys(Path(pattern.format(drive=letter)) for letter in letters)
        else:
            found |= dict.fromkeys(_matching(root, pattern.strip("/").split("/"), network))
    return list(found)


def present_places() -> list[Path]:
    """Return those of `npki_places` that are there now; to be asked again for what changes."""
    return [place for place in npki_places() if os.path.isdir(place)]


def _variable(pattern: str, variables: Mapping[str, str]) -> Iterator[Path]:
    name, rest = pattern[1:].split("%/", 1)
    if variables.get(name):
        yield Path(variables[name]) / rest


def _matching(folder: Path, pattern: list[str], network: Collection[Path]) -> Iterator[Path]:
    if folder in network:
        return
    if not pattern:
        yield folder
        return
    for name in _names(folder):
        if pattern[0] == "*" or name.casefold() == pattern[0].casefold():
            yield from _matching(folder / name, pattern[1:], network)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:  # no such folder, a file, or a drive that is just being pulled out
        return []
