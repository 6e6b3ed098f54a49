"""The practice CA's answers: a CMP message in, a CMP message out (RFC 9810)."""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, NamedTuple

from asn1crypto import algos, core, crl, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.findings import DamagedFile, PkiError
from desktop_client.pki.issuing import structures as cmp
from desktop_client.pki.issuing.answers import (
    confirmation_hash,
    needs_no_confirmation,
    read_message,
)
from desktop_client.pki.issuing.protection import SharedSecret, is_signed_by
from desktop_client.pki.signing.certificate_signatures import signature_fault
from desktop_client.pki.storage.store import KM_CERTIFICATE
from practice.authority import Revoked
from practice.distribution import PARTITIONS
from practice.issuing.book import Book, Code
from practice.issuing.certifying import Certifier, Holder
from practice.issuing.refusing import RequestRefused
from practice.pki import Practice
from practice.samples import SAMPLES

log = logging.getLogger(__name__)

ASK_AGAIN_SECONDS = 1
_RSA_SHA256 = {"algorithm": "sha256_rsa", "parameters": core.Null()}


class _Asked(NamedTuple):
    """A request that was proved to be its sender's."""

    message: cmp.Message
    identifier: bytes
    code: Code | None
    """By which it is protected; None where a certificate signs it."""
    signer: Certificate | None


class Answering:
    """Answers for the practice CA out of its book."""

    def __init__(self, practice: Practice, book: Book) -> None:
        self._practice, self._book = practice, book
        self._certifier = Certifier(practice)
        self._answers: dict[str, Callable[[_Asked], cmp.Body]] = {
            "ir": self._issue,
            "kur": self._renew,
            "rr": self._revoke,
            "certconf": self._confirm,
            "pollreq": self._poll,
            "genm": self._tell,
        }

    def answer(self, data: bytes) -> bytes:
        """Return the answer to a message; what is none is answered with an error."""
        try:
            message = read_message(data)
        except DamagedFile:
            refused = RequestRefused("bad_data_format", "no CMP message")
            return self._reply(None, None, _error(refused))
        code = None
        try:
            asked = self._proved(message)
            code = asked.code
            act = self._answers.get(message["body"].name)
            if act is None:
                raise RequestRefused("bad_request", "not answered here")
            body = act(asked)
        except RequestRefused as refused:
            log.info("refused: %s", refused.failure)
            body = _error(refused)
        except PARSE_ERRORS:
            body = _error(RequestRefused("bad_data_format", "the request cannot be read"))
        return self._reply(message, code, body)

    def _proved(self, message: cmp.Message) -> _Asked:
        header = message["header"]
        if isinstance(header["transaction_id"], core.Void):
            raise RequestRefused("bad_request", "no transaction")
        identifier = header["transaction_id"].native
        named = header["sender_kid"]
        if not isinstance(named, core.Void):
            reference = named.native.decode("ascii", "replace")
            code = self._book.code(reference) if reference.isalnum() else None
            if code is not None and SharedSecret(code.code.encode()).fits(message):
                return _Asked(message, identifier, code, None)
        signer = self._signer(message)
        if signer is None:
            raise RequestRefused("bad_message_check", "reference number or code not accepted")
        return _Asked(message, identifier, None, signer)

    def _signer(self, message: cmp.Message) -> Certificate | None:
        along = message["extra_certs"]
        ca = Certificate.from_der(self._certifier.chain[0].dump())
        for each in () if isinstance(along, core.Void) else along:
            try:
                certificate = Certificate.from_der(each.dump())
            except PkiError:
                continue
            if is_signed_by(message, certificate) and signature_fault(certificate, ca) is None:
                if self._is_revoked(certificate):
                    raise RequestRefused("cert_revoked", "the certificate is revoked")
                return certificate
        return None

    def _issue(self, asked: _Asked) -> cmp.Body:
        if asked.code is None:
            raise RequestRefused("not_authorized", "a certificate asks for its renewal by kur")
        if self._book.is_used(asked.code.reference, asked.identifier):
            raise RequestRefused("duplicate_cert_req", "the code was used already")
        if asked.code.is_over and self._book.transaction(asked.identifier) is None:
            raise RequestRefused("not_authorized", "the code is out of date")
        holder = Holder(asked.code.holder, asked.code.number, asked.code.policy)
        self._book.use(asked.code.reference, asked.identifier)
        return self._certificates("ip", asked, holder, asked.code.waits)

    def _renew(self, asked: _Asked) -> cmp.Body:
        if asked.signer is None:
            raise RequestRefused("not_authorized", "the old certificate signs its renewal")
        if asked.signer.expired(datetime.now(UTC)):
            raise RequestRefused("not_authorized", "the certificate has expired")
        return self._certificates("kup", asked, self._holder(asked.signer), 0)

    def _certificates(self, kind: str, asked: _Asked, holder: Holder, waits: int) -> cmp.Body:
        known = self._book.transaction(asked.identifier)
        if known is None:
            messages = list(asked.message["body"].chosen)
            made = [self._certifier.certify(each, holder) for each in messages]
            known = {
                "kind": kind,
                "numbers": [each["cert_req"]["cert_req_id"].native for each in messages],
                "certificates": [each.dump().hex() for each in made],
                "holder": asdict(holder),
                "waits": waits,
            }
            self._book.keep_transaction(asked.identifier, known)
        return self._granted(known)

    def _granted(self, known: dict[str, Any]) -> cmp.Body:
        issued = zip(known["numbers"], known["certificates"], strict=True)
        if known["waits"] > 0:
            waiting = [{"cert_req_id": n, "status": {"status": "waiting"}} for n, _ in issued]
            return cmp.Body(known["kind"], cmp.CertRepMessage({"response": waiting}))
        responses = [
            {
                "cert_req_id": number,
                "status": {"status": "granted_with_mods"},
                "certified_key_pair": {
                    "cert_or_enc_cert": cmp.CertOrEncCert(
                        "certificate", x509.Certificate.load(bytes.fromhex(encoded))
                    )
                },
            }
            for number, encoded in issued
        ]
        content = {"ca_pubs": self._certifier.chain, "response": responses}
        return cmp.Body(known["kind"], cmp.CertRepMessage(content))

    def _poll(self, asked: _Asked) -> cmp.Body:
        known = self._known(asked)
        if known["waits"] > 0:
            self._book.keep_transaction(asked.identifier, {**known, "waits": known["waits"] - 1})
            (entry,) = asked.message["body"].chosen
            number = entry["cert_req_id"].native
            reply = [{"cert_req_id": number, "check_after": ASK_AGAIN_SECONDS}]
            return cmp.Body("pollrep", cmp.PollRepContent(reply))
        return self._granted(known)

    def _confirm(self, asked: _Asked) -> cmp.Body:
        known = self._known(asked)
        issued = {
            number: Certificate.from_der(bytes.fromhex(encoded))
            for number, encoded in zip(known["numbers"], known["certificates"], strict=True)
        }
        for status in asked.message["body"].chosen:
            certificate = issued.get(status["cert_req_id"].native)
            if certificate is None or status["cert_hash"].native != confirmation_hash(certificate):
                raise RequestRefused("bad_cert_id", "another certificate was issued")
        return cmp.Body("pkiconf", core.Null())

    def _revoke(self, asked: _Asked) -> cmp.Body:
        (details,) = asked.message["body"].chosen
        serial = details["cert_details"]["serial_number"].native
        if asked.signer is None:
            raise RequestRefused("not_authorized", "a certificate asks for a revocation")
        own = (asked.signer, *self._issued_to(asked.signer.holder))
        certificate = next((each for each in own if each.serial == serial), None)
        if certificate is None:
            raise RequestRefused("not_authorized", "not a certificate of who asks")
        if self._is_revoked(certificate):
            raise RequestRefused("cert_revoked", "the certificate is revoked")
        extensions = details["crl_entry_details"]
        reason = "unspecified"
        for each in () if isinstance(extensions, core.Void) else extensions:
            if each["extn_id"].dotted == "2.5.29.21":
                reason = crl.CRLReason.load(each["extn_value"].native).native
        partition = self._partition(certificate)
        self._practice.revoke(Revoked(serial, datetime.now(UTC), reason), partition)
        return cmp.Body("rp", cmp.RevRepContent({"status": [{"status": "accepted"}]}))

    def _tell(self, asked: _Asked) -> cmp.Body:
        told = [
            {
                "info_type": cmp.CA_ENCRYPTION_CERTIFICATE,
                "info_value": self._certifier.protocol_certificate.asn1,
            }
            for each in asked.message["body"].chosen
            if each["info_type"].native == cmp.CA_ENCRYPTION_CERTIFICATE
        ]
        return cmp.Body("genp", cmp.GeneralInfo(told))

    def _known(self, asked: _Asked) -> dict[str, Any]:
        known = self._book.transaction(asked.identifier)
        if known is None:
            raise RequestRefused("bad_request", "no such transaction")
        return known

    def _holder(self, certificate: Certificate) -> Holder:
        """Return whom a certificate is for. Raises RequestRefused."""
        holder = self._book.holder(certificate.holder)
        if holder is not None:
            return Holder(**holder)
        for sample in SAMPLES.values():
            if sample.holder == certificate.holder:
                return Holder(sample.holder, sample.number, sample.policy)
        raise RequestRefused("bad_cert_id", "not a certificate of this CA")

    def _issued_to(self, name: str) -> Iterator[Certificate]:
        """Yield the certificates of a holder: those issued here, and those that samples have."""
        for encoded in self._book.certificates(name):
            yield Certificate.from_der(encoded)
        for code, sample in SAMPLES.items():
            file = self._practice.sample(code).path / KM_CERTIFICATE
            if sample.holder == name and file.is_file():
                yield Certificate.from_der(file.read_bytes())

    def _partition(self, certificate: Certificate) -> str:
        """Return the partition whose list the certificate names."""
        named = certificate.asn1.crl_distribution_points
        urls = {url.native for point in named for url in point["distribution_point"].chosen}
        return next(
            (name for name in PARTITIONS if self._practice.list_url(name) in urls), PARTITIONS[0]
        )

    def _is_revoked(self, certificate: Certificate) -> bool:
        content = (self._practice.crl_folder / f"{self._partition(certificate)}.crl").read_bytes()
        listed = crl.CertificateList.load(content)["tbs_cert_list"]["revoked_certificates"]
        return any(entry["user_certificate"].native == certificate.serial for entry in listed)

    def _reply(self, asked: cmp.Message | None, code: Code | None, body: cmp.Body) -> bytes:
        own = self._certifier.protocol_certificate.asn1
        header: dict[str, Any] = {
            "pvno": 2,
            "sender": x509.GeneralName("directory_name", own.subject),
            "recipient": x509.GeneralName("directory_name", x509.Name.build({})),
            "message_time": datetime.now(UTC).replace(microsecond=0),
            "sender_nonce": os.urandom(16),
        }
        if asked is not None:
            given = asked["header"]
            if body.name in (cmp.IP, cmp.KUP) and needs_no_confirmation(given):
                header["general_info"] = [{"info_type": cmp.IMPLICIT_CONFIRM}]
            header["recipient"] = given["sender"]
            for ours, theirs in (("recip_nonce", "sender_nonce"), ("transaction_id",) * 2):
                if not isinstance(given[theirs], core.Void):
                    header[ours] = given[theirs].native
        secret = SharedSecret(code.code.encode()) if code else None
        if code and secret:
            header["sender_kid"] = code.reference.encode()
            header["protection_alg"] = secret.algorithm()
        else:
            encoded = algos.SignedDigestAlgorithm(_RSA_SHA256).dump()
            header["protection_alg"] = cmp.Algorithm.load(encoded)
        part = cmp.ProtectedPart({"header": header, "body": body})
        if secret:
            protection = secret.protect(header["protection_alg"], part.dump())
        else:
            protection = self._certifier.protocol_key.sign(
                part.dump(), padding.PKCS1v15(), hashes.SHA256()
            )
        answer = cmp.Message(
            {
                "header": part["header"],
                "body": part["body"],
                "protection": protection,
                "extra_certs": [own, *self._certifier.chain],
            }
        )
        encoded_answer: bytes = answer.dump()
        return encoded_answer


def _error(refused: RequestRefused) -> cmp.Body:
    status = {
        "status": "rejection",
        "status_string": [refused.words],
        "fail_info": {refused.failure},
    }
    return cmp.Body("error", cmp.ErrorMsgContent({"pki_status_info": status}))
