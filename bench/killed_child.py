"""The client that is killed: files one draft and tells every step of its work on a line."""

import json
import sys
from pathlib import Path
from typing import Any

from bench.killed import open_certificate
from desktop_client.parts import Parts
from desktop_client.practice_mode import PracticeMode
from desktop_client.work import Work
from registration.text import Text


class Announced(PracticeMode):
    """The practice service of another process, as that one announced it."""

    def __init__(self, folder: Path, said: dict[str, Any]) -> None:
        super().__init__(folder)
        self._said = said

    def _announcement(self, work: Work) -> dict[str, Any]:  # noqa: ARG002 - nothing to wait for
        return self._said


def _tell(what: Text, _fraction: float | None) -> None:
    print(what.en, flush=True)


def main() -> None:
    """File the draft."""
    folder, draft_id = Path(sys.argv[1]), sys.argv[2]
    parts = Parts(practice=True, folder=folder, administrator_file=folder / "none")
    said = json.loads((folder / "announced.json").read_text())
    parts.__dict__["mode"] = Announced(folder / "practice", said)
    opened = open_certificate(parts, folder)
    review = parts.filing.prepare(Work(), draft_id)
    parts.filing.sign_and_send(Work(_tell), review, opened)


if __name__ == "__main__":
    main()
