"""신청: from a finished form to a verified receipt, so that nothing is lost or filed twice.

Attached files go first. What is final - the signed bytes, or the document of a kind that is filed
without a signature - is kept before it is sent; until the service has answered for certain, the
same bytes are sent again, never others.
"""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from desktop_client.drafts import Draft, DraftStore, FilingReference, Stage
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.pki.findings import PkiError
from desktop_client.pki.signing import cms, envelope
from desktop_client.work import Work
from desktop_client.workflows.attaching import check_unchanged
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.mode import Mode
from desktop_client.workflows.receipts import verified_receipt, verified_unsigned
from desktop_client.workflows.service_identity import ServiceIdentity, own_service
from desktop_client.workflows.uploading import AttachmentUpload
from registration.enclosures import Enclosure
from registration.forms.check import canonical, check_form
from registration.kinds import FilingPurpose
from registration.korean_time import today
from registration.refusals import REFUSALS
from registration.signing_rules import asks_password, is_signed
from registration.submission import Application, Attachment, Canonical, Receipt
from registration.text import Text
from registration.wire import Filed

TICKET = Text("접수표를 받고 있습니다.", "Asking for a ticket.")
SIGNING = Text("서명하고 있습니다.", "Signing.")
SENDING = Text("신청서를 보내고 있습니다.", "Sending the application.")
VERIFYING = Text("접수증을 확인하고 있습니다.", "Verifying the receipt.")


@dataclass(frozen=True, slots=True)
class FilingReview:
    """What is about to be signed: `content` is shown, and `content` is signed.

    `signed`: False where it is sent without a signature. `before`: the form that a 변경 or a 보완
    began with, None of a new application.
    """

    draft_id: str
    application: Application
    content: Canonical
    signed: bool = True
    before: dict[str, Any] | None = None

    @property
    def asks_password(self) -> bool:
        """Whether a password for the new account goes with it."""
        return asks_password(self.application.kind, self.application.purpose)


@dataclass(frozen=True, slots=True)
class FiledApplication:
    """A filed application with its verified receipt and the receipt's file."""

    receipt: Receipt
    path: Path


def _nobody() -> str | None:
    return None


def _permitted() -> None:
    """Nothing forbids it."""


class FilingWorkflow:
    """Files the applications of one draft store with one service.

    `session` returns the token of the login in force: it shows the right to change a record that
    was registered without a certificate. `permit` raises where this version of the program may
    not submit any more; what was written and signed stays where it is.
    """

    def __init__(
        self,
        drafts: DraftStore,
        mode: Mode,
        session: Callable[[], str | None] = _nobody,
        permit: Callable[[], None] = _permitted,
    ) -> None:
        self._drafts = drafts
        self._mode = mode
        self._session = session
        self._permit = permit

    def prepare(self, work: Work, draft_id: str) -> FilingReview:
        """Build the document to sign; raises `ClientError("form_not_ready")` with the problems.

        Also attachment_gone or attachment_changed where a file is not as it was.
        """
        self._permit()
        draft = self._drafts.load(draft_id)
        form = _ready_form(draft)
        for attachment in draft.attachments:
            check_unchanged(work, attachment)
        work.progress(TICKET)
        service = own_service(work, self._mode)
        ticket = self._mode.service(work).ticket(work, draft.kind, draft.id)
        if (ticket.service, ticket.kind, ticket.draft) != (service.name, draft.kind, draft.id):
            raise ClientError("challenge_foreign", service=ticket.service)
        application = Application(
            purpose=draft.purpose,
            service_certificate=service.signing.fingerprint,
            ticket=ticket,
            form=form,
            attachments=_attachments(draft),
            supplements=draft.supplements,
            record_version=draft.record_version,
        )
        signed = self._is_signed(draft)
        return FilingReview(draft.id, application, application.canonical(), signed, draft.before)

    def sign_and_send(self, work: Work, review: FilingReview, opened: Opened) -> FiledApplication:
        """Sign the reviewed bytes and file them; raises `ClientError("form_changed")`."""
        service = self._identify(work)
        if self._is_open(review):
            self._upload(work, review)
            work.progress(SIGNING)
            signed = _signed(work, review, opened, service)
            self._drafts.keep_signed(review.draft_id, *signed, partial(_require_same, review))
        return self._send(work, review.draft_id, service)

    def send_unsigned(
        self, work: Work, review: FilingReview, password: str | None = None
    ) -> FiledApplication:
        """File the reviewed bytes as they are; raises `ClientError("form_changed")`.

        `password`: of the new account, where `FilingReview.asks_password`; it is kept nowhere.
        """
        service = self._identify(work)
        if self._is_open(review):
            self._upload(work, review)
            same = partial(_require_same, review)
            self._drafts.keep_document(review.draft_id, review.content, same)
        return self._send(work, review.draft_id, service, password)

    def resend(self, work: Work, draft_id: str, password: str | None = None) -> FiledApplication:
        """Send what is final, again if need be, until there is a receipt."""
        return self._send(work, draft_id, self._identify(work), password)

    def _identify(self, work: Work) -> ServiceIdentity:
        self._permit()
        return own_service(work, self._mode)

    def _is_open(self, review: FilingReview) -> bool:
        """Whether nothing is final yet; what was reviewed must still be what was filled in."""
        draft = self._drafts.load(review.draft_id)
        if draft.stage is not Stage.EDITING:
            return False
        _require_same(review, draft)
        return True

    def _upload(self, work: Work, review: FilingReview) -> None:
        draft, service = self._drafts.load(review.draft_id), self._mode.service(work)
        completed = (draft.supplements, self._right(draft))
        AttachmentUpload(service, review.application.ticket, draft.attachments, completed).run(work)

    def _send(
        self, work: Work, draft_id: str, identity: ServiceIdentity, password: str | None = None
    ) -> FiledApplication:
        service, document = self._mode.service(work), self._drafts.document(draft_id)
        work.progress(SENDING)
        try:
            if document is None:
                signed, sealed = self._drafts.signed(draft_id)
                filed = service.file(work, draft_id, signed, sealed)
            else:
                token = self._token(self._drafts.load(draft_id))
                filed = service.file_unsigned(work, draft_id, document, password, token)
        except ServiceRefused as refused:
            if _is_final(refused):
                self._drafts.reopen(draft_id)
            raise
        work.progress(VERIFYING)
        return self._keep(draft_id, filed, identity)

    def _keep(self, draft_id: str, filed: Filed, identity: ServiceIdentity) -> FiledApplication:
        document = self._drafts.document(draft_id)
        try:
            encoded = b64decode(filed.receipt, validate=True)
            if document is None:
                receipt = verified_receipt(encoded, self._drafts.signed(draft_id)[0], identity)
            else:
                receipt = verified_unsigned(encoded, document, identity)
        except (ValueError, PkiError):
            self._drafts.keep_unverified_answer(draft_id, filed.model_dump_json().encode())
            raise ClientError("receipt_wrong") from None
        filing = FilingReference(receipt.receipt_number, filed.status_key)
        return FiledApplication(receipt, self._drafts.keep_receipt(draft_id, encoded, filing))

    def _is_signed(self, draft: Draft) -> bool:
        completed = self._drafts.filed_as(draft.supplements) if draft.supplements else None
        signed = self._drafts.document(completed.id) is None if completed else None
        return is_signed(draft.kind, draft.purpose, signed)

    def _token(self, draft: Draft) -> str | None:
        """Return what shows the right to a 보완 or a change that nobody signs."""
        if draft.purpose is FilingPurpose.NEW:
            return None
        token = self._right(draft)
        if token is None:
            raise ClientError("not_logged_in")
        return token

    def _right(self, draft: Draft) -> str | None:
        """Return the status key of what is completed, or the token of the login in force."""
        completed = self._drafts.filed_as(draft.supplements) if draft.supplements else None
        return completed.filing.status_key if completed and completed.filing else self._session()


def _signed(
    work: Work, review: FilingReview, opened: Opened, service: ServiceIdentity
) -> tuple[bytes, bytes]:
    """Return the signed document, and R sealed for the service: whose number the form names."""
    if opened.key.random is None:
        raise PkiError("random_missing")
    sealed = envelope.seal(opened.key.random, service.encryption)
    signed = cms.sign(review.content, opened.identity(work))
    return signed, sealed


def _require_same(review: FilingReview, draft: Draft) -> None:
    """Raise `ClientError("form_changed")` where the draft is not what was reviewed."""
    reviewed = (review.application.form, review.application.attachments)
    if (_ready_form(draft), _attachments(draft)) != reviewed:
        raise ClientError("form_changed")


def _ready_form(draft: Draft) -> dict[str, object]:
    problems = [
        problem for problem in check_form(draft.kind, draft.form, today()) if not problem.is_warning
    ]
    if problems:
        raise ClientError("form_not_ready", tuple(problems))
    return canonical(draft.kind, draft.form)


def _attachments(draft: Draft) -> list[Attachment]:
    return [
        Attachment(
            document=Enclosure(attachment.document),
            name=attachment.name,
            size=attachment.size,
            sha256=attachment.sha256,
        )
        for attachment in draft.attachments
    ]


def _is_final(refused: ServiceRefused) -> bool:
    refusal = REFUSALS.get(refused.code)
    return refusal is not None and refusal.status < 500
