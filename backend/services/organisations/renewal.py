"""인증서 갱신: a registered certificate vouches for the one that follows it."""

from backend.refused import Refused
from backend.service import Service
from backend.services.proofs import signatures
from backend.services.proofs.documents import read_document
from backend.storage.models import UserCertificate
from registration.encoding import NotBase64, from_base64
from registration.submission import Enrolment, Voucher


def check(service: Service, enrolment: Enrolment, sealed: str) -> None:
    """Refuse `voucher_refused` unless a certificate of the same organisation signed for this one.

    `sealed`: the `Voucher` in CMS (base64). It answers the same challenge, which is spent with the
    enrolment; what it replaces can only be the certificate that signed it. Value `cause` says
    what is wrong.
    """
    try:
        cms = from_base64(sealed)
    except NotBase64:
        raise Refused("voucher_refused", cause="malformed") from None
    try:
        _check(service, enrolment, cms)
    except Refused as refused:
        raise Refused("voucher_refused", cause=refused.code) from None


def _check(service: Service, enrolment: Enrolment, cms: bytes) -> None:
    signed = signatures.read_signed(cms)
    voucher = read_document(Voucher, signed.content or b"")
    signatures.check_addressed(service, voucher.service_certificate)
    signer = signed.certificate.fingerprint
    with service.database.read() as session:
        registered = session.get(UserCertificate, signer)
        if registered is None or registered.user.organisation.key != enrolment.key:
            raise Refused("certificate_not_registered")
    signatures.check_revocation(service, signatures.check_chain(service, signed))
    signatures.check_signature(signed)
    if voucher.challenge != enrolment.challenge:
        raise Refused("challenge_unknown")
    if voucher.certificate_sha256 != enrolment.certificate_sha256:
        raise Refused("signature_wrong")
    if enrolment.replaces not in (None, signer):
        raise Refused("replaced_unknown")
