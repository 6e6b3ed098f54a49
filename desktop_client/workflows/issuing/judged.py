"""A certificate that was just issued, judged: is it trusted, whose is it, and for which number."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_client.pki import vid
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Finding, Severity, Validity, finding
from desktop_client.pki.judging.chain import Verdict
from desktop_client.pki.signing.signer import Signer
from desktop_client.workflows.certificates import Opened
from registration.characters import searchable


class Question(StrEnum):
    """What is asked of a new certificate."""

    CHAIN = "chain"
    """발급기관: whether its CA is trusted, and it is not revoked."""
    HOLDER = "holder"
    """소유자: whether it names who applied."""
    NUMBER = "number"
    """사업자등록번호: whether it was issued for this number (VID)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """For whom a certificate is asked for; "" where that is not known."""

    number: str = ""
    """사업자등록번호, or the number the VID is made from."""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question found; without findings all is well, and None says it was not asked."""

    question: Question
    findings: tuple[Finding, ...] | None


@dataclass(frozen=True, slots=True)
class Judged:
    """The answers, and the certificate ready to sign where it will do."""

    answers: tuple[Answer, ...]
    opened: Opened | None


def judge(certificate: Certificate, key: Signer, verdict: Verdict, expected: Expected) -> Judged:
    """Ask every question of a new certificate whose key is open."""
    chain = () if verdict.validity is Validity.VALID else _telling(verdict)
    answers = (
        Answer(Question.CHAIN, chain),
        Answer(Question.HOLDER, _holder(certificate, expected.holder)),
        Answer(Question.NUMBER, _number(certificate, key, expected.number)),
    )
    wrong = [each for answer in answers for each in answer.findings or () if _is_in_the_way(each)]
    opened = None if wrong else Opened(certificate, key, verdict.chain[1:])
    return Judged(answers, opened)


def _telling(verdict: Verdict) -> tuple[Finding, ...]:
    return tuple(each for each in verdict.findings if _is_in_the_way(each))


def _is_in_the_way(found: Finding) -> bool:
    return found.severity in (Severity.ERROR, Severity.UNDECIDED)


def _holder(certificate: Certificate, expected: str) -> tuple[Finding, ...] | None:
    if not expected:
        return None
    wanted = searchable(expected)
    alike = wanted != "" and wanted in searchable(certificate.real_name)
    return () if alike else (finding("holder_differs", holder=certificate.real_name),)


def _number(certificate: Certificate, key: Signer, number: str) -> tuple[Finding, ...] | None:
    if not certificate.has_vid:
        return (finding("vid_missing", severity=Severity.WARNING),)
    if not number:
        return None
    if key.random is None:
        return (finding("random_missing"),)
    return () if vid.matches(certificate, number, key.random) else (finding("identity_mismatch"),)
