"""What the service asks of a signature and of the certificate behind it.

Each check returns what is worth telling an officer and raises Refused otherwise.
"""

from collections.abc import Collection
from typing import Any

from asn1crypto.cms import ContentInfo

from backend.judge import JudgedPath
from backend.refused import Refused
from backend.service import Service
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.findings import Finding, PkiError, Severity, Validity, finding, validity
from desktop_client.pki.judging.policies import Holder, meaning
from desktop_client.pki.signing import cms_verify
from desktop_client.pki.signing.cms_verify import Signed
from desktop_client.pki.signing.signatures import HASHES
from registration.kinds import Kind
from registration.signing_rules import unfit_for

Findings = list[dict[str, Any]]

_BARE = frozenset({"signed_attributes_missing", "signing_certificate_missing"})
"""What CAdES-BES demands; a signature without it may be a good one, but not here."""
_NOT_FOR_SIGNING = frozenset({"not_for_signing"})
_CHANGED = frozenset({"content_changed"})
_UNTRUSTED = frozenset({"issuer_unknown", "certificate_signature_wrong"})
_REVOKED = frozenset({"revoked", "issuer_revoked"})


def to_json(findings: list[Finding] | tuple[Finding, ...]) -> Findings:
    """Return findings as they are stored and answered."""
    return [finding.to_json() for finding in findings]


def read_signed(cms: bytes) -> Signed:
    """Read a CMS SignedData without judging it yet. Raises Refused `malformed`."""
    try:
        signed = cms_verify.verify(cms)
    except PkiError as error:
        raise Refused("malformed", findings=to_json([error.finding()])) from None
    if signed.content is None:
        raise Refused("malformed", findings=to_json([finding("content_missing")]))
    return signed


def check_signature(signed: Signed) -> Findings:
    """Refuse `document_changed`, `signature_wrong`, or `certificate_rejected` for a km one."""
    if _any(signed.findings, _NOT_FOR_SIGNING):
        raise Refused("certificate_rejected", findings=to_json(signed.findings))
    if validity(signed.findings) is not Validity.VALID or _any(signed.findings, _BARE):
        code = "document_changed" if _any(signed.findings, _CHANGED) else "signature_wrong"
        raise Refused(code, findings=to_json(signed.findings))
    return [_signer(signed.certificate), *to_json(signed.findings)]


def _signer(certificate: Certificate) -> dict[str, Any]:
    """Return who signed: the officer compares it with the applicant."""
    values = {
        "holder": certificate.real_name,
        "issuer": certificate.issuer_organisation,
        "serial": f"{certificate.serial:x}",
    }
    return {"code": "signer", "values": values}


def check_addressed(service: Service, named: str | None) -> None:
    """Refuse `service_differs` unless a document names this service's certificate (SHA-256)."""
    if named != service.keys.signing.certificate.fingerprint:
        raise Refused("service_differs")


def check_policy(service: Service, signed: Signed, kinds: Collection[Kind]) -> Findings:
    """Refuse `institution_certificate` for firms, `policy_not_allowed` where it serves no kind."""
    path = service.judge.path(signed.certificate, signed.certificates)
    meant = meaning(signed.certificate, service.judge.policies, path.policies)
    unfit = unfit_for(kinds, meant.holder, meant.serves)
    if unfit == "holder_not_allowed" and meant.holder is Holder.INSTITUTION:
        raise Refused("institution_certificate", policy=meant.oid)
    if unfit:
        raise Refused("policy_not_allowed", policy=meant.oid)
    return [{"code": "policy", "values": {"oid": meant.oid, "label": meant.label_ko}}]


def check_chain(service: Service, signed: Signed) -> JudgedPath:
    """Refuse `certificate_untrusted`, `certificate_rejected`; revocation is another check."""
    path = service.judge.path(signed.certificate, signed.certificates)
    if path.validity is not Validity.VALID:
        untrusted = _any(path.findings, _UNTRUSTED)
        code = "certificate_untrusted" if untrusted else "certificate_rejected"
        raise Refused(code, findings=to_json(path.findings))
    return path


def check_whole(cms: bytes, signed: Signed, path: JudgedPath) -> Findings:
    """Refuse `malformed` unless all that a signature carries beside the document was judged.

    What the service keeps must convince others too, who may choke on damaged extras.
    """
    try:
        data = ContentInfo.load(cms)["content"]
        whole = (
            len(data["certificates"]) == len(signed.certificates)
            and set(signed.certificates) <= set(path.chain)
            and not data["crls"]
            and {algorithm["algorithm"].native for algorithm in data["digest_algorithms"]}
            <= HASHES.keys()
        )
    except PARSE_ERRORS:
        whole = False
    if not whole:
        raise Refused("malformed", findings=to_json([finding("cms_damaged")]))
    return [{"code": "certificates", "values": {"number": len(signed.certificates)}}]


def check_revocation(service: Service, path: JudgedPath) -> Findings:
    """Refuse `certificate_revoked`; `certificate_undecided` when no list can tell."""
    findings = service.judge.revocation(path)
    if _any(findings, _REVOKED):
        raise Refused("certificate_revoked", findings=to_json(findings))
    if validity(findings) is not Validity.VALID:
        raise Refused("certificate_undecided", findings=to_json(findings))
    return to_json(findings)


def _any(findings: list[Finding] | tuple[Finding, ...], codes: frozenset[str]) -> bool:
    return any(
        finding.code in codes and finding.severity is not Severity.INFO for finding in findings
    )
