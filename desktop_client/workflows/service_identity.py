"""Making sure that a receipt is the service's and that R goes to nobody else."""

from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass

from desktop_client.api import ServiceClient
from desktop_client.errors import ClientError
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError, Validity
from desktop_client.pki.judging.policies import Holder, meaning
from desktop_client.work import Work
from desktop_client.workflows.mode import Mode, Pin, Trust
from registration.submission import Challenge, ChallengePurpose


@dataclass(frozen=True, slots=True)
class ServiceIdentity:
    """The service's name and its judged certificates."""

    name: str
    signing: Certificate
    encryption: Certificate
    address: str = ""

    @property
    def pin(self) -> Pin:
        """By what it is known again."""
        return Pin(self.signing.fingerprint, f"{self.signing.subject} / {self.signing.issuer}")


def identify(work: Work, service: ServiceClient, trust: Trust) -> ServiceIdentity:
    """Ask a service who it is, and believe it only with certificates a trusted CA issued.

    Both must be of one holder, by one CA: what is sealed for the one is then sealed for whoever
    signs with the other. Raises `ClientError("service_certificate_wrong")`.
    """
    info = service.info(work)
    try:
        signing, *issuers = [
            _certificate(signing_certificate) for signing_certificate in info.signing_certificates
        ]
        encryption = _certificate(info.encryption_certificate)
    except (PkiError, ValueError):
        raise ClientError("service_certificate_wrong") from None
    for certificate in (signing, encryption):
        _require_service(certificate, issuers, trust)
    if (signing.subject, signing.issuer) != (encryption.subject, encryption.issuer):
        raise ClientError("service_certificate_wrong")
    return ServiceIdentity(info.name, signing, encryption, service.address)


def own_service(work: Work, mode: Mode) -> ServiceIdentity:
    """Return who the service of the settings is, which must be the one that was confirmed there.

    A renewed certificate of the same holder by the same CA is the same service. Raises
    `ClientError` with service_certificate_wrong, service_unconfirmed, service_changed.
    """
    found, pin = identify(work, mode.service(work), mode.trust(work)), mode.pin(work)
    if pin is None:
        raise ClientError("service_unconfirmed", name=found.name, found=found.pin.certificate)
    if found.pin.certificate != pin.certificate and found.pin.holder != pin.holder:
        raise ClientError(
            "service_changed", known=pin.certificate, found=found.pin.certificate, name=found.name
        )
    return found


def own_challenge(
    work: Work, mode: Mode, purpose: ChallengePurpose
) -> tuple[ServiceIdentity, Challenge]:
    """Return the service and its challenge; raises as `own_service`, `challenge_foreign`.

    A challenge for another service, or to another end, is signed for nobody.
    """
    service = own_service(work, mode)
    challenge = mode.service(work).challenge(work, purpose)
    if (challenge.service, challenge.purpose) != (service.name, purpose):
        raise ClientError("challenge_foreign", service=challenge.service)
    return service, challenge


def _certificate(encoded: str) -> Certificate:
    try:
        return Certificate.from_der(b64decode(encoded, validate=True))
    except Base64Error:
        raise ValueError from None


def _require_service(certificate: Certificate, issuers: list[Certificate], trust: Trust) -> None:
    verdict = trust.judge(certificate, issuers)
    holder = meaning(certificate, trust.policies, verdict.policies).holder
    if verdict.validity is not Validity.VALID or holder is not Holder.SERVER:
        raise ClientError("service_certificate_wrong")
