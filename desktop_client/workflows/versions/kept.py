"""The version notice kept between starts, and when it was last asked for."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop_client.files import alone_in, write_atomically
from desktop_client.workflows.versions.notice import MOST_BYTES, NoticeRefused

log = logging.getLogger(__name__)

FILE = "version-notice.json"
MEMORY = "version-notice-asked.json"
ASKED_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Memory:
    """When a notice was last asked for, and the highest sequence that ever counted."""

    asked: datetime | None = None
    sequence: int = 0

    def is_due(self, now: datetime) -> bool:
        """Whether a day has passed; a clock that was set back does not hold it up."""
        return self.asked is None or not self.asked <= now < self.asked + ASKED_AGAIN


class KeptNotice:
    """A folder's notice: the signed bytes as they came, which are checked at each reading."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def data(self) -> bytes | None:
        """Return the signed bytes; None where none are kept or they cannot be read."""
        try:
            with (self._folder / FILE).open("rb") as stream:
                return stream.read(MOST_BYTES + 1)
        except OSError:
            return None

    def memory(self) -> Memory:
        """Return what is remembered; what cannot be read is as if nothing were."""
        try:
            stored = json.loads((self._folder / MEMORY).read_text("utf-8"))
            asked = datetime.fromisoformat(stored["asked"])
            sequence = stored["sequence"]
        except (OSError, ValueError, KeyError, TypeError):
            return Memory()
        if type(sequence) is not int or sequence < 0 or asked.tzinfo is None:
            return Memory()
        return Memory(asked, sequence)

    def asked(self, now: datetime) -> None:
        """Remember that a notice is being asked for now; where that cannot be kept, it is asked
        again with the next start.
        """
        try:
            with alone_in(self._folder):
                self._remember(Memory(now, self.memory().sequence))
        except OSError as error:
            log.info("the time of a version notice is not kept: errno %s", error.errno)

    def keep(self, data: bytes, sequence: int, now: datetime) -> None:
        """Keep a notice that counts; of two programs the one with the higher sequence stays.

        Raises NoticeRefused `older`; OSError.
        """
        with alone_in(self._folder):
            if sequence < self.memory().sequence:
                raise NoticeRefused("older")
            write_atomically(self._folder / FILE, data)
            self._remember(Memory(now, sequence))

    def _remember(self, memory: Memory) -> None:
        stored = {"asked": memory.asked and memory.asked.isoformat(), "sequence": memory.sequence}
        write_atomically(self._folder / MEMORY, json.dumps(stored).encode())
