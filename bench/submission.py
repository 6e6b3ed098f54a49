"""A practice submission, from the click on "sign and send" to the kept receipt, part by part."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.measure import Row, milliseconds
from desktop_client.drafts import DraftStore, FilingReference
from desktop_client.pki.storage.store import load, open_entry
from desktop_client.practice_mode import PracticeMode
from desktop_client.work import Work
from desktop_client.workflows import filing
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.following import Following
from practice.applicants import supplier
from practice.pki import PASSWORD, Practice
from registration.kinds import Kind
from registration.text import Text

RUNS = 7
PARTS = {
    "identify": "judge the service's certificates",
    "sign": "sign the document, seal R",
    "send": "send; the service checks and stores",
    "verify": "verify the receipt",
    "store": "keep signature and receipt on disk",
}
STARTS = {filing.SIGNING: "sign", filing.SENDING: "send", filing.VERIFYING: "verify"}


class Watch:
    """Adds up the time of each part; at any moment exactly one part is running."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(PARTS, 0.0)
        self.part = ""
        self._since = time.perf_counter()

    def switch(self, part: str) -> str:
        """End the running part and start another; return the one that ended."""
        now = time.perf_counter()
        if self.part:
            self.spent[self.part] += now - self._since
        self.part, self._since, ended = part, now, self.part
        return ended

    def progress(self, what: Text, _fraction: float | None) -> None:
        """Take the workflow's own messages as the borders of its parts."""
        if what in STARTS:
            self.switch(STARTS[what])


class WatchedDrafts(DraftStore):
    """A draft store whose writing counts as a part of its own."""

    watch = Watch()

    def keep_signed(self, *arguments: Any, **options: Any) -> None:
        """After signing comes the sending."""
        self.watch.switch("store")
        super().keep_signed(*arguments, **options)
        self.watch.switch("send")

    def keep_receipt(self, draft_id: str, receipt: bytes, filed: FilingReference) -> Path:
        """The last thing the workflow does."""
        self.watch.switch("store")
        path = super().keep_receipt(draft_id, receipt, filed)
        self.watch.switch("")
        return path


def rows() -> Iterator[Row]:
    """Medians of the parts and of the whole; they have no target."""
    with TemporaryDirectory() as folder:
        mode = PracticeMode(Path(folder) / "practice")
        try:
            spent = _submissions(Path(folder), mode)
        finally:
            mode.stop()
    total = median(sum(each.values()) for each in spent)
    yield Row("practice submission, click to receipt", milliseconds(total))
    for part, words in PARTS.items():
        yield Row(f"  {words}", milliseconds(median(each[part] for each in spent)))


def _submissions(folder: Path, mode: PracticeMode) -> list[dict[str, float]]:
    work = Work()
    drafts = WatchedDrafts(folder / "drafts")
    workflow = filing.FilingWorkflow(drafts, mode)
    npki = mode.places(work)[0]
    opened = _opened(mode, work, Practice.load(npki.parent).sample("supplier").path)
    spent = []
    following = Following(drafts, mode, lambda: None)
    for _ in range(RUNS + 1):
        draft = drafts.create(Kind.SUPPLIER)
        drafts.save_form(draft.id, supplier())
        review = workflow.prepare(work, draft.id)
        drafts.watch = watch = Watch()
        watch.switch("identify")
        workflow.sign_and_send(Work(watch.progress), review, opened)
        spent.append(watch.spent)
        # One business has one open application.
        following.cancel(work, draft.id, following.status(work, draft.id).version)
    return spent[1:]  # the first one warms both sides


def _opened(mode: PracticeMode, work: Work, folder: Path) -> Opened:
    entry = load(folder)
    assert entry.certificate is not None
    verdict = mode.trust(work).judge(entry.certificate, entry.ca_certificates)
    return Opened(entry.certificate, open_entry(entry, PASSWORD.encode()), verdict.chain[1:])
