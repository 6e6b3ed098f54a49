"""Which drives may be asked for certificates: not those on the network, and no empty readers."""

import ctypes
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import Any

MOUNTS = Path("/proc/self/mountinfo")
VOLUMES = Path("/Volumes")
_MEDIA = ("/media/", "/run/media/")

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


def removable_drives(
    system: str = sys.platform, mounts: Path = MOUNTS, kernel: Any = None, volumes: Path = VOLUMES
) -> list[Path]:
    """Return the drives that can be pulled out and are there now, whether they hold an NPKI or not.

    Linux mounts them below /media or /run/media, macOS below /Volumes. `kernel` is kernel32.
    """
    if system == "win32":
        kernel = kernel or ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
        return [
            Path(f"{letter}:\\")
            for letter in windows_drives(kernel)
            if kernel.GetDriveTypeW(f"{letter}:\\") == _REMOVABLE
        ]
    if system == "darwin":
        try:
            found = sorted(each for each in volumes.iterdir() if each.is_dir())
        except OSError:
            return []
        return [each for each in found if not each.is_symlink()]  # the system's own disk is a link
    local = (mount for mount, kind in _mounted(mounts) if kind not in _NETWORK)
    return sorted(mount for mount in local if str(mount).startswith(_MEDIA))


def is_removable(folder: Path, system: str = sys.platform, kernel: Any = None) -> bool:
    """Whether a folder lies on a drive that is plugged in and taken out, such as a USB stick.

    `system` is as `sys.platform`, an unknown one is treated as Linux; `kernel` is kernel32.
    """
    if system == "win32":
        kernel = kernel or ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
        drive = PureWindowsPath(folder).drive
        return bool(kernel.GetDriveTypeW(f"{drive}\\") == _REMOVABLE)
    if system == "darwin":
        return folder.is_relative_to(VOLUMES)
    return str(folder).startswith(_MEDIA)


def network_mounts(mounts: Path = MOUNTS) -> frozenset[Path]:
    """Return where Linux has mounted network file systems (proc(5)), which might not answer."""
    return frozenset(mount for mount, kind in _mounted(mounts) if kind in _NETWORK)


def _mounted(mounts: Path) -> Iterator[tuple[Path, str]]:
    """Yield where something is mounted, and the kind of its file system."""
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        mount, _, kind = line.partition(" - ")
        place = _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), mount.split(" ")[4])
        yield Path(place), kind.split(" ")[0]
