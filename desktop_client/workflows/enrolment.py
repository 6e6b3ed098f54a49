"""이용자 등록: binding a certificate to an approved organisation.

R leaves this computer only inside an envelope for the service's own, judged certificate.
"""

from base64 import b64encode
from dataclasses import dataclass

from desktop_client.pki import cms, envelope
from desktop_client.pki.findings import PkiError
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.mode import Mode
from desktop_client.workflows.service_identity import identify
from registration.messages import Enrolled
from registration.submission import Canonical, Enrolment, Purpose, User
from registration.text import Text

PREPARING = Text("등록 문서를 만들고 있습니다.", "Preparing the document.")
SENDING = Text("서명하여 보내고 있습니다.", "Signing and sending.")


@dataclass(frozen=True, slots=True)
class EnrolmentReview:
    """What is about to be signed: `content` is shown, and `content` is signed."""

    enrolment: Enrolment
    content: Canonical


class Enrolling:
    """Registers certificates with one service."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode

    def prepare(
        self, work: Work, business_number: str, user: User, opened: Opened
    ) -> EnrolmentReview:
        """Build the document to sign; raises `PkiError("random_missing")` where there is no R."""
        if opened.key.random is None:
            raise PkiError("random_missing")
        work.progress(PREPARING)
        service = self._mode.service(work)
        identity = identify(work, service, self._mode.trust(work))
        sealed = envelope.seal(opened.key.random, identity.encryption)
        enrolment = Enrolment(
            challenge=service.challenge(work, Purpose.ENROL),
            business_number=business_number,
            certificate_sha256=opened.certificate.fingerprint,
            user=user,
            random_envelope=b64encode(sealed).decode(),
        )
        return EnrolmentReview(enrolment, enrolment.canonical())

    def send(self, work: Work, review: EnrolmentReview, opened: Opened) -> Enrolled:
        """Sign the reviewed bytes and register the certificate."""
        work.progress(SENDING)
        signed = cms.sign(
            review.content, opened.certificate, opened.key, certificates=opened.issuers
        )
        return self._mode.service(work).enrol(work, signed)
