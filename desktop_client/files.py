"""Writing files so that a crash leaves the old or the new, never half."""

import os
from pathlib import Path


def write_atomically(file: Path, data: bytes) -> None:
    """Write a private file (mode 0600): beside it, synced, then moved into place.

    Raises OSError with the old file unharmed.
    """
    import tempfile  # heavy; nothing is written before the window is up

    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
