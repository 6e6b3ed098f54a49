"""Writes files only their owner can read."""

from pathlib import Path

from desktop_client.files import write_atomically


def make_folder(folder: Path) -> Path:
    """A folder only its owner can enter, with those above it."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
    return folder


def write(path: Path, data: bytes) -> Path:
    """Replace a file at once or not at all; mode 0600, the folder is made when missing."""
    make_folder(path.parent)
    write_atomically(path, data)
    return path
