"""Judges a certificate: its path, policies, dates and revocation, as a list of findings."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.findings import Finding, Validity, finding, validity
from desktop_client.pki.judging import path as paths
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.checking import Revocation, Source, check, read_lists
from desktop_client.pki.revocation.online import Online
from desktop_client.pki.revocation.revocation_list import Question, RevocationList
from desktop_client.pki.signing.signatures import MIN_RSA_BITS

__all__ = ["Revocation", "Verdict", "judge"]

_READING = threading.Lock()
"""asn1crypto decodes at first use and is not safe to share; trust lists are shared by threads."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a certificate."""

    validity: Validity
    findings: tuple[Finding, ...]
    chain: tuple[Certificate, ...]
    """Leaf first; up to the trust anchor, or as far as the issuers are known."""
    sources: tuple[Source, ...] = ()
    """What has decided whether the certificates of the chain are revoked."""

    def to_json(self) -> dict[str, object]:
        """Return the verdict as JSON-ready data."""
        return {
            "validity": self.validity.value,
            "findings": [one.to_json() for one in self.findings],
            "chain": [one.to_json() for one in self.chain],
            "sources": [one.to_json() for one in self.sources],
        }


def judge(
    certificate: Certificate,
    trust: TrustList,
    *,
    intermediates: Iterable[Certificate] = (),
    crls: Sequence[bytes | RevocationList] = (),
    fetcher: Online | None = None,
    at: datetime | None = None,
    now: datetime | None = None,
    self_stated: bool = False,
    revocation: Revocation = Revocation.REQUIRE,
    allowed_policies: frozenset[str] | None = None,
) -> Verdict:
    """Judge a certificate at a time (aware; now when None) against one trust list.

    `intermediates` are further CA certificates, not trusted by themselves; `crls` are lists at
    hand, asked before `fetcher`. Lists and answers up to `now` count (aware; the clock's when
    None): what those say that are newer than `at`, and `self_stated`, see `check`.
    `allowed_policies` are OIDs of which one must be valid for the whole path; None allows any.
    Never raises over certificates or lists, whatever their bytes.
    """
    moment = at or datetime.now(UTC)
    try:
        with _READING:
            path, findings, questions = _judge_path(
                certificate, trust, intermediates, moment, allowed_policies
            )
    except PARSE_ERRORS:
        damaged = (finding("certificate_damaged", certificate.subject),)
        return Verdict(Validity.INVALID, damaged, (certificate,))
    sources: list[Source] = []
    if questions:
        lists, unreadable = read_lists(crls)
        # Addresses are asked only when the path stands, so never a stranger's, and only when
        # nothing is wrong yet.
        online = fetcher if validity(findings) is Validity.VALID else None
        checked = check(
            questions,
            lists,
            online,
            moment,
            revocation,
            now=now or datetime.now(UTC),
            self_stated=self_stated,
        )
        findings += unreadable + checked.findings
        sources = checked.sources
    return Verdict(validity(findings), tuple(findings), path, tuple(sources))


def _judge_path(
    certificate: Certificate,
    trust: TrustList,
    intermediates: Iterable[Certificate],
    at: datetime,
    allowed_policies: frozenset[str] | None,
) -> tuple[tuple[Certificate, ...], list[Finding], list[Question]]:
    """Judge all but revocation; with the questions about revocation when the path is complete."""
    path = paths.build(certificate, trust, intermediates)
    chain = path.certificates
    findings = [*_dates(chain, at), *_keys(chain)]
    if path.fault is not None:
        return chain, [path.fault, *findings], []
    policies, invalid = _validate(chain, at)
    findings += invalid
    if not invalid and allowed_policies is not None and not policies & allowed_policies:
        listed = " ".join(certificate.policy_oids)
        findings.append(finding("policy_not_allowed", certificate.subject, policies=listed))
    return chain, findings, [Question.about(child, issuer) for child, issuer in pairwise(chain)]


def _dates(chain: Sequence[Certificate], at: datetime) -> list[Finding]:
    findings = []
    for depth, one in enumerate(chain):
        expired, early = one.expired(at), one.not_yet_valid(at)
        if not expired and not early:
            continue
        own_code = "certificate_expired" if expired else "certificate_not_yet_valid"
        findings.append(
            finding(
                "issuer_expired" if depth else own_code,
                one.subject,
                not_before=one.not_before.isoformat(),
                not_after=one.not_after.isoformat(),
            )
        )
    return findings


def _keys(chain: Sequence[Certificate]) -> list[Finding]:
    """Find RSA keys that are too short, the anchor's included."""
    return [
        finding("algorithm_weak", one.subject, bits=numbers[0].bit_length())
        for one in chain
        if (numbers := one.rsa_numbers()) and numbers[0].bit_length() < MIN_RSA_BITS
    ]


def _validate(chain: Sequence[Certificate], at: datetime) -> tuple[frozenset[str], list[Finding]]:
    """Return the policies valid for a complete path, and what RFC 5280 finds wrong with it.

    Dates are reported by `_dates`, for all certificates at once: so that they do not hide
    another fault, the path is validated at the time nearest to `at` when all were valid.
    """
    from desktop_client.pki.judging import _certvalidator

    if len(chain) == 1:
        return frozenset(chain[0].policy_oids), []
    below_anchor = chain[:-1]
    common = max(at, *(one.not_before for one in below_anchor))
    common = min(common, *(one.not_after for one in below_anchor))
    policies, fault = _certvalidator.validate(chain, common)
    return policies, [fault] if fault else []
