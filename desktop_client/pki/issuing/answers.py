"""What a CA's messages say: certificates, to wait, or why not."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.asn1 import core
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.findings import DamagedFile, PkiError
from desktop_client.pki.issuing import structures as cmp

MAX_MESSAGE_BYTES = 1024 * 1024
MOST_CERTIFICATES = 32
MOST_TEXT = 300
_GOOD = frozenset({"accepted", "granted_with_mods"})

# Which of the failures is told as what; the first that applies counts.
_CAUSES = (
    ("issuing_code_refused", {"bad_message_check", "wrong_integrity"}),
    ("issuing_not_authorized", {"not_authorized"}),
    ("issuing_used", {"duplicate_cert_req"}),
    ("issuing_duplicate", {"transaction_id_in_use", "cert_confirmed"}),
    ("issuing_busy", {"system_unavail", "system_failure"}),
    ("issuing_clock", {"bad_time"}),
    ("issuing_revoked", {"cert_revoked"}),
    ("issuing_unknown_certificate", {"bad_cert_id", "signer_not_trusted"}),
    ("issuing_key_refused", {"bad_pop", "bad_alg", "bad_cert_template"}),
)


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate that was issued for the request of this number."""

    number: int
    certificate: Certificate


@dataclass(frozen=True, slots=True)
class Waiting:
    """The CA decides later: it is to be asked again."""

    number: int
    seconds: int = 0


def read_message(data: bytes) -> cmp.Message:
    """Return a message whose header can be read; its body is read by `reading`.

    Raises DamagedFile `issuing_answer_damaged`.
    """
    with reading():
        if len(data) > MAX_MESSAGE_BYTES:
            raise ValueError("too large")
        message: cmp.Message = cmp.Message.load(data, strict=True)
        _touch(message["header"].native, message["body"].chosen)
    return message


@contextmanager
def reading() -> Iterator[None]:
    """Raise DamagedFile `issuing_answer_damaged` where something in a message cannot be read."""
    try:
        yield
    except PARSE_ERRORS:
        raise DamagedFile("issuing_answer_damaged") from None


def certificates(message: cmp.Message) -> list[Certificate]:
    """Return those that came along, of the message and of its body; damaged ones are left out."""
    listed: list[Any] = []
    if not isinstance(message["extra_certs"], core.Void):
        listed += message["extra_certs"]
    content = message["body"].chosen
    if isinstance(content, cmp.CertRepMessage) and not isinstance(content["ca_pubs"], core.Void):
        listed += content["ca_pubs"]
    return list(_readable(listed[:MOST_CERTIFICATES]))


def outcome(body: cmp.Body, count: int) -> list[Issued] | Waiting:
    """Return what ip or kup says of `count` requests: what was issued, or the first that waits.

    The first request is answered; a CA may leave out others. Raises PkiError: see `refusal`;
    DamagedFile `issuing_answer_damaged`.
    """
    responses = list(body.chosen["response"])
    for response in responses:
        status = response["status"]["status"].native
        if status == "waiting":
            return Waiting(response["cert_req_id"].native)
        if status not in _GOOD:
            raise refusal(response["status"])
    issued = [_issued(response) for response in responses]
    numbers = [each.number for each in issued]
    if 0 not in numbers or len(set(numbers)) < len(numbers) or not set(numbers) <= {*range(count)}:
        raise DamagedFile("issuing_answer_damaged")
    return sorted(issued, key=lambda each: each.number)


def revoked(body: cmp.Body) -> None:
    """Return where rp says that the certificate is revoked. Raises as `refusal`."""
    (status,) = body.chosen["status"]
    name = status["status"].native
    if name not in _GOOD and name != "revocation_notification":
        raise refusal(status)


def poll_again(body: cmp.Body) -> Waiting:
    """Return how long pollRep asks to wait. Raises DamagedFile `issuing_answer_damaged`."""
    (entry,) = body.chosen
    seconds = entry["check_after"].native
    if seconds < 0:
        raise DamagedFile("issuing_answer_damaged")
    return Waiting(entry["cert_req_id"].native, seconds)


def encryption_certificate(body: cmp.Body) -> Certificate | None:
    """Return the certificate that genp says is sealed for; None where it says none."""
    for entry in body.chosen:
        if entry["info_type"].native == cmp.CA_ENCRYPTION_CERTIFICATE:
            value = entry["info_value"]
            found = [] if isinstance(value, core.Void) else list(_readable([value]))
            return found[0] if found else None
    return None


def error(body: cmp.Body, *, protected: bool) -> PkiError:
    """Return what error says, as `refusal` does.

    A CA that does not know the reference number, or another code for it, has nothing to protect its
    answer with, and some do not say why: without protection and a reason that is the likely one.
    """
    told = refusal(body.chosen["pki_status_info"])
    if told.code in ("issuing_refused", "issuing_not_authorized") and not protected:
        return PkiError("issuing_code_refused", **told.values)
    return told


def refusal(status: cmp.StatusInfo) -> PkiError:
    """Return what a refusal is told as.

    Its codes: those of `_CAUSES`, and issuing_refused. Values: reason (the CA's own words, bounded,
    printable) and failure (the standard's names).
    """
    failures = set() if isinstance(status["fail_info"], core.Void) else status["fail_info"].native
    words = () if isinstance(status["status_string"], core.Void) else status["status_string"].native
    code = next((code for code, causes in _CAUSES if causes & failures), "issuing_refused")
    shown = "".join(char for char in " ".join(words) if char.isprintable())
    return PkiError(code, reason=shown[:MOST_TEXT], failure=" ".join(sorted(failures)))


def needs_no_confirmation(header: cmp.Header) -> bool:
    """Return whether the CA takes its certificates for confirmed (RFC 9810 section 5.1.1.1)."""
    told = header["general_info"]
    listed = () if isinstance(told, core.Void) else told
    return any(each["info_type"].native == cmp.IMPLICIT_CONFIRM for each in listed)


def confirmation_hash(certificate: Certificate) -> bytes:
    """Return the hash that certConf names: that of the certificate's own signature algorithm.

    SHA-256 where the algorithm names none (RFC 9810 section 5.3.18).
    """
    name = str(certificate.asn1.hash_algo)
    known = {"sha1", "sha224", "sha256", "sha384", "sha512"}
    return hashlib.new(name if name in known else "sha256", certificate.der).digest()


def _issued(response: cmp.CertResponse) -> Issued:
    pair = response["certified_key_pair"]
    if isinstance(pair, core.Void) or pair["cert_or_enc_cert"].name != "certificate":
        raise DamagedFile("issuing_answer_damaged")
    encoded = pair["cert_or_enc_cert"].chosen.untag().dump()
    return Issued(response["cert_req_id"].native, Certificate.from_der(encoded))


def _readable(listed: Sequence[Any]) -> Iterator[Certificate]:
    for each in listed:
        try:
            yield Certificate.from_der(each.dump())
        except PkiError:
            continue


def _touch(*_values: object) -> None:
    """Asking for these values has read them: asn1crypto puts that off."""
