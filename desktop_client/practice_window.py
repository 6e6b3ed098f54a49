"""Another window of this program, for practice: beside the real one, with folders of its own."""

import subprocess
import sys
from pathlib import Path

from desktop_client.errors import ClientError


def open_practice(folder: Path) -> None:
    """Start it, with the data in `folder`; it lives on when this window is closed.

    Raises ClientError `practice_unavailable`.
    """
    own = [] if getattr(sys, "frozen", False) else ["-m", "desktop_client"]
    try:
        subprocess.Popen(
            [sys.executable, *own, "--practice", "--folder", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        raise ClientError("practice_unavailable") from None
