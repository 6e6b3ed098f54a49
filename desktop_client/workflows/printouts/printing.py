"""출력: the papers of a filed application and of a registered record, ready to show and print.

The code on each paper comes from the service, which confirms it to anyone who asks.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop_client.drafts import DraftStore
from desktop_client.pki.signing import cms_verify
from desktop_client.results import write_result
from desktop_client.work import Work
from desktop_client.workflows.following import Following
from desktop_client.workflows.mode import Mode
from desktop_client.workflows.printouts.typeset import Printed, typeset
from registration import printouts
from registration.enclosures import Enclosure
from registration.korean_time import today
from registration.lifecycle import State
from registration.offices import OfficeContact
from registration.printouts import Printout, PrintoutKind, Registered
from registration.submission import Application, Receipt
from registration.wire import Status

Maker = Callable[[Application, Receipt, str, OfficeContact | None], Printout]

MAKERS: dict[PrintoutKind, Maker] = {
    PrintoutKind.APPLICATION: printouts.application,
    PrintoutKind.CERTIFICATE_APPLICATION: printouts.certificate_application,
    PrintoutKind.RECEIPT: printouts.receipt_printout,
}
"""How a paper is made from what was filed, its receipt, its code and its office."""


class Printing:
    """Makes papers; every method but `kinds` asks the service for the paper's code."""

    def __init__(self, drafts: DraftStore, mode: Mode, following: Following) -> None:
        self._drafts, self._mode, self._following = drafts, mode, following

    def kinds(self, draft_id: str, state: State) -> tuple[PrintoutKind, ...]:
        """Return what an application has to print; raises `ClientError` as `DraftStore.load`."""
        draft = self._drafts.load(draft_id)
        attached = [Enclosure(attachment.document) for attachment in draft.attachments]
        return printouts.kinds_for(draft.kind, draft.form, state, attached, draft.registered_form)

    def filed(self, work: Work, draft_id: str, kind: PrintoutKind) -> Printed:
        """Make a paper of an application that was filed from this computer."""
        status = self._following.status(work, draft_id)
        return self._typeset(work, self._paper(draft_id, kind, status))

    def _paper(self, draft_id: str, kind: PrintoutKind, status: Status) -> Printout:
        filed, receipt = self._filed(draft_id), self._receipt(draft_id)
        code, contact = status.paper_codes[kind], status.office_contact
        if kind is PrintoutKind.COVER_LETTER:
            before = self._drafts.load(draft_id).registered_form
            return printouts.cover_letter(filed, receipt, code, contact, before)
        return MAKERS[kind](filed, receipt, code, contact)

    def registration(self, work: Work, of: Registered) -> Printed:
        """Make the 등록증 of a registered record."""
        return self._typeset(work, printouts.registration_certificate(of, today()))

    def save(self, printed: Printed, file: Path) -> Path:
        """Write the PDF; raises ResultRefused with an old file unharmed."""
        write_result(file, printed.pdf, replace=True)
        return file

    def _typeset(self, work: Work, paper: Printout) -> Printed:
        address = f"{self._mode.service(work).address}/v1/papers/{paper.code}"
        return typeset(work, replace(paper, address=address))

    def _filed(self, draft_id: str) -> Application:
        """Return the very document that was filed: a draft holds the answers as they were typed."""
        document = self._drafts.document(draft_id)
        if document is None:
            document = cms_verify.verify(self._drafts.signed(draft_id)[0]).content or b""
        return Application.parse(document)

    def _receipt(self, draft_id: str) -> Receipt:
        """Return the receipt, which was verified before it was kept."""
        return Receipt.parse(cms_verify.verify(self._drafts.receipt(draft_id)).content or b"")
