"""이용자 등록: binding a certificate to an approved organisation.

R leaves this computer only inside an envelope for the service's own, judged certificate.
"""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from desktop_client.errors import ServiceRefused
from desktop_client.pki.findings import PkiError
from desktop_client.pki.signing import cms, envelope
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.mode import Mode
from desktop_client.workflows.service_identity import ServiceIdentity, own_challenge
from desktop_client.workflows.session import Sessions
from registration.submission import Canonical, Challenge, ChallengePurpose, Enrolment, User, Voucher
from registration.text import Text
from registration.wire import Enrolled

PREPARING = Text("등록 문서를 만들고 있습니다.", "Preparing the document.")
SENDING = Text("서명하여 보내고 있습니다.", "Signing and sending.")


@dataclass(frozen=True, slots=True)
class EnrolmentReview:
    """What is about to be signed: `content` is shown, and `content` is signed."""

    enrolment: Enrolment
    content: Canonical


class EnrolmentWorkflow:
    """Registers certificates with one service.

    By right of the login in force the holder of an ID goes on as the user of the certificate, and
    the 대표수신자 may bring back one that was ended.
    """

    def __init__(self, mode: Mode, sessions: Sessions) -> None:
        self._mode = mode
        self._sessions = sessions
        self.unfinished: dict[str, Any] = {}
        """What was typed of an enrolment that is not done, as long as the program runs."""

    def prepare(
        self,
        work: Work,
        key: str,
        user: User,
        opened: Opened,
        *,
        replaces: str | None = None,
        voucher_by: Opened | None = None,
    ) -> EnrolmentReview:
        """Build the document to sign.

        `replaces`: the fingerprint of the registered certificate whose user goes on with this one.
        `voucher_by`: a registered certificate that vouches for this one, in the place of R;
        without it raises `PkiError("random_missing")` where there is no R.
        """
        if voucher_by is None and opened.key.random is None:
            raise PkiError("random_missing")
        work.progress(PREPARING)
        service, challenge = own_challenge(work, self._mode, ChallengePurpose.ENROL)
        enrolment = Enrolment(
            service_certificate=service.signing.fingerprint,
            challenge=challenge,
            key=key,
            certificate_sha256=opened.certificate.fingerprint,
            user=user,
            random_envelope=None if voucher_by else _sealed(service, opened),
            voucher=_voucher(work, service, challenge, opened, voucher_by) if voucher_by else None,
            replaces=replaces,
        )
        return EnrolmentReview(enrolment, enrolment.canonical())

    def send(self, work: Work, review: EnrolmentReview, opened: Opened) -> Enrolled:
        """Sign the reviewed bytes and register the certificate."""
        work.progress(SENDING)
        signed = cms.sign(review.content, opened.identity(work))
        try:
            return self._mode.service(work).enrol(work, signed, self._sessions.token)
        except ServiceRefused as refused:
            self._sessions.heard(refused)
            raise


def _sealed(service: ServiceIdentity, opened: Opened) -> str:
    return b64encode(envelope.seal(opened.key.random or b"", service.encryption)).decode()


def _voucher(
    work: Work, service: ServiceIdentity, challenge: Challenge, opened: Opened, by: Opened
) -> str:
    """Return what the old certificate signs of the new one, for the same challenge."""
    voucher = Voucher(
        service_certificate=service.signing.fingerprint,
        challenge=challenge,
        certificate_sha256=opened.certificate.fingerprint,
    )
    signed = cms.sign(voucher.canonical(), by.identity(work))
    return b64encode(signed).decode()
