"""What the program remembers for comfort from one start to the next; nothing of it is secret."""

import json
import logging
import threading
from pathlib import Path

from desktop_client.files import write_atomically

log = logging.getLogger(__name__)

LAST_CERTIFICATE = "last_certificate"
"""SHA-256 of the certificate that was opened last."""


class Remembered:
    """Texts by name, in a file; without one, as long as the program runs. Any thread may ask.

    What cannot be read or kept is forgotten: nothing depends on it.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._known = _read(file) if file else {}

    def get(self, name: str) -> str:
        """Return what is remembered by this name; "" where nothing is."""
        return self._known.get(name, "")

    def put(self, name: str, value: str) -> None:
        """Remember it by this name."""
        with self._lock:
            if self._known.get(name) == value:
                return
            self._known = {**self._known, name: value}
            if self._file:
                self._write(self._file)

    def _write(self, file: Path) -> None:
        try:
            write_atomically(file, json.dumps(self._known, ensure_ascii=False).encode())
        except OSError as error:
            log.info("what is remembered cannot be kept: errno %s", error.errno)


def _read(file: Path) -> dict[str, str]:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(stored, dict):
        return {}
    return {name: value for name, value in stored.items() if isinstance(value, str)}
