"""접수증: believed only where the service signed it for exactly what was sent."""

from desktop_client.pki.findings import Validity, validity
from desktop_client.pki.signing import cms_verify
from desktop_client.workflows.service_identity import ServiceIdentity
from registration.submission import Application, Receipt, sha256


def verified_receipt(encoded: bytes, signed: bytes, identity: ServiceIdentity) -> Receipt:
    """Return the receipt in `encoded` (CMS) if the service signed it for these signed bytes.

    Raises ValueError (or `PkiError` for damaged CMS) otherwise.
    """
    content = cms_verify.verify(signed).content or b""
    return _verified(encoded, content, sha256(signed), identity)


def verified_unsigned(encoded: bytes, document: bytes, identity: ServiceIdentity) -> Receipt:
    """Return the same for a document that was sent without a signature."""
    return _verified(encoded, document, None, identity)


def verified_handed_over(encoded: bytes, identity: ServiceIdentity) -> Receipt:
    """Return the receipt in `encoded` (CMS) if the service signed it, for whatever document."""
    receipt = Receipt.parse(_signed_by(encoded, identity))
    if receipt.service != identity.name:
        raise ValueError("receipt of another service")
    return receipt


def _signed_by(encoded: bytes, identity: ServiceIdentity) -> bytes:
    """Return the content that the service signed. Raises ValueError where it did not."""
    answer = cms_verify.verify(encoded)
    if validity(answer.findings) is not Validity.VALID or answer.content is None:
        raise ValueError("signature")
    if answer.certificate.der != identity.signing.der:
        raise ValueError("signer")
    return answer.content


def _verified(
    encoded: bytes, document: bytes, signature: str | None, identity: ServiceIdentity
) -> Receipt:
    receipt = Receipt.parse(_signed_by(encoded, identity))
    application = Application.parse(document)
    expected = (identity.name, application.ticket.draft, application.kind)
    if (receipt.service, receipt.draft, receipt.kind) != expected:
        raise ValueError("receipt for another application")
    if (receipt.document_sha256, receipt.signature_sha256) != (sha256(document), signature):
        raise ValueError("receipt for other bytes")
    return receipt
