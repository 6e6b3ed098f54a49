"""Judges one signer of a document: signature, time stamp and chain, at the time that is proved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

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
from desktop_client.pki.signing import timestamp
from desktop_client.pki.signing.cms_verify import SignedBy

Judge = Callable[[Certificate, Sequence[Certificate], datetime | None], Verdict]
"""Judges a certificate with the others that came with it, at a time or now."""


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


def judge_signer(
    signer: SignedBy, certificates: Sequence[Certificate], judge: Judge
) -> JudgedSigner:
    """Judge a signer's chain at the stamped time where a good time stamp proves it, else now.

    Anyone can add a stamp to a signature, so a bad one takes nothing away: it is a warning.
    """
    stamp = None if signer.timestamp is None else _stamp(signer.timestamp, signer.signature, judge)
    proved = stamp.time if stamp is not None and stamp.validity is Validity.VALID else None
    verdict = judge(signer.certificate, certificates, proved)
    if proved is not None and verdict.validity is Validity.UNDECIDED:
        # Lists of today do not speak of the stamped time; what holds today held then.
        today = judge(signer.certificate, certificates, None)
        verdict = today if today.validity is Validity.VALID else verdict
    findings = [*signer.findings, *verdict.findings]
    if stamp is not None and proved is None:
        reasons = " ".join(one.code for one in stamp.findings if one.severity in _AGAINST)
        findings.append(finding("timestamp_unproved", signer.certificate.subject, reason=reasons))
    return JudgedSigner(signer, tuple(findings), verdict.chain, stamp)


_AGAINST = frozenset({Severity.ERROR, Severity.UNDECIDED})


def _stamp(token: bytes, signature: bytes, judge: Judge) -> JudgedStamp:
    try:
        stamp = timestamp.read(token, signature)
    except DamagedFile as error:
        return JudgedStamp(None, None, (error.finding(),))
    verdict = judge(stamp.certificate, stamp.certificates, stamp.time)
    findings = (*stamp.findings, *verdict.findings)
    return JudgedStamp(stamp.time, stamp.certificate, findings)
