"""Keeps a filed application with its receipt, and finds one that was filed before."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.judge import JudgedPath
from backend.refused import Refused
from backend.secret import new_token
from backend.service import Service
from backend.services import audit, certificates, receipts
from backend.services.audit import Doer
from backend.services.documents import read_document
from backend.storage.models import Submission, Verdict
from desktop_client.pki.cms_verify import Signed
from registration.kinds import Actor
from registration.lifecycle import State
from registration.messages import CheckVerdict, Filed
from registration.submission import Application, Receipt, moment, sha256


@dataclass
class Incoming:
    """A submission on its way in, read only as far as the checks need it.

    Each property raises Refused when first asked for what is not there.
    """

    service: Service
    cms: bytes
    draft: str
    sealed_random: str

    @cached_property
    def signed(self) -> Signed:
        """The signature, parsed."""
        return certificates.read_signed(self.cms)

    @cached_property
    def content(self) -> bytes:
        """The bytes that were signed."""
        return self.signed.content or b""

    @cached_property
    def application(self) -> Application:
        """The document that was signed."""
        return read_document(Application, self.content)

    @cached_property
    def path(self) -> JudgedPath:
        """The certificate's path to a trust anchor."""
        return certificates.check_chain(self.service, self.signed)

    @property
    def business_number(self) -> str:
        """The applicant's number; read after the form was checked."""
        return str(self.application.form["general"]["business_number"])


@dataclass(frozen=True, slots=True)
class Filing:
    """The answer, and whether this request was the one that filed."""

    answer: Filed
    is_new: bool


def filed_before(session: Session, incoming: Incoming) -> Filing | None:
    """Return the filing of the same draft, if the same signer sends the same document again.

    Raises Refused `ticket_used` or `draft_already_filed` when it is another document or signer.
    """
    found = session.scalar(select(Submission).where(Submission.draft == incoming.draft))
    if found is None:
        return None
    signer = incoming.signed.certificate.fingerprint
    if (found.document_sha256, found.certificate_sha256) == (sha256(incoming.content), signer):
        return Filing(_answer(incoming.service, found), is_new=False)
    used = found.ticket == incoming.application.ticket.id
    raise Refused("ticket_used" if used else "draft_already_filed")


def store(session: Session, incoming: Incoming, verdicts: Iterable[CheckVerdict]) -> Filing:
    """Keep the application; the session must be a writing one, in which all was checked."""
    service, application = incoming.service, incoming.application
    fingerprint = incoming.signed.certificate.fingerprint
    one = Submission(
        id=new_token(),
        receipt_number=receipts.next_number(service, session),
        draft=application.ticket.draft,
        ticket=application.ticket.id,
        kind=application.kind.value,
        business_number=incoming.business_number,
        applicant=application.form["general"]["name"],
        office=application.form["reception"]["office"],
        state=State.PENDING.value,
        received=service.clock(),
        document=incoming.content,
        document_sha256=sha256(incoming.content),
        signature=incoming.cms,
        certificate_sha256=fingerprint,
        verdicts=[
            Verdict(position=position, check=row.check, passed=row.passed, findings=row.findings)
            for position, row in enumerate(verdicts)
        ],
    )
    one.receipt = receipts.sign(service, _receipt(service, one))
    session.add(one)
    session.flush()
    audit.append(
        session,
        service.clock(),
        Doer(Actor.APPLICANT, fingerprint),
        "file",
        one.receipt_number,
        target=State.PENDING,
        version=one.version,
    )
    return Filing(_answer(service, one), is_new=True)


def _receipt(service: Service, one: Submission) -> Receipt:
    return Receipt.model_validate(
        {
            "service": service.config.name,
            "receipt_number": one.receipt_number,
            "kind": one.kind,
            "draft": one.draft,
            "business_number": one.business_number,
            "applicant": one.applicant,
            "document_sha256": one.document_sha256,
            "signature_sha256": sha256(one.signature),
            "state": one.state,
            "received": moment(one.received),
        },
        strict=False,
    )


def _answer(service: Service, one: Submission) -> Filed:
    return Filed(
        receipt=base64.b64encode(one.receipt).decode(),
        status_key=service.secret.status_key(one.id),
    )
