"""Files that commands write: never over what they read, and whole or not at all."""

import os
from pathlib import Path

from desktop_client.commands.output import CommandError
from desktop_client.files import write_atomically


def require_writable(out: Path, read: Path) -> None:
    """Find out before a password is asked for; what stands at `out` may be a file only.

    Raises CommandError `output_is_input`, `output_not_written`.
    """
    if os.path.exists(out) and os.path.exists(read) and os.path.samefile(out, read):
        raise CommandError("output_is_input", str(out))
    special = os.path.exists(out) and not os.path.isfile(out)
    if special or not os.path.isdir(out.absolute().parent):
        raise CommandError("output_not_written", str(out))


def write_output(out: Path, data: bytes) -> None:
    """Write a file, or what a link leads to. Raises CommandError `output_not_written`."""
    try:
        write_atomically(Path(os.path.realpath(out)), data)
    except OSError:
        raise CommandError("output_not_written", str(out)) from None
