"""Answers whether the certificates of a path are revoked (RFC 5280 section 6.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_client.pki.crl import CrlFetcher
from desktop_client.pki.findings import DamagedFile, Finding, Severity, TooLarge, finding
from desktop_client.pki.revocation_list import Question, RevocationList, Revoked


class Revocation(StrEnum):
    """What a verdict makes of a missing or outdated list."""

    REQUIRE = "require"
    """It cannot be decided whether the certificate is valid."""
    PREFER = "prefer"
    """A warning."""
    OFF = "off"
    """Lists are not looked at."""


def read_lists(
    given: Iterable[bytes | RevocationList],
) -> tuple[list[RevocationList], list[Finding]]:
    """Return the lists that can be read, and crl_damaged or too_large for the others."""
    lists: list[RevocationList] = []
    findings = []
    for one in given:
        try:
            lists.append(one if isinstance(one, RevocationList) else RevocationList.from_bytes(one))
        except (DamagedFile, TooLarge) as error:
            findings.append(finding(error.code, severity=Severity.WARNING, **error.values))
    return lists, findings


def check(
    questions: Sequence[Question],
    lists: Sequence[RevocationList],
    fetcher: CrlFetcher | None,
    at: datetime,
    mode: Revocation,
) -> list[Finding]:
    """Return what is found about each certificate below the anchor, the leaf's question first.

    An issuer that names no distribution point is asked about only where a given list covers it.
    Findings: revoked, issuer_revoked, revocation_unavailable (values: reason, url) in the
    severity of `mode`, revocation_not_checked, and crl_… about lists that do not serve.
    """
    if mode is Revocation.OFF:
        return [finding("revocation_not_checked")]
    findings = []
    for depth, question in enumerate(questions):
        answers = [_ask(one, question, at) for one in lists if one.issuer == question.issuer]
        failures: Mapping[str, str] = {}
        if not any(one.decides for one in answers):
            failures = _fetch(question, fetcher, at, answers)
        revoked = next((one.revoked for one in answers if one.revoked), None)
        if revoked is not None:
            findings.append(_revoked(question, revoked, is_leaf=depth == 0))
        elif not any(one.decides for one in answers) and (depth == 0 or question.names):
            findings += _undecided(question, answers, failures, mode)
    return findings


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one list says: revoked, why it cannot say, or neither: not revoked."""

    source: RevocationList
    revoked: Revoked | None = None
    fault: str | None = None

    @property
    def decides(self) -> bool:
        return self.revoked is not None or self.fault is None


def _ask(source: RevocationList, question: Question, at: datetime) -> _Answer:
    """Ask one list. An outdated one still proves a revocation."""
    fault = source.fault(question)
    if fault is not None:
        return _Answer(source, fault=fault)
    try:
        entry = source.entry(question.serial)
    except DamagedFile as error:
        return _Answer(source, fault=error.code)
    if entry is not None and (entry.date <= at or source.this_update <= at):
        return _Answer(source, revoked=entry)
    return _Answer(source, fault=source.untimely(at))


def _fetch(
    question: Question, fetcher: CrlFetcher | None, at: datetime, answers: list[_Answer]
) -> Mapping[str, str]:
    """Add the answer of a fetched list; return why each address gave none."""
    if fetcher is None:
        return dict.fromkeys(question.urls, "not_fetched")

    def fault(source: RevocationList) -> str | None:
        return _ask(source, question, at).fault

    fetched = fetcher.fetch(question.urls, fault)
    if fetched.revocation_list is not None:
        answers.append(_ask(fetched.revocation_list, question, at))
    return fetched.failures


def _revoked(question: Question, entry: Revoked, *, is_leaf: bool) -> Finding:
    return finding(
        "revoked" if is_leaf else "issuer_revoked",
        question.subject,
        date=entry.date.isoformat(),
        reason=entry.reason,
    )


def _undecided(
    question: Question, answers: Sequence[_Answer], failures: Mapping[str, str], mode: Revocation
) -> list[Finding]:
    """Tell of each list that does not serve, and of the first address that gave none."""
    about_lists = [_about_list(one, question) for one in answers]
    url, reason = next(iter(failures.items()), ("", "no_distribution_point"))
    unavailable = finding(
        "revocation_unavailable",
        question.subject,
        severity=Severity.UNDECIDED if mode is Revocation.REQUIRE else Severity.WARNING,
        url=url,
        reason=about_lists[0].code if about_lists else reason,
    )
    return [*about_lists, unavailable]


def _about_list(answer: _Answer, question: Question) -> Finding:
    source = answer.source
    return finding(
        answer.fault or "crl_not_covering",
        question.subject,
        severity=Severity.WARNING,
        this_update=source.this_update.isoformat(),
        next_update=source.next_update.isoformat() if source.next_update else "",
    )
