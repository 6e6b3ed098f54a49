"""Making sure that a receipt is the service's and that R goes to nobody else."""

from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass

from desktop_client.api import Service
from desktop_client.errors import ClientError
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError, Validity
from desktop_client.pki.judging.policies import Holder, meaning
from desktop_client.work import Work
from desktop_client.workflows.mode import Trust


@dataclass(frozen=True, slots=True)
class ServiceIdentity:
    """The service's name and its judged certificates."""

    name: str
    signing: Certificate
    encryption: Certificate


def identify(work: Work, service: Service, trust: Trust) -> ServiceIdentity:
    """Ask the service who it is, and believe it only with certificates a trusted CA issued.

    Raises `ClientError("service_certificate_wrong")`.
    """
    info = service.info(work)
    try:
        signing, *issuers = [_certificate(one) for one in info.signing_certificates]
        encryption = _certificate(info.encryption_certificate)
    except (PkiError, ValueError):
        raise ClientError("service_certificate_wrong") from None
    for certificate in (signing, encryption):
        _require_service(certificate, issuers, trust)
    return ServiceIdentity(info.name, signing, encryption)


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
