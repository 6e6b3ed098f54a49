"""진행현황: following filed applications, completing and withdrawing them."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from desktop_client.drafts import Attached, Draft, DraftStore, latest_filings
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.work import Work
from desktop_client.workflows.mode import Mode
from registration.characters import folded
from registration.field_types import bare
from registration.kinds import FilingPurpose
from registration.sanctions.messages import PublicSanctions
from registration.text import Text
from registration.wire import FiledDocument, Issuance, LookedUp, Lookup, PrintoutVerdict, Status

if TYPE_CHECKING:
    from desktop_client.api import ServiceClient

ASKING = Text("진행현황을 조회하고 있습니다.", "Asking for the status.")
READING = Text("접수한 신청서를 받고 있습니다.", "Fetching what was filed.")
ISSUING = Text("참조번호와 인가코드를 받고 있습니다.", "Fetching the issuance codes.")
LOOKING_UP = Text("조회하고 있습니다.", "Looking it up.")

log = logging.getLogger(__name__)

_PAPER_CODE = re.compile(r"(?:https?://\S*/)?(\d{10})[\s\-–—]*([A-Za-z2-7]{16})")

RECEIPT_DIGITS = 10
"""Of a receipt number; a draft's ID is longer."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """An application of this computer whose state has changed since it was last asked."""

    draft_id: str
    status: Status


class Following:
    """Follows applications: `which` is the ID of a draft that was filed from this computer, or
    the receipt number of an application of the organisation that is logged in.

    `session` returns the token of the login in force, None without one.
    """

    def __init__(self, drafts: DraftStore, mode: Mode, session: Callable[[], str | None]) -> None:
        self._drafts = drafts
        self._mode = mode
        self._session = session

    def status(self, work: Work, which: str) -> Status:
        """Return where the application stands."""
        number, key = self._access(which)
        work.progress(ASKING)
        return self._keep(which, self._service(work).status(work, number, key))

    def changed(self, work: Work) -> list[StateChange]:
        """Ask how each open application of this computer stands; return those that have changed.

        Raises as `status`; what was learned till then is kept.
        """
        filed = [draft for draft in self._drafts.all() if isinstance(draft, Draft) and draft.filing]
        changes = []
        for draft in {each.id: each for each in latest_filings(filed).values()}.values():
            before = self.last_known(draft.id)
            if before is None or before.state.is_open:
                status = self.status(work, draft.id)
                if before is not None and status.state is not before.state:
                    changes.append(StateChange(draft.id, status))
        return changes

    def last_known(self, which: str) -> Status | None:
        """Return how the service last told that it stands, without asking; None if never."""
        if is_receipt_number(which):
            return None
        try:
            kept = self._drafts.status(which)
            return Status.model_validate_json(kept) if kept else None
        except (OSError, ValueError) as error:
            log.info("a kept status cannot be read: %s", type(error).__name__)
            return None

    def cancel(self, work: Work, which: str, version: int) -> Status:
        """Withdraw it, in the version that was seen."""
        number, key = self._access(which)
        return self._keep(which, self._service(work).cancel(work, number, key, version))

    def document(self, work: Work, which: str) -> FiledDocument:
        """Return what was filed."""
        number, key = self._access(which)
        work.progress(READING)
        return self._service(work).document(work, number, key)

    def supplement(self, work: Work, which: str) -> Draft:
        """Begin a 보완 with what was filed, or go on with one that was begun already."""
        filed = self.document(work, which)
        for draft in self._drafts.all():
            if isinstance(draft, Draft) and _completes(draft, filed.receipt_number):
                return draft
        return self._drafts.create(
            filed.kind,
            form=filed.form,
            purpose=FilingPurpose.SUPPLEMENT,
            supplements=filed.receipt_number,
            attachments=[
                Attached(**attachment.model_dump(mode="json")) for attachment in filed.attachments
            ],
        )

    def take_over(self, work: Work, file: Path) -> Draft:
        """Keep an application that an agency handed over; raises as `handover.take_over`."""
        from desktop_client.workflows.handover import take_over

        return take_over(work, self._drafts, self._mode, file)

    def issuance(self, work: Work, which: str, request_id: str) -> Issuance:
        """Fetch 참조번호와 인가코드 of an approved institution: given once, kept nowhere here."""
        number, key = self._access(which)
        work.progress(ISSUING)
        return self._service(work).issuance(work, number, key, request_id)

    def lookup(self, work: Work, receipt_number: str, number: str) -> LookedUp:
        """Look an application up by its numbers as they were typed; nobody has to be logged in.

        Raises `ClientError` with lookup_unreadable or lookup_not_found.
        """
        try:
            asked = Lookup(receipt_number=_typed(receipt_number), key=_typed(number))
        except ValidationError:
            raise ClientError("lookup_unreadable") from None
        work.progress(LOOKING_UP)
        with _not_found("lookup_not_found"):
            return self._service(work).lookup(work, asked)

    def sanctions(self, work: Work, number: str) -> PublicSanctions:
        """Ask which sanctions (부정당업자 제재) of a business number are in force now."""
        work.progress(LOOKING_UP)
        return self._service(work).sanctions(work, number)

    def paper(self, work: Work, code: str) -> PrintoutVerdict:
        """Ask whether a printed paper is the service's; `code` may be the address of its QR code.

        Raises `ClientError` with paper_code_unreadable or paper_not_found.
        """
        spelled = _PAPER_CODE.fullmatch(folded(code))
        if spelled is None:
            raise ClientError("paper_code_unreadable")
        work.progress(LOOKING_UP)
        with _not_found("paper_not_found"):
            return self._service(work).paper(work, f"{spelled[1]}-{spelled[2]}".upper())

    def _keep(self, which: str, status: Status) -> Status:
        """Keep a status for the first screen; that it cannot be kept hides it from nobody."""
        if not is_receipt_number(which):
            try:
                self._drafts.keep_status(which, status.model_dump_json().encode())
            except ClientError as error:
                log.info("a status cannot be kept: %s", error.code)
        return status

    def _service(self, work: Work) -> "ServiceClient":
        return self._mode.service(work)

    def _access(self, which: str) -> tuple[str, str]:
        if is_receipt_number(which):
            token = self._session()
            if token is None:
                raise ClientError("not_logged_in")
            return which, token
        filing = self._drafts.load(which).filing
        if filing is None:
            raise ClientError("draft_missing")
        return filing.receipt_number, filing.status_key


def _typed(number: str) -> str:
    """Return a number as it is spelled in documents: full-width digits and hyphens are gone."""
    return bare(number).upper()


@contextmanager
def _not_found(code: str) -> Iterator[None]:
    """Say what was not found, where the service says only that."""
    try:
        yield
    except ServiceRefused as refused:
        if refused.code != "not_found":
            raise
        raise ClientError(code) from None


def is_receipt_number(which: str) -> bool:
    """Whether this names an application by its number, not by the draft it was filed from."""
    return which.isdigit() and len(which) == RECEIPT_DIGITS


def _completes(draft: Draft, receipt_number: str) -> bool:
    return draft.supplements == receipt_number and draft.filing is None
