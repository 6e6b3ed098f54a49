"""Kills the client at moments while it files, and goes on: nothing is lost, nothing filed twice.

`python -m bench.killed 200` plays as many moments; the tests play a few.
"""

import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop_client.drafts import Stage
from desktop_client.parts import Parts
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened, Sought
from practice.applicants import supplier
from practice.pki import Practice
from registration.enclosures import Enclosure
from registration.kinds import Kind

NUMBER = "1111111119"
FILE_SIZE = 6 * 1024**2
LAST = 9
"""Progress lines of a filing with such a file: six parts, signing, sending, verifying."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Kill once the client has told this many lines of progress, and this long after, in s."""

    line: int
    wait: float


class Scene:
    """A practice service that lives on, and a folder of drafts that clients die over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.parts = Parts(practice=True, folder=folder, administrator_file=folder / "none")
        self._announced = folder / "announced.json"
        work = Work()
        self.parts.mode.service(work).info(work)
        said = self.parts.mode._announcement(work)  # type: ignore[attr-defined]
        self._announced.write_text(json.dumps(said))
        self._opened = open_certificate(self.parts, folder)
        self._file = folder / "seal.pdf"

    def play(self, number: int, moment: Moment) -> Stage:
        """File one application with a client killed at this moment; returns what it had come to.

        AssertionError where the draft is lost or the application filed another time.
        """
        parts, work = self.parts, Work()
        self._file.write_bytes(b"%PDF-1.7\n" + number.to_bytes(4, "big") + bytes(FILE_SIZE - 13))
        draft = parts.drafts.create(Kind.SUPPLIER, form=supplier())
        parts.attaching.add(work, draft.id, [self._file], Enclosure.SEAL)
        self._kill(draft.id, moment)
        left = parts.drafts.load(draft.id)
        assert left.form == supplier()
        assert len(left.attachments) == 1
        if left.stage is Stage.EDITING:
            review = parts.filing.prepare(work, draft.id)
            parts.filing.sign_and_send(work, review, self._opened)
        elif left.stage is Stage.SIGNED:
            parts.filing.resend(work, draft.id)
        assert parts.drafts.load(draft.id).stage is Stage.FILED
        status = parts.following.status(work, draft.id)
        parts.following.cancel(work, draft.id, status.version)
        assert self.filed() == number
        return left.stage

    def filed(self) -> int:
        """Return how many applications the service has accepted."""
        connection = sqlite3.connect(self._folder / "practice" / "service.sqlite")
        try:
            ((count,),) = connection.execute("SELECT count(*) FROM submissions")
        finally:
            connection.close()
        return int(count)

    def _kill(self, draft_id: str, moment: Moment) -> None:
        command = [sys.executable, "-m", "bench.killed_child", str(self._folder), draft_id]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout
            for _ in range(moment.line):
                if not child.stdout.readline():
                    break
            try:
                child.wait(moment.wait)
            except subprocess.TimeoutExpired:
                child.kill()


def open_certificate(parts: Parts, folder: Path) -> Opened:
    """Open the practice supplier's certificate."""
    sample = Practice.load(folder / "practice" / "pki").sample("supplier")
    sought = Sought(Kind.SUPPLIER, NUMBER)
    found = parts.certificates.find(Work(), sought)
    each = next(each for each in found if each.places[0].ko == str(sample.path))
    return parts.certificates.open(Work(), each, sample.password, sought)


def play(folder: Path, moments: Iterable[Moment]) -> dict[Stage, int]:
    """Play these moments in a fresh folder; returns how often the killed client had come where."""
    scene = Scene(folder)
    stages = dict.fromkeys(Stage, 0)
    try:
        for number, moment in enumerate(moments, 1):
            stages[scene.play(number, moment)] += 1
    finally:
        scene.parts.close()
    return stages


def main() -> None:
    """Play as many random moments as the command line says."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    dice = random.Random(count)  # noqa: S311 - moments, not secrets
    moments = (Moment(dice.randint(1, LAST), dice.random() * 0.03) for _ in range(count))
    with tempfile.TemporaryDirectory() as folder:
        stages = play(Path(folder), moments)
    told = ", ".join(f"{stage}: {number}" for stage, number in stages.items())
    print(f"{count} moments; the killed client had come to: {told}")
    print("No draft was lost, and no application was filed twice.")


if __name__ == "__main__":
    main()
