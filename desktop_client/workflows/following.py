"""진행현황: following a filed application, and withdrawing it."""

from desktop_client.drafts import DraftStore, Filing
from desktop_client.errors import ClientError
from desktop_client.work import Work
from desktop_client.workflows.mode import Mode
from registration.messages import Status
from registration.text import Text

ASKING = Text("진행현황을 조회하고 있습니다.", "Asking for the status.")


class Following:
    """Looks up the applications that were filed from this computer."""

    def __init__(self, drafts: DraftStore, mode: Mode) -> None:
        self._drafts = drafts
        self._mode = mode

    def status(self, work: Work, draft_id: str) -> Status:
        """Where the application of this draft stands."""
        filing = self._filing(draft_id)
        work.progress(ASKING)
        return self._mode.service(work).status(work, filing.receipt_number, filing.status_key)

    def cancel(self, work: Work, draft_id: str, version: int) -> Status:
        """Withdraw it, in the version that was seen."""
        filing = self._filing(draft_id)
        service = self._mode.service(work)
        return service.cancel(work, filing.receipt_number, filing.status_key, version)

    def _filing(self, draft_id: str) -> Filing:
        filing = self._drafts.load(draft_id).filing
        if filing is None:
            raise ClientError("draft_missing")
        return filing
