"""Asks OCSP responders (RFC 6960) and checks whether their answers may be believed."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_client.pki import names
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.asn1 import algos, ocsp
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.extensions import OCSP_SIGNING
from desktop_client.pki.findings import DamagedFile, PkiError
from desktop_client.pki.http import web
from desktop_client.pki.http.limits import Limits
from desktop_client.pki.revocation.revocation_list import Question, Revoked
from desktop_client.pki.revocation.when import When
from desktop_client.pki.signing import signatures
from desktop_client.pki.signing.certificate_signatures import signature_fault

MAX_RESPONSE_BYTES = 256 * 1024
NONCE_BYTES = 16
MAX_CERTIFICATES = 8
"""In one answer; the responder's own is needed, and nothing else."""
_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
_PROCESSED = frozenset({"nonce"})
_REFUSALS = {
    "malformed_request": "ocsp_malformed_request",
    "internal_error": "ocsp_internal_error",
    "try_later": "ocsp_try_later",
    "sign_required": "ocsp_sign_required",
    "unauthorized": "ocsp_unauthorized",
}
"""What responders answer in place of an answer (section 2.3)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a responder says about one certificate: revoked, why it does not serve, or good."""

    fault: str | None = None
    """A finding's code."""
    revoked: Revoked | None = None
    later: Revoked | None = None
    """A revocation that does not hold yet at the time asked about."""
    this_update: datetime | None = None
    next_update: datetime | None = None
    unchecked: Certificate | None = None
    """The responder's certificate where the CA has not exempted it from revocation."""
    nonce_missing: bool = False


def ask(url: str, question: Question, when: When, limits: Limits) -> Reply:
    """Ask one responder about a certificate. Raises Unreachable."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    posted = web.Posted(request(question, nonce), "application/ocsp-request")
    answer = web.fetch(url, limits, posted)
    return read(answer, question, nonce, when)


def request(question: Question, nonce: bytes) -> bytes:
    """Return a request (section 4.1); SHA-1 names the issuer, as every responder knows it."""
    each = {"req_cert": _certificate_id(question, "sha1")}
    nonce_extension = {"extn_id": "nonce", "extn_value": nonce}
    body = {"request_list": [each], "request_extensions": [nonce_extension]}
    encoded: bytes = ocsp.OCSPRequest({"tbs_request": body}).dump()
    return encoded


def read(answer: bytes, question: Question, nonce: bytes | None, when: When) -> Reply:
    """Check an answer (section 3.2); whatever the bytes, the reply says what is wrong.

    `nonce` is that of our request; None for an answer that others have asked for.
    """
    if len(answer) > MAX_RESPONSE_BYTES:
        return Reply("ocsp_damaged")
    try:
        return _Response(answer).reply(question, nonce, when)
    except PkiError as error:
        return Reply(error.code)
    except PARSE_ERRORS:
        return Reply("ocsp_damaged")


class _Response:
    def __init__(self, answer: bytes) -> None:
        outer = ocsp.OCSPResponse.load(answer, strict=True)
        status = outer["response_status"].native
        if status != "successful":
            raise DamagedFile(_REFUSALS.get(status, "ocsp_refused"))
        if outer["response_bytes"]["response_type"].native != "basic_ocsp_response":
            raise DamagedFile("ocsp_unsupported")
        self._encoded = outer["response_bytes"]["response"].contents
        self._basic = ocsp.BasicOCSPResponse.load(self._encoded, strict=True)
        self._body = self._basic["tbs_response_data"]

    def reply(self, question: Question, nonce: bytes | None, when: When) -> Reply:
        """Say what the answer means for the question."""
        entry = self._entry(question)
        if entry is None:
            return Reply("ocsp_not_covering")
        produced = der.aware_moment(self._body["produced_at"].native)
        responder = self._responder(question, when.now if nonce else min(produced, when.now))
        extensions = self._extensions()
        echoed = extensions.get("nonce")
        if nonce is not None and echoed is not None and echoed.native != nonce:
            return Reply("ocsp_nonce_wrong")
        this_update = der.aware_moment(entry["this_update"].native)
        ends = entry["next_update"].native
        next_update = der.aware_moment(ends) if ends is not None else None
        fault, revoked = _status(entry)
        counts = revoked is not None and when.counts(revoked, this_update, question)
        # An entry is there, so none was dropped after the certificate has expired.
        not_after = question.not_after if revoked is None else this_update
        untimely = when.answer_fault(this_update, next_update, not_after)
        return Reply(
            fault=None if counts else fault or untimely,
            revoked=revoked if counts else None,
            later=None if counts else revoked,
            this_update=this_update,
            next_update=next_update,
            unchecked=responder,
            nonce_missing=nonce is not None and echoed is None,
        )

    def _responder(self, question: Question, at: datetime) -> Certificate | None:
        """Check signature and authority; return the delegate whose revocation must be asked.

        Raises DamagedFile with the code of what is wrong (section 4.2.2.2).
        """
        authority = question.authority
        if self._names(authority):
            self._require_signature(authority)
            return None
        delegate = next(
            (certificate for certificate in self._certificates() if self._names(certificate)), None
        )
        if delegate is None or not _may_respond(delegate, authority, at):
            raise DamagedFile("ocsp_responder_not_allowed")
        self._require_signature(delegate)
        return None if delegate.extensions.is_exempt_responder else delegate

    def _certificates(self) -> Sequence[Certificate]:
        found = list(self._basic["certs"] or ())[:MAX_CERTIFICATES]
        return [Certificate.from_der(each.dump()) for each in found]

    def _names(self, candidate: Certificate) -> bool:
        responder = self._body["responder_id"]
        if responder.name == "by_key":
            return bool(responder.native == hashlib.sha1(_key(candidate)).digest())  # noqa: S324
        named = responder.chosen.chosen.contents
        return names.comparable(named) == names.comparable(candidate.subject_name)

    def _require_signature(self, signer: Certificate) -> None:
        algorithm = algos.SignedDigestAlgorithm.load(self._basic["signature_algorithm"].dump())
        scheme = signatures.scheme_of(algorithm)
        signature = self._basic["signature"].native
        digest = signatures.digest(scheme.hash_name, _first_element(self._encoded))
        fault = signatures.fault(signer.public_key_der, scheme, signature, digest)
        if fault is not None:
            raise DamagedFile("ocsp_signature_wrong" if fault == "signature_wrong" else fault)

    def _extensions(self) -> dict[str, ocsp.ParsableOctetString]:
        extensions = list(self._body["response_extensions"] or ())
        critical = {
            extension["extn_id"].native for extension in extensions if extension["critical"].native
        }
        if critical - _PROCESSED:
            raise DamagedFile("ocsp_unsupported")
        return {
            extension["extn_id"].native: extension["extn_value"].parsed for extension in extensions
        }

    def _entry(self, question: Question) -> ocsp.SingleResponse | None:
        found = [each for each in self._body["responses"] if _is_about(each["cert_id"], question)]
        if len(found) > 1:  # nothing says which of them counts
            raise DamagedFile("ocsp_ambiguous")
        if found and found[0].critical_extensions:
            raise DamagedFile("ocsp_unsupported")
        return found[0] if found else None


def _certificate_id(question: Question, hash_name: str) -> dict[str, object]:
    digest = _HASHES[hash_name]
    return {
        "hash_algorithm": {"algorithm": hash_name},
        "issuer_name_hash": digest(question.issuer_name).digest(),
        "issuer_key_hash": digest(_key(question.authority)).digest(),
        "serial_number": question.serial,
    }


def _is_about(named: ocsp.CertId, question: Question) -> bool:
    hash_name = named["hash_algorithm"]["algorithm"].native
    if hash_name not in _HASHES:
        return False
    expected = _certificate_id(question, hash_name)
    parts = ("issuer_name_hash", "issuer_key_hash", "serial_number")
    return all(named[part].native == expected[part] for part in parts)


def _key(certificate: Certificate) -> bytes:
    """Return the bits of the public key, without tag, length and number of unused bits."""
    (info,) = der.parts(certificate.public_key_der, der.SEQUENCE)
    _, bits = der.parts(info, der.SEQUENCE, der.BIT_STRING)
    return bytes(bits[1:])


def _first_element(encoded: bytes) -> memoryview:
    """Return the first element of a sequence with its header, as it came."""
    (outer,) = der.parts(encoded, der.SEQUENCE)
    _, body = next(der.elements(outer))
    header = 2 + (outer[1] & 0x7F if outer[1] & 0x80 else 0)
    return outer[: header + len(body)]


def _may_respond(delegate: Certificate, authority: Certificate, at: datetime) -> bool:
    """Whether the CA itself has issued it for this, and it is in force."""
    return (
        OCSP_SIGNING in (delegate.extended_usages or ())
        and names.comparable(delegate.issuer_name) == names.comparable(authority.subject_name)
        and signature_fault(delegate, authority) is None
        and not delegate.expired(at)
        and not delegate.not_yet_valid(at)
    )


def _status(entry: ocsp.SingleResponse) -> tuple[str | None, Revoked | None]:
    status = entry["cert_status"]
    if status.name == "good":
        return None, None
    if status.name != "revoked":
        return "ocsp_unknown", None
    reason = status.chosen["revocation_reason"].native
    date = der.aware_moment(status.chosen["revocation_time"].native)
    return None, Revoked(date, reason or "unspecified")
