"""A draft's folder comes and goes as a whole; meanwhile it has a name that is no draft's.

Whoever calls owns the folder of all drafts (`files.alone_in`). All functions raise OSError.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from desktop_client.files import alone_in, sync_folder, write_atomically

ASIDE = ".aside"
"""What is there was neither made nor removed to the end, and is worthless."""


def create_draft_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files, by name."""
    aside = _free(folder)
    for name, data in files.items():
        write_atomically(aside / name, data)
    aside.rename(folder)
    sync_folder(folder.parent)


def delete_draft_folder(folder: Path) -> None:
    """Remove a folder with all its files; nobody else is writing into it."""
    aside = _free(folder)
    with alone_in(folder):
        folder.rename(aside)
    sync_folder(folder.parent)
    shutil.rmtree(aside)


def _free(folder: Path) -> Path:
    """Return the name aside, after whatever was interrupted there has been removed."""
    aside = folder.parent / ASIDE
    if aside.exists():
        shutil.rmtree(aside)
    return aside
