"""신청: from a finished form to a verified receipt, so that nothing is lost or filed twice.

The signed bytes are kept before they are sent. Until the service has answered for certain, the
same bytes are sent again, never another signature.
"""

from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path

from desktop_client.drafts import Draft, DraftStore, Filing, Stage
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.pki import cms, cms_verify, envelope
from desktop_client.pki.findings import PkiError, Validity, validity
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.mode import Mode
from desktop_client.workflows.service_identity import ServiceIdentity, identify
from registration.forms.check import canonical, check
from registration.korean_time import today
from registration.messages import Filed
from registration.refusals import REFUSALS
from registration.submission import Application, Canonical, Receipt, sha256
from registration.text import Text

TICKET = Text("접수표를 받고 있습니다.", "Asking for a ticket.")
SIGNING = Text("서명하고 있습니다.", "Signing.")
SENDING = Text("신청서를 보내고 있습니다.", "Sending the application.")
VERIFYING = Text("접수증을 확인하고 있습니다.", "Verifying the receipt.")


@dataclass(frozen=True, slots=True)
class Review:
    """What is about to be signed: `content` is shown, and `content` is signed."""

    draft_id: str
    application: Application
    content: Canonical


@dataclass(frozen=True, slots=True)
class FiledApplication:
    """A filed application with its verified receipt and the receipt's file."""

    receipt: Receipt
    path: Path


class FilingWorkflow:
    """Files the applications of one draft store with one service."""

    def __init__(self, drafts: DraftStore, mode: Mode) -> None:
        self._drafts = drafts
        self._mode = mode

    def prepare(self, work: Work, draft_id: str) -> Review:
        """Build the document to sign; raises `ClientError("form_not_ready")` with the problems."""
        draft = self._drafts.load(draft_id)
        form = _ready_form(draft)
        work.progress(TICKET)
        ticket = self._mode.service(work).ticket(work, draft.kind, draft.id)
        application = Application(ticket=ticket, form=form)
        return Review(draft.id, application, application.canonical())

    def sign_and_send(self, work: Work, review: Review, opened: Opened) -> FiledApplication:
        """Sign the reviewed bytes and file them; raises `ClientError("form_changed")`."""
        service = self._identify(work)
        draft = self._drafts.load(review.draft_id)
        if draft.stage is Stage.EDITING:
            if _ready_form(draft) != review.application.form:
                raise ClientError("form_changed")
            work.progress(SIGNING)
            self._drafts.keep_signed(draft.id, *_signed(review, opened, service))
        return self._send(work, draft.id, service)

    def resend(self, work: Work, draft_id: str) -> FiledApplication:
        """Send what was signed, again if need be, until there is a receipt."""
        return self._send(work, draft_id, self._identify(work))

    def _identify(self, work: Work) -> ServiceIdentity:
        return identify(work, self._mode.service(work), self._mode.trust(work))

    def _send(self, work: Work, draft_id: str, service: ServiceIdentity) -> FiledApplication:
        signed, sealed = self._drafts.signed(draft_id)
        work.progress(SENDING)
        try:
            filed = self._mode.service(work).file(work, draft_id, signed, sealed)
        except ServiceRefused as refused:
            if _is_final(refused):
                self._drafts.reopen(draft_id)
            raise
        work.progress(VERIFYING)
        return self._keep(draft_id, signed, filed, service)

    def _keep(
        self, draft_id: str, signed: bytes, filed: Filed, identity: ServiceIdentity
    ) -> FiledApplication:
        try:
            encoded = b64decode(filed.receipt, validate=True)
            receipt = verified_receipt(encoded, signed, identity)
        except (ValueError, PkiError):
            self._drafts.keep_unverified_answer(draft_id, filed.model_dump_json().encode())
            raise ClientError("receipt_wrong") from None
        filing = Filing(receipt.receipt_number, filed.status_key)
        return FiledApplication(receipt, self._drafts.keep_receipt(draft_id, encoded, filing))


def verified_receipt(encoded: bytes, signed: bytes, identity: ServiceIdentity) -> Receipt:
    """Return the receipt in `encoded` (CMS) if the service signed it for exactly these bytes.

    Raises ValueError (or `PkiError` for damaged CMS) otherwise.
    """
    answer = cms_verify.verify(encoded)
    ours = cms_verify.verify(signed)
    if validity(answer.findings) is not Validity.VALID or answer.content is None:
        raise ValueError("signature")
    if answer.certificate.der != identity.signing.der:
        raise ValueError("signer")
    receipt = Receipt.parse(answer.content)
    application = Application.parse(ours.content or b"")
    expected = (identity.name, application.ticket.draft, application.kind)
    if (receipt.service, receipt.draft, receipt.kind) != expected:
        raise ValueError("receipt for another application")
    digests = (sha256(ours.content or b""), sha256(signed))
    if (receipt.document_sha256, receipt.signature_sha256) != digests:
        raise ValueError("receipt for other bytes")
    return receipt


def _signed(review: Review, opened: Opened, service: ServiceIdentity) -> tuple[bytes, bytes]:
    """Return the signed document, and R sealed for the service: whose number the form names."""
    if opened.key.random is None:
        raise PkiError("random_missing")
    sealed = envelope.seal(opened.key.random, service.encryption)
    signed = cms.sign(review.content, opened.certificate, opened.key, certificates=opened.issuers)
    return signed, sealed


def _ready_form(draft: Draft) -> dict[str, object]:
    problems = [one for one in check(draft.kind, draft.form, today()) if not one.is_warning]
    if problems:
        raise ClientError("form_not_ready", tuple(problems))
    return canonical(draft.kind, draft.form)


def _is_final(refused: ServiceRefused) -> bool:
    refusal = REFUSALS.get(refused.code)
    return refusal is not None and refusal.status < 500
