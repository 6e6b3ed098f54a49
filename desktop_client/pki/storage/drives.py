"""Which drives may be asked for certificates: not those on the network, and no empty readers."""

import ctypes
import re
import string
from pathlib import Path
from typing import Any

MOUNTS = Path("/proc/self/mountinfo")

_NETWORK = frozenset(
    (
        *("9p", "afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "nfs", "nfs4", "smb3"),
        *("smbfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
    )
)
_ESCAPED = re.compile(r"\\([0-7]{3})")
_REMOVABLE, _FIXED, _RAM = 2, 3, 6  # what GetDriveTypeW answers
_NO_DIALOGS = 0x0001 | 0x8000  # SEM_FAILCRITICALERRORS, SEM_NOOPENFILEERRORBOX


def windows_drives(kernel: Any = None) -> list[str]:
    """Return the letters of removable, fixed and RAM drives that are there now.

    From then on Windows no longer asks the user to insert a disk when a reader is empty. A and B
    are left out, since a floppy drive would start. `kernel` is kernel32.
    """
    kernel = kernel or ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
    kernel.SetErrorMode(kernel.GetErrorMode() | _NO_DIALOGS)
    there = kernel.GetLogicalDrives()
    letters = [
        letter
        for number, letter in enumerate(string.ascii_uppercase)
        if letter > "B" and there & 1 << number
    ]
    wanted = (_REMOVABLE, _FIXED, _RAM)
    return [letter for letter in letters if kernel.GetDriveTypeW(f"{letter}:\\") in wanted]


def network_mounts(mounts: Path = MOUNTS) -> frozenset[Path]:
    """Return where Linux has mounted network file systems (proc(5)), which might not answer."""
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return frozenset()
    found = set()
    for line in lines:
        mount, _, kind = line.partition(" - ")
        if kind.split(" ")[0] in _NETWORK:
            found.add(Path(_ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), mount.split(" ")[4])))
    return frozenset(found)
