"""One transaction with a CA: requests and answers over HTTP (RFC 6712), checked step by step."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.asn1 import core, keys, x509
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.findings import DamagedFile, PkiError, Unreachable
from desktop_client.pki.http import exchange
from desktop_client.pki.http.failures import ExchangeFailed
from desktop_client.pki.issuing import answers, requests
from desktop_client.pki.issuing import structures as cmp
from desktop_client.pki.issuing.answers import Issued, Waiting
from desktop_client.pki.issuing.protection import (
    Protection,
    SharedSecret,
    signed_by_one_of,
)
from desktop_client.pki.issuing.requests import KeyRequest, RevocationReason
from desktop_client.pki.signing.certificate_signatures import signature_fault

DIGITAL_SIGNATURE = 0x80
"""Of the first eight bits of keyUsage."""
MEDIA_TYPE = "application/pkixcmp"
LIMITS = exchange.Limits(connect=10, silence=30, whole=60, body_bytes=answers.MAX_MESSAGE_BYTES)
MOST_POLLS = 1000
LONGEST_WAIT = 60
"""Seconds between two questions at the most, whatever the CA says."""

_OF_CODES = {
    "issuing_not_authorized": "issuing_code_void",
    "issuing_used": "issuing_code_used",
}
_OF_CERTIFICATES = {
    "issuing_code_refused": "issuing_signature_refused",
    "issuing_not_authorized": "issuing_signature_refused",
}
"""As what a refusal is told, by what protects the messages."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A CA as it is called: its address, and the certificates by which its signatures count."""

    url: str
    recipient: x509.Name = field(default_factory=lambda: x509.Name.build({}))
    trusted: Sequence[Certificate] = ()


class Transaction:
    """A transaction that can be continued: its identifier is kept by whoever begins it.

    `pause` waits so many seconds and may raise to stop; so may `check`, which is asked while an
    answer is waited for.
    """

    def __init__(
        self,
        authority: Authority,
        protection: Protection,
        sender: x509.Name,
        *,
        sender_id: bytes | None = None,
        identifier: bytes | None = None,
        last_nonce: bytes | None = None,
        pause: Callable[[float], None] = time.sleep,
        check: Callable[[], object] = lambda: None,
    ) -> None:
        self._authority, self._protection = authority, protection
        self._sender, self._sender_id = sender, sender_id
        self.identifier = identifier or os.urandom(16)
        self._pause, self._check = pause, check
        self.last_nonce = last_nonce
        """Of the CA's last answer: the next message repeats it."""
        self._client = exchange.Client()
        self.is_confirmed = False
        """Whether the CA has said that it waits for no confirmation."""
        self.others: list[Certificate] = []
        """Certificates that the CA has sent along: they help to find a path, nothing more."""

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def begin_anew(self) -> None:
        """Leave the transaction for another one."""
        self.identifier, self.last_nonce = os.urandom(16), None

    def encryption_certificate(self) -> Certificate | None:
        """Return the certificate that R is sealed for; None where the CA names none.

        Raises as `_ask`.
        """
        body = self._ask(requests.encryption_certificate_wanted(), cmp.GENP)
        with answers.reading():
            return answers.encryption_certificate(body)

    def ask_for_certificates(
        self,
        wanted: Sequence[KeyRequest],
        subject: x509.Name,
        *,
        renewal: bool = False,
        waiting: int | None = None,
        waits: Callable[[int], object] = lambda _: None,
    ) -> list[Issued]:
        """Ask for a certificate for each key; they still have to be confirmed.

        The first key gets one; those a CA leaves out are missing. `waits` is told the number of
        the request that the CA decides on later: `waiting` goes on with it, in this transaction.

        Raises PkiError as `answers.refusal`, `issuing_another_key`, `issuing_weaker_key`,
        `issuing_never_decided`, and as `_ask`.
        """
        expected = cmp.KUP if renewal else cmp.IP
        if waiting is None:
            first = requests.certificate_requests(wanted, subject, renewal=renewal)
        else:
            first = requests.poll(waiting)
        body = self._ask(first, expected, cmp.POLL)
        for _ in range(MOST_POLLS):
            told = self._told(body, len(wanted))
            if not isinstance(told, Waiting):
                return self._fitting(wanted, told)
            waits(told.number)
            self._pause(min(max(told.seconds, 1 if body.name == cmp.POLL else 0), LONGEST_WAIT))
            body = self._ask(requests.poll(told.number), expected, cmp.POLL)
        raise PkiError("issuing_never_decided")

    def confirm(self, issued: Sequence[Issued]) -> None:
        """Tell the CA that the certificates were taken. Raises as `_ask`."""
        taken = [(each.number, answers.confirmation_hash(each.certificate)) for each in issued]
        try:
            self._ask(requests.confirmation(taken), cmp.CONFIRMED)
        except PkiError as refused:
            if "cert_confirmed" not in str(refused.values.get("failure", "")).split():
                raise  # else it was told before, and its answer did not arrive

    def revoke(self, certificate: Certificate, reason: RevocationReason) -> None:
        """Have a certificate revoked. Raises PkiError as `answers.refusal`, and as `_ask`."""
        body = self._ask(requests.revocation(certificate, reason), cmp.RP)
        with answers.reading(), self._by_whom(protected=True):
            answers.revoked(body)

    def _told(self, body: cmp.Body, count: int) -> list[Issued] | Waiting:
        with answers.reading(), self._by_whom(protected=True):
            if body.name == cmp.POLL:
                return answers.poll_again(body)
            return answers.outcome(body, count)

    @contextmanager
    def _by_whom(self, *, protected: bool) -> Iterator[None]:
        """Tell a refusal as one of the code or of the certificate that protects the messages.

        Who protects a refusal with the code knows it: then the code is right, and yet of no use.
        """
        try:
            yield
        except PkiError as refused:
            by_code = isinstance(self._protection, SharedSecret)
            told = _OF_CERTIFICATES if not by_code else _OF_CODES if protected else {}
            raise PkiError(told.get(refused.code, refused.code), **refused.values) from None

    def _fitting(self, wanted: Sequence[KeyRequest], issued: list[Issued]) -> list[Issued]:
        for each in issued:
            asked = wanted[each.number].public_key
            if each.certificate.public_key_der != asked:
                weaker = key_bits(each.certificate.public_key_der) < key_bits(asked)
                raise PkiError("issuing_weaker_key" if weaker else "issuing_another_key")
        return issued

    def _ask(self, body: cmp.Body, *expected: str) -> cmp.Body:
        """Send a body and return the one that answers it, of one of these kinds.

        Raises PkiError as `answers.refusal`, `issuing_answer_foreign` (of another transaction or
        question), `issuing_answer_unprotected`; DamagedFile `issuing_answer_damaged`; Unreachable.
        """
        sent_nonce = requests.nonce()
        answer = answers.read_message(self._exchange(self._message(body, sent_nonce)))
        with answers.reading():
            return self._checked(answer, sent_nonce, expected)

    def _checked(
        self, answer: cmp.Message, sent_nonce: bytes, expected: tuple[str, ...]
    ) -> cmp.Body:
        header = answer["header"]
        answered: cmp.Body = answer["body"]
        if header["transaction_id"].native != self.identifier:
            raise PkiError("issuing_answer_foreign")
        if answered.name == cmp.ERROR:
            protected = self._is_protected(answer)
            with self._by_whom(protected=protected):
                raise answers.error(answered, protected=protected)
        if header["recip_nonce"].native != sent_nonce:
            raise PkiError("issuing_answer_foreign")
        if not self._is_protected(answer):
            raise PkiError("issuing_answer_unprotected")
        if answered.name not in expected:
            raise DamagedFile("issuing_answer_damaged")
        nonce = header["sender_nonce"]
        self.last_nonce = None if isinstance(nonce, core.Void) else nonce.native
        self.others += answers.certificates(answer)
        self.is_confirmed |= answers.needs_no_confirmation(header)
        return answered

    def _message(self, body: cmp.Body, nonce: bytes) -> bytes:
        algorithm = self._protection.algorithm()
        header: dict[str, object] = {
            "pvno": 2,
            "sender": x509.GeneralName("directory_name", self._sender),
            "recipient": x509.GeneralName("directory_name", self._authority.recipient),
            "message_time": datetime.now(UTC).replace(microsecond=0),
            "protection_alg": algorithm,
            "transaction_id": self.identifier,
            "sender_nonce": nonce,
        }
        if self._sender_id is not None:
            header["sender_kid"] = self._sender_id
        if self.last_nonce is not None:
            header["recip_nonce"] = self.last_nonce
        part = cmp.ProtectedPart({"header": header, "body": body})
        protection = self._protection.protect(algorithm, part.dump())
        message = {"header": part["header"], "body": part["body"], "protection": protection}
        along = [each.asn1 for each in self._protection.certificates]
        encoded: bytes = cmp.Message({**message, "extra_certs": along} if along else message).dump()
        return encoded

    def _is_protected(self, answer: cmp.Message) -> bool:
        """Return whether an answer is by the shared secret, or signed on behalf of a trusted CA."""
        if isinstance(self._protection, SharedSecret) and self._protection.fits(answer):
            return True
        trusted = self._authority.trusted
        certificates = (*trusted, *answers.certificates(answer)) if trusted else ()
        signer = signed_by_one_of(answer, certificates)
        return signer is not None and (signer in trusted or _speaks_for(trusted, signer))

    def _exchange(self, message: bytes) -> bytes:
        url = self._authority.url
        request = exchange.Request("POST", url, message, {"Content-Type": MEDIA_TYPE})
        try:
            with self._client.exchange(request, LIMITS, self._check) as answer:
                content = answer.read()
                if answer.head.status == 200:
                    return content
                # Some say why in the body of a failure (RFC 6712 section 3.7).
                with suppress(DamagedFile):
                    answers.read_message(content)
                    return content
                raise Unreachable(url=url, reason=f"http_{answer.head.status}")
        except ExchangeFailed as failed:
            raise Unreachable(url=url, reason=failed.reason.value) from None


def key_bits(public_key: bytes) -> int:
    """Return the length of an RSA key; 0 for another kind, or what is none."""
    try:
        info = keys.PublicKeyInfo.load(public_key)
        return int(info.bit_size) if info.algorithm == "rsa" else 0
    except PARSE_ERRORS:
        return 0


def _speaks_for(trusted: Sequence[Certificate], signer: Certificate) -> bool:
    """Return whether a CA has issued a certificate to sign with, valid now."""
    now = datetime.now(UTC)
    may_sign = signer.key_usage is None or bool(signer.key_usage & DIGITAL_SIGNATURE)
    is_valid = not signer.expired(now) and not signer.not_yet_valid(now)
    return may_sign and is_valid and any(signature_fault(signer, ca) is None for ca in trusted)
