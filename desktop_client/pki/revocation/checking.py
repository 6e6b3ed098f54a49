"""Answers whether the certificates of a path are revoked (RFC 5280 section 6.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Finding, Severity, Unreachable, finding
from desktop_client.pki.revocation import ocsp
from desktop_client.pki.revocation.addresses import list_urls, responder_urls
from desktop_client.pki.revocation.answers import Answer, Decision, Kind, Source, ask, weigh
from desktop_client.pki.revocation.at_hand import AtHand
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


class Checked(NamedTuple):
    """What was found, and which sources have decided, the leaf's first."""

    findings: list[Finding]
    sources: list[Source]


def check(
    questions: Sequence[Question],
    at_hand: AtHand,
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

    Where sources differ, a revocation stands; a newer word lifts a hold, and nothing else.
    An issuer that names no distribution point is asked about only where a given list covers it;
    otherwise it is told as issuer_not_checked.
    Findings: revoked, issuer_revoked, revocation_unavailable (values: reason, url) in the
    severity of `mode`, revocation_not_checked, revocation_list_kept, revoked_later, hold_lifted,
    revocation_contradicted, and crl_… and ocsp_… about lists and answers that do not serve.
    """
    checked = Checked([], [])
    if mode is Revocation.OFF:
        checked.findings.append(finding("revocation_not_checked"))
        return checked
    for depth, question in enumerate(questions):
        when = When.of(at, now, self_stated=self_stated and depth == 0)
        inquiry = _Inquiry(question, at_hand, online, when)
        inquiry.run()
        decision = inquiry.decision
        if decision is not None:
            checked.sources.append(decision.answer.source)
            code = "issuer_revoked" if depth else "revoked"
            checked.findings.extend([*inquiry.notes, *_told(code, question, decision)])
        elif depth == 0 or question.names or question.has_rare_points:
            checked.findings.extend(inquiry.undecided(mode))
        else:
            checked.findings.append(finding("issuer_not_checked", question.subject))
    return checked


def _told(code: str, question: Question, decision: Decision) -> list[Finding]:
    """Tell what a decision says, and what stands against it."""
    answer, against = decision
    told = []
    if answer.revoked is not None:
        told.append(_about_entry(code, question, answer.revoked))
        if against is not None:
            told.append(_about_other("revocation_contradicted", against.source))
    elif answer.later is not None:
        told.append(_about_entry("revoked_later", question, answer.later))
    elif against is not None:
        told.append(_about_other("hold_lifted", against.source))
    return told


@dataclass(slots=True)
class _Inquiry:
    """Asks about one certificate until enough is known."""

    question: Question
    at_hand: AtHand
    online: Online | None
    when: When
    answers: list[Answer] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    """What was fetched and does not decide."""
    failures: dict[str, str] = field(default_factory=dict)
    notes: list[Finding] = field(default_factory=list)

    @property
    def decision(self) -> Decision | None:
        """What counts of the answers so far."""
        return weigh(self.answers)

    def run(self) -> None:
        """Ask what is at hand, then lists and responders online, in the order that is set.

        A word that clears ends the asking while it is young; an older one is checked against the
        next, since a revocation may have come after it.
        """
        self._ask_around()
        if not self._is_revoked():
            self._ask_about_rare_lists()

    def _ask_around(self) -> None:
        self._ask_at_hand()
        online = self.online
        if online is None:
            self.failures = dict.fromkeys(self.question.urls, "not_fetched")
            return
        if online.responders and online.responders_first:
            self._ask_responders(online)
            if not self._is_revoked():
                self._fetch_list(online)
            return
        if not self._is_settled(online):
            self._fetch_list(online)
        if online.responders and not self._is_settled(online):
            self._ask_responders(online)

    def _ask_about_rare_lists(self) -> None:
        """Where a list may serve whose shape is not known here, have certvalidator look."""
        known = [*self.answers, *self.refused]
        if not self.question.has_rare_points and not any(each.is_rare for each in known):
            return
        from desktop_client.pki.revocation import rare_lists as rare

        fetched = [each.read for each in self.refused if each.read is not None]
        lists = [*self.at_hand.lists, *fetched]
        answer = rare.ask(self.question, lists, self.when)
        if answer is not None:
            self.answers.append(answer)

    def _is_revoked(self) -> bool:
        decision = self.decision
        return decision is not None and bool(decision.answer.revoked) and not decision.answer.holds

    def _is_settled(self, online: Online) -> bool:
        """Whether it is revoked for good, or what counts is as young as lists should be."""
        decision = self.decision
        if decision is None or self._is_revoked():
            return decision is not None
        age, limit = decision.answer.source.age(self.when.at), online.lists.max_age
        return limit is None or age < limit

    def _ask_at_hand(self) -> None:
        issuer = self.question.issuer
        lists = (found_list for found_list in self.at_hand.lists if found_list.issuer == issuer)
        self.answers = [ask(found_list, self.question, self.when) for found_list in lists]
        for answer in self.at_hand.answers:
            reply = ocsp.read(answer, self.question, None, self.when)
            if reply.fault != "ocsp_not_covering":
                self._take("", reply, None)

    def _fetch_list(self, online: Online) -> None:
        asked: dict[RevocationList, Answer] = {}

        def fault(each: RevocationList) -> str | None:
            asked[each] = ask(each, self.question, self.when)
            return None if asked[each].revoked else asked[each].fault

        urls = list_urls(self.question, online.table)
        silent = online.silent(urls) if self.decision else ()
        fetched = online.lists.fetch(urls, fault, without=silent)
        online.heard(fetched.failures)
        self.failures.update(fetched.failures)
        held = fetched.held
        # Another list that came along, or was kept, may say that it is revoked.
        counting = [each for each in asked if asked[each].decides]
        self.refused.extend(each for each in asked.values() if not each.decides)
        for each in counting:
            source = (
                replace(asked[each].source, url=held.url, fetched=held.fetched) if held else None
            )
            self.answers.append(replace(asked[each], source=source or asked[each].source))
        if held is not None and fetched.kept_because is not None:
            made = asked[held.revocation_list].source
            self.notes.append(
                _kept(replace(made, url=held.url), self.when.now, fetched.kept_because)
            )

    def _ask_responders(self, online: Online) -> None:
        urls = responder_urls(self.question, online.table)[:MAX_RESPONDERS]
        silent = online.silent(urls) if self.decision else ()
        for url in (each for each in urls if each not in silent):
            if not online.lists.online:
                self.failures[url] = "not_fetched"
                continue
            limits = online.second_limits if self.decision else online.responder_limits
            try:
                reply = ocsp.ask(url, self.question, self.when, limits)
            except Unreachable as error:
                self.failures[url] = str(error.values["reason"])
                online.heard({url: self.failures[url]})
                continue
            if self._take(url, reply, datetime.now(UTC)):
                return

    def _take(self, url: str, reply: ocsp.Reply, fetched: datetime | None) -> bool:
        """Note an OCSP answer, or why it does not serve; returns whether it does."""
        fault = reply.fault
        if fault is None and reply.unchecked and self._may_be_revoked(reply.unchecked):
            fault = "ocsp_responder_unchecked"
        if fault is not None or reply.this_update is None:
            self.failures[url] = fault or "ocsp_damaged"
            return False
        updates = (reply.this_update, reply.next_update, fetched)
        source = Source(self.question.subject, Kind.RESPONDER, url, *updates)
        self.answers.append(Answer(source, reply.revoked, reply.later))
        if reply.nonce_missing:
            self.notes.append(finding("ocsp_nonce_missing", self.question.subject, url=url))
        return True

    def _may_be_revoked(self, responder: Certificate) -> bool:
        """Whether no list says that the responder's certificate stands (section 4.2.2.2.1)."""
        above, others = self.question.path[1:], self.question.others
        about = Question.about(responder, *above, others=others)
        inquiry = _Inquiry(about, AtHand(self.at_hand.lists), self.online, When.of(self.when.now))
        inquiry._ask_at_hand()
        if inquiry.decision is None and self.online is not None:
            inquiry._fetch_list(self.online)
        decision = inquiry.decision
        return decision is None or decision.answer.revoked is not None

    def undecided(self, mode: Revocation) -> list[Finding]:
        """Tell of each list that does not serve, and of the first address that gave none."""
        about_lists = [_about_list(answer) for answer in self.answers]
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


def _about_entry(code: str, question: Question, entry: Revoked) -> Finding:
    date = entry.date.isoformat()
    return finding(code, question.subject, date=date, reason=entry.reason)


def _about_other(code: str, source: Source) -> Finding:
    made = source.this_update.isoformat()
    return finding(code, source.subject, kind=source.kind.value, url=source.url, this_update=made)


def _kept(source: Source, at: datetime, reason: str) -> Finding:
    return finding(
        "revocation_list_kept",
        source.subject,
        url=source.url,
        reason=reason,
        age_hours=int(source.age(at).total_seconds() // 3600),
    )


def _about_list(answer: Answer) -> Finding:
    source = answer.source
    return finding(
        answer.fault or "crl_not_covering",
        source.subject,
        severity=Severity.WARNING,
        this_update=source.this_update.isoformat(),
        next_update=source.next_update.isoformat() if source.next_update else "",
    )
