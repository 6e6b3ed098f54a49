"""Where NPKI folders lie on each system: the home folder, fixed places and removable drives."""

import glob
import os
import string
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

PLACES: dict[str, tuple[str, ...]] = {
    "win32": (
        "%USERPROFILE%/AppData/LocalLow/NPKI",
        "%ProgramFiles%/NPKI",
        "%ProgramFiles(x86)%/NPKI",
        "{drive}:/NPKI",
    ),
    "darwin": (
        "~/Library/Preferences/NPKI",
        "~/Documents/NPKI",
        "~/NPKI",
        "/Volumes/*/NPKI",
    ),
    "linux": (
        "~/NPKI",
        "~/.pki/NPKI",
        "/media/*/NPKI",
        "/media/*/*/NPKI",
        "/run/media/*/*/NPKI",
    ),
}
"""`~` is the home folder, `%NAME%` a variable, `{drive}` a letter, `*` any one folder."""

DRIVES = string.ascii_uppercase[2:]  # A and B would start a floppy drive


def npki_places(
    system: str = sys.platform,
    home: Path | None = None,
    environ: Mapping[str, str] | None = None,
    root: Path = Path("/"),
) -> list[Path]:
    """Return the folders of the table that may hold certificates, most usual first, each once.

    `system` is as `sys.platform`; an unknown one is treated as Linux. Folders that are not
    there are returned too unless they come from a `*`, which is looked up below `root`.
    """
    home = home or Path.home()
    variables = {"USERPROFILE": str(home), **(os.environ if environ is None else environ)}
    found: dict[Path, None] = {}
    for pattern in PLACES.get(system, PLACES["linux"]):
        for path in _expand(pattern, home, variables, root):
            found.setdefault(path)
    return list(found)


def _expand(pattern: str, home: Path, variables: Mapping[str, str], root: Path) -> Iterator[Path]:
    if pattern.startswith("~/"):
        yield home / pattern[2:]
    elif pattern.startswith("%"):
        name, rest = pattern[1:].split("%/", 1)
        if variables.get(name):
            yield Path(variables[name]) / rest
    elif "{drive}" in pattern:
        yield from (Path(pattern.format(drive=letter)) for letter in DRIVES)
    else:
        places = glob.glob(pattern.lstrip("/"), root_dir=root)
        yield from (root / place for place in sorted(places))
