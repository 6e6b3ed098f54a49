"""Writes files only their owner can read."""

import os
from pathlib import Path


def make_folder(folder: Path) -> Path:
    """A folder only its owner can enter, with those above it."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
    return folder


def write(path: Path, data: bytes) -> Path:
    """Replaces a file at once or not at all; mode 0600, the folder is made when missing."""
    make_folder(path.parent)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    binary = getattr(os, "O_BINARY", 0)  # without it Windows rewrites line ends
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    unfinished.replace(path)
    return path
