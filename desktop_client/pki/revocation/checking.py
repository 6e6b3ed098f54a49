"""Answers whether the certificates of a path are revoked (RFC 5280 section 6.3)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import (
    DamagedFile,
    Finding,
    Severity,
    TooLarge,
    Unreachable,
    finding,
)
from desktop_client.pki.revocation import ocsp
from desktop_client.pki.revocation.addresses import list_urls, responder_urls
from desktop_client.pki.revocation.online import Online
from desktop_client.pki.revocation.revocation_list import Question, RevocationList, Revoked
from desktop_client.pki.revocation.when import When

MAX_RESPONDERS = 4
"""Asked for one question; a certificate names one."""


class Revocation(StrEnum):
    """What a verdict makes of a missing or outdated list."""

    REQUIRE = "require"
    """It cannot be decided whether the certificate is valid."""
    PREFER = "prefer"
    """A warning."""
    OFF = "off"
    """Lists are not looked at."""


class Kind(StrEnum):
    """What kind of source it is."""

    LIST = "crl"
    RESPONDER = "ocsp"


@dataclass(frozen=True, slots=True)
class Source:
    """What said that a certificate is, or is not, revoked."""

    subject: str
    kind: Kind
    url: str
    """Empty for a list at hand."""
    this_update: datetime
    next_update: datetime | None
    fetched: datetime | None = None
    """When it came over the network; None for a list at hand."""

    def age(self, at: datetime) -> timedelta:
        """How long before `at` the source was made."""
        return at - self.this_update

    def to_json(self) -> dict[str, object]:
        """Return the same as JSON-ready data."""
        return {
            "subject": self.subject,
            "kind": self.kind.value,
            "url": self.url,
            "this_update": self.this_update.isoformat(),
            "next_update": self.next_update.isoformat() if self.next_update else None,
            "fetched": self.fetched.isoformat() if self.fetched else None,
        }


class Checked(NamedTuple):
    """What was found, and which sources have decided, the leaf's first."""

    findings: list[Finding]
    sources: list[Source]


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
    online: Online | None,
    at: datetime,
    mode: Revocation,
    *,
    now: datetime | None = None,
    self_stated: bool = False,
) -> Checked:
    """Return what is found about each certificate below the anchor, the leaf's question first.

    Asked is whether they were revoked at `at`, of lists and answers made up to `now` (aware; `at`
    when None, or when `at` is later). One made after `at` counts too: a certificate it does not
    list was not revoked at `at` either, unless it had expired by then, and one listed with a later
    date was not yet (told as revoked_later). `self_stated` says that `at` is stated by nothing
    but the leaf's own key, as a time stamp states it: then a later revocation counts unless its
    reason says that the key is not compromised (RFC 3161 section 4).

    An issuer that names no distribution point is asked about only where a given list covers it.
    Findings: revoked, issuer_revoked, revocation_unavailable (values: reason, url) in the
    severity of `mode`, revocation_not_checked, revocation_list_kept, revoked_later, and crl_…
    and ocsp_… about lists and answers that do not serve.
    """
    checked = Checked([], [])
    if mode is Revocation.OFF:
        checked.findings.append(finding("revocation_not_checked"))
        return checked
    for depth, question in enumerate(questions):
        when = When.of(at, now, self_stated=self_stated and depth == 0)
        inquiry = _Inquiry(question, lists, online, when)
        inquiry.run()
        decided = inquiry.decided
        if decided is not None:
            checked.sources.append(decided.source)
            checked.findings.extend(inquiry.notes)
        if decided is not None and decided.later is not None:
            checked.findings.append(_about_entry("revoked_later", question, decided.later))
        if decided is not None and decided.revoked is not None:
            code = "issuer_revoked" if depth else "revoked"
            checked.findings.append(_about_entry(code, question, decided.revoked))
        elif decided is None and (depth == 0 or question.names):
            checked.findings.extend(inquiry.undecided(mode))
    return checked


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one source says: revoked, why it cannot say, or neither: not revoked."""

    source: Source
    revoked: Revoked | None = None
    later: Revoked | None = None
    """A revocation that does not hold yet at the time asked about."""
    fault: str | None = None

    @property
    def decides(self) -> bool:
        return self.revoked is not None or self.fault is None


@dataclass(slots=True)
class _Inquiry:
    """Asks about one certificate until a source decides."""

    question: Question
    lists: Sequence[RevocationList]
    online: Online | None
    when: When
    answers: list[_Answer] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    notes: list[Finding] = field(default_factory=list)

    @property
    def decided(self) -> _Answer | None:
        """The answer that decides: a revocation before anything else."""
        deciding = [one for one in self.answers if one.decides]
        return next((one for one in deciding if one.revoked), next(iter(deciding), None))

    def run(self) -> None:
        """Ask the lists at hand, then online until something decides."""
        at_hand = (one for one in self.lists if one.issuer == self.question.issuer)
        self.answers = [_ask(one, self.question, self.when) for one in at_hand]
        if self.online is None:
            self.failures = dict.fromkeys(self.question.urls, "not_fetched")
            return
        ways: list[Callable[[Online], None]] = [self._fetch_list]
        if self.online.responders:
            ways.insert(0 if self.online.responders_first else 1, self._ask_responders)
        for way in ways:
            if self.decided is None:
                way(self.online)

    def _fetch_list(self, online: Online) -> None:
        asked: dict[RevocationList, _Answer] = {}

        def fault(one: RevocationList) -> str | None:
            asked[one] = _ask(one, self.question, self.when)
            return asked[one].fault

        fetched = online.lists.fetch(list_urls(self.question, online.table), fault)
        self.failures.update(fetched.failures)
        held = fetched.held
        if held is None:
            return
        answer = asked[held.revocation_list]
        source = replace(answer.source, url=held.url, fetched=held.fetched)
        self.answers.append(replace(answer, source=source))
        if held.url in fetched.failures:
            self.notes.append(_kept(source, self.when.now, fetched.failures[held.url]))

    def _ask_responders(self, online: Online) -> None:
        for url in responder_urls(self.question, online.table)[:MAX_RESPONDERS]:
            if not online.lists.online:
                self.failures[url] = "not_fetched"
                continue
            try:
                reply = ocsp.ask(url, self.question, self.when, online.responder_limits)
            except Unreachable as error:
                self.failures[url] = str(error.values["reason"])
                continue
            fault = reply.fault
            if fault is None and reply.unchecked and self._may_be_revoked(reply.unchecked):
                fault = "ocsp_responder_unchecked"
            if fault is not None or reply.this_update is None:
                self.failures[url] = fault or "ocsp_damaged"
                continue
            updates = (reply.this_update, reply.next_update, datetime.now(UTC))
            source = Source(self.question.subject, Kind.RESPONDER, url, *updates)
            self.answers.append(_Answer(source, reply.revoked, reply.later))
            if reply.nonce_missing:
                self.notes.append(finding("ocsp_nonce_missing", self.question.subject, url=url))
            return

    def _may_be_revoked(self, responder: Certificate) -> bool:
        """Whether no list says that the responder's certificate stands (section 4.2.2.2.1)."""
        about = Question.about(responder, self.question.authority)
        when = When.of(self.when.now)
        inquiry = _Inquiry(about, self.lists, self.online, when)
        at_hand = (one for one in self.lists if one.issuer == about.issuer)
        inquiry.answers = [_ask(one, about, when) for one in at_hand]
        if inquiry.decided is None and self.online is not None:
            inquiry._fetch_list(self.online)
        return inquiry.decided is None or inquiry.decided.revoked is not None

    def undecided(self, mode: Revocation) -> list[Finding]:
        """Tell of each list that does not serve, and of the first address that gave none."""
        about_lists = [_about_list(one) for one in self.answers]
        url, reason = next(iter(self.failures.items()), ("", "no_distribution_point"))
        unavailable = finding(
            "revocation_unavailable",
            self.question.subject,
            severity=Severity.UNDECIDED if mode is Revocation.REQUIRE else Severity.WARNING,
            url=url,
            reason=about_lists[0].code if about_lists else reason,
        )
        return [*about_lists, *self._about_responders(), unavailable]

    def _about_responders(self) -> list[Finding]:
        return [
            finding(code, self.question.subject, severity=Severity.WARNING, url=url)
            for url, code in self.failures.items()
            if code.startswith("ocsp_")
        ]


def _ask(list_: RevocationList, question: Question, when: When) -> _Answer:
    """Ask one list. An outdated one still proves a revocation, and so does a delta list."""
    made, until = list_.this_update, list_.next_update
    source = Source(question.subject, Kind.LIST, "", made, until)
    fault = list_.fault(question)
    if fault is not None:
        return _Answer(source, fault=fault)
    try:
        entry = list_.entry(question.serial)
    except DamagedFile as error:
        return _Answer(source, fault=error.code)
    if list_.is_delta and (entry is None or entry.reason == "remove_from_crl"):
        return _Answer(source, fault="crl_unsupported")
    if entry is None:
        return _Answer(source, fault=when.list_fault(made, until, question.not_after))
    if when.counts(entry, made, question):
        return _Answer(source, entry)
    # It is listed, so it was not left out for its age.
    return _Answer(source, later=entry, fault=when.list_fault(made, until, made))


def _about_entry(code: str, question: Question, entry: Revoked) -> Finding:
    date = entry.date.isoformat()
    return finding(code, question.subject, date=date, reason=entry.reason)


def _kept(source: Source, at: datetime, reason: str) -> Finding:
    return finding(
        "revocation_list_kept",
        source.subject,
        url=source.url,
        reason=reason,
        age_hours=int(source.age(at).total_seconds() // 3600),
    )


def _about_list(answer: _Answer) -> Finding:
    source = answer.source
    return finding(
        answer.fault or "crl_not_covering",
        source.subject,
        severity=Severity.WARNING,
        this_update=source.this_update.isoformat(),
        next_update=source.next_update.isoformat() if source.next_update else "",
    )
