"""Judges one signer of a document: signature, time stamp and chain, at the time that is proved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import (
    DamagedFile,
    Finding,
    Severity,
    Validity,
    finding,
    validity,
)
from desktop_client.pki.judging.chain import Verdict
from desktop_client.pki.revocation.at_hand import AtHand
from desktop_client.pki.revocation.revocation_list import CLOCK_TOLERANCE, RevocationList
from desktop_client.pki.signing import timestamp
from desktop_client.pki.signing.cms_verify import Signed, SignedBy
from desktop_client.pki.signing.document import StampJudge

_UNCHECKED = "revocation_unavailable"
_AGAINST = frozenset({Severity.ERROR, Severity.UNDECIDED})


@dataclass(frozen=True, slots=True)
class Along:
    """What came along with a signature; none of it is believed for that."""

    certificates: tuple[Certificate, ...]
    lists: tuple[RevocationList, ...] = ()
    answers: tuple[bytes, ...] = ()
    """OCSP responses."""

    @classmethod
    def of(
        cls, certificates: Sequence[Certificate], lists: Iterable[bytes] = ()
    ) -> tuple["Along", list[Finding]]:
        """Read the lists, once for all signers; with what is found about unreadable ones."""
        read = AtHand.of(along=lists)
        return cls(tuple(certificates), read.lists, read.answers), list(read.findings)


class Judge(Protocol):
    """Judges a certificate with what came along with it."""

    def __call__(
        self,
        certificate: Certificate,
        along: Along,
        at: datetime | None,
        *,
        self_stated: bool = False,
    ) -> Verdict:
        """Judge at a time, or now; by the lists of now. `self_stated`: see `checking.check`."""


@dataclass(frozen=True, slots=True)
class JudgedStamp:
    """What is known of a time stamp; `time` counts only when `validity` says valid."""

    time: datetime | None
    authority: Certificate | None
    findings: tuple[Finding, ...]

    @property
    def validity(self) -> Validity:
        """Return the verdict over the stamp alone."""
        return validity(self.findings)

    @property
    def against(self) -> tuple[Finding, ...]:
        """Why it does not count."""
        return tuple(each for each in self.findings if each.severity in _AGAINST)

    @property
    def only_unchecked(self) -> bool:
        """Whether nothing is missing but a word on revocation."""
        return bool(self.against) and all(
            each.code == _UNCHECKED and each.severity is Severity.UNDECIDED for each in self.against
        )

    def unproved(self, subject: str, severity: Severity | None = None) -> Finding:
        """Tell that it proves no time, and why."""
        reasons = [(each.code, str(each.values.get("reason", ""))) for each in self.against]
        nowhere = self.authority is not None and not _names_where_to_ask(self.authority)
        code = "timestamp_uncheckable" if self.only_unchecked and nowhere else "timestamp_unproved"
        told = " ".join(":".join(filter(None, reason)) for reason in reasons)
        return finding(code, subject, severity=severity, reason=told)


@dataclass(frozen=True, slots=True)
class JudgedSigner:
    """What is known of one signer, all in all."""

    signer: SignedBy
    findings: tuple[Finding, ...]
    chain: tuple[Certificate, ...]
    stamp: JudgedStamp | None

    @property
    def validity(self) -> Validity:
        """Return the verdict over signature and chain."""
        return validity(self.findings)


def judge_signers(
    signed: Signed, judge: Judge, now: datetime
) -> tuple[tuple[JudgedSigner, ...], list[Finding]]:
    """Judge every signer of a document; returns them as they have signed (`in_order`).

    With them what is found about the revocation lists that came along.
    """
    along, unreadable = Along.of(signed.certificates, signed.lists)
    judged = in_order(judge_signer(signer, along, judge, now) for signer in signed.signers)
    return judged, unreadable


def judge_signer(signer: SignedBy, along: Along, judge: Judge, now: datetime) -> JudgedSigner:
    """Judge a signer's chain at the stamped time where a good time stamp proves it, else now.

    Of several stamps the first that is good counts. Anyone can add one to a signature, so a bad one
    takes nothing away: it is a warning, where none is good. One of a trusted server that only
    cannot be asked about leaves undecided what today is invalid.
    """
    subject = signer.certificate.subject
    findings = list(signer.findings)
    if signer.signing_time is not None and signer.signing_time > now + CLOCK_TOLERANCE:
        time = signer.signing_time.isoformat()
        findings.append(finding("signing_time_ahead", subject, time=time))
    stamp = _best_stamp(signer, along, judge, now)
    if stamp is not None and stamp.validity is Validity.VALID:
        verdict = judge(signer.certificate, along, stamp.time)
        if verdict.validity is Validity.UNDECIDED:  # what holds today held then
            today = judge(signer.certificate, along, None)
            verdict = today if today.validity is Validity.VALID else verdict
    else:
        verdict = judge(signer.certificate, along, None)
    if stamp is not None and stamp.validity is not Validity.VALID:
        severity = None
        if stamp.only_unchecked and verdict.validity is Validity.INVALID:
            then = judge(signer.certificate, along, stamp.time)
            if then.validity is not Validity.INVALID:
                verdict, severity = then, Severity.UNDECIDED
        findings.append(stamp.unproved(subject, severity))
    return JudgedSigner(signer, (*findings, *verdict.findings), verdict.chain, stamp)


def _best_stamp(signer: SignedBy, along: Along, judge: Judge, now: datetime) -> JudgedStamp | None:
    """Return the first good stamp, else the first that could only not be checked, else any."""
    bad = list[JudgedStamp]()
    for token in signer.timestamps:
        stamp = judge_stamp(token, signer.signature, along, judge, now)
        if stamp.validity is Validity.VALID:
            return stamp
        bad.append(stamp)
    return min(bad, key=lambda stamp: not stamp.only_unchecked, default=None)


def in_order(signers: Iterable[JudgedSigner]) -> tuple[JudgedSigner, ...]:
    """Return them as they have signed: by the time that is proved, else by their own word.

    A file holds its signers in the order of their bytes. Those that name no time come last.
    """

    def time(signer: JudgedSigner) -> tuple[bool, datetime]:
        proved = (
            signer.stamp.time if signer.stamp and signer.stamp.validity is Validity.VALID else None
        )
        known = proved or signer.signer.signing_time
        return known is None, known or datetime.min.replace(tzinfo=UTC)

    return tuple(sorted(signers, key=time))


def judge_stamp(
    token: bytes, signature: bytes, along: Along, judge: Judge, now: datetime
) -> JudgedStamp:
    """Judge a time stamp over a signature value, its server's certificate at the stamped time.

    Findings: those of `timestamp.read` and of the chain, timestamp_ahead.
    """
    try:
        stamp = timestamp.read(token, signature)
    except DamagedFile as error:
        return JudgedStamp(None, None, (error.finding(),))
    findings = list(stamp.findings)
    if stamp.time > now + CLOCK_TOLERANCE:
        time = stamp.time.isoformat()
        findings.append(finding("timestamp_ahead", stamp.certificate.subject, time=time))
    own, _ = Along.of(stamp.certificates, stamp.lists)
    every = Along(
        (*own.certificates, *along.certificates),
        (*own.lists, *along.lists),
        (*own.answers, *along.answers),
    )
    verdict = judge(stamp.certificate, every, stamp.time, self_stated=True)
    return JudgedStamp(stamp.time, stamp.certificate, (*findings, *verdict.findings))


def judge_new_stamp(token: bytes, signature: bytes, judge: Judge, now: datetime) -> JudgedStamp:
    """Judge a time stamp that was just asked for: its time is this computer's too.

    Findings: those of `judge_stamp`, timestamp_behind.
    """
    judged = judge_stamp(token, signature, Along(()), judge, now)
    if judged.time is None or judged.time >= now - CLOCK_TOLERANCE:
        return judged
    late = finding("timestamp_behind", time=judged.time.isoformat())
    return JudgedStamp(judged.time, judged.authority, (late, *judged.findings))


def judging_new_stamps(judge: Judge) -> StampJudge:
    """Return what is asked of each time stamp while signing; see `judge_new_stamp`."""

    def findings(token: bytes, signature: bytes) -> Sequence[Finding]:
        return judge_new_stamp(token, signature, judge, datetime.now(UTC)).findings

    return findings


def _names_where_to_ask(certificate: Certificate) -> bool:
    points = certificate.extensions.distribution_points
    return bool(points or certificate.extensions.responders)
