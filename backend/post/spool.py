"""A folder in place of a server: a file a message, named by it, so that again is the same file."""

from pathlib import Path

from backend.post.trouble import PutOff
from desktop_client.files import write_atomically


class Spool:
    """The folder of messages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes) -> None:
        """Write a message, whole or not at all. Raises PutOff."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self._folder / name, content)
        except OSError:
            raise PutOff("disk") from None

    def read(self, name: str) -> bytes | None:
        """Return a message; None where there is none."""
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None
