"""Judges a certificate: its path, policies, dates and revocation, as a list of findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop_client.pki import names
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.findings import Finding, Validity, finding, validity
from desktop_client.pki.judging.path import Search
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.answers import Source
from desktop_client.pki.revocation.at_hand import AtHand
from desktop_client.pki.revocation.checking import Revocation, check
from desktop_client.pki.revocation.online import Online
from desktop_client.pki.revocation.revocation_list import Question, RevocationList
from desktop_client.pki.signing.signatures import MIN_RSA_BITS

__all__ = ["Revocation", "Verdict", "judge"]

ANY_POLICY = "2.5.29.32.0"
MAX_PATHS_ONLINE = 3
"""Paths whose lists and responders are asked for; each may wait for servers that are gone."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a certificate."""

    validity: Validity
    findings: tuple[Finding, ...]
    chain: tuple[Certificate, ...]
    """Leaf first; up to the trust anchor, or as far as the issuers are known."""
    sources: tuple[Source, ...] = ()
    """What has decided whether the certificates of the chain are revoked."""
    policies: frozenset[str] | None = None
    """The policy OIDs valid for the whole path (section 6.1.6), whatever its dates and
    revocation; None without such a path."""

    def to_json(self) -> dict[str, object]:
        """Return the verdict as JSON-ready data."""
        return {
            "validity": self.validity.value,
            "findings": [each.to_json() for each in self.findings],
            "chain": [each.to_json() for each in self.chain],
            "sources": [source.to_json() for source in self.sources],
            "policies": None if self.policies is None else sorted(self.policies),
        }


def judge(
    certificate: Certificate,
    trust: TrustList,
    *,
    intermediates: Iterable[Certificate] = (),
    crls: Sequence[bytes | RevocationList] = (),
    answers: Sequence[bytes] = (),
    fetcher: Online | None = None,
    at: datetime | None = None,
    now: datetime | None = None,
    self_stated: bool = False,
    revocation: Revocation = Revocation.REQUIRE,
    allowed_policies: frozenset[str] | None = None,
) -> Verdict:
    """Judge a certificate at a time (aware; now when None) against one trust list.

    The verdict is that of the best of its paths: a valid one, else an undecided one.
    `intermediates` are further CA certificates, not trusted by themselves; `crls` are lists at
    hand and `answers` OCSP responses: they are asked before `fetcher`. What was made up to `now`
    counts (aware; the clock's when None): what that says that is newer than `at`, and
    `self_stated`, see `check`.
    `allowed_policies` are OIDs of which one must be valid for the whole path; None allows any.
    Never raises over certificates or lists, whatever their bytes.
    """
    moment = at or datetime.now(UTC)
    search = _Paths(Search(certificate, trust, intermediates, moment), moment, allowed_policies)
    at_hand = AtHand.of(crls, answers=answers)

    def asked(path: _JudgedPath, online: Online | None) -> Verdict:
        if not path.questions:
            return path.verdict()
        checked = check(
            path.questions,
            at_hand,
            online,
            moment,
            revocation,
            now=now or datetime.now(UTC),
            self_stated=self_stated,
        )
        return path.verdict((*at_hand.findings, *checked.findings), tuple(checked.sources))

    first_invalid: _JudgedPath | None = None
    undecided: Verdict | None = None
    invalid: Verdict | None = None
    online_left = MAX_PATHS_ONLINE
    for path in search:
        # Addresses are asked only when the path stands, so never a stranger's.
        if validity(path.findings) is Validity.INVALID:
            first_invalid = first_invalid or path
            continue
        stands = validity(path.findings) is Validity.VALID and online_left > 0
        online_left -= stands
        verdict = asked(path, fetcher if stands else None)
        if verdict.validity is Validity.VALID or _is_revoked(verdict):
            return verdict
        if verdict.validity is Validity.UNDECIDED:
            undecided = undecided or verdict
        else:
            invalid = invalid or verdict
    found = undecided or (search.unfinished(search.cut) if search.cut else invalid)
    if found is not None:
        return found
    if first_invalid is None:
        return search.dead_end()
    return first_invalid.with_what_is_known(asked(first_invalid, None))


@dataclass(frozen=True, slots=True)
class _JudgedPath:
    """A complete path and all that is known of it but revocation."""

    chain: tuple[Certificate, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...] = ()
    policies: frozenset[str] | None = None

    def verdict(
        self, about_revocation: tuple[Finding, ...] = (), sources: tuple[Source, ...] = ()
    ) -> Verdict:
        """Return the verdict with what was found about revocation."""
        findings = (*self.findings, *about_revocation)
        return Verdict(validity(findings), findings, self.chain, sources, self.policies)

    def with_what_is_known(self, asked: Verdict) -> Verdict:
        """Return the verdict of an invalid path: what is not known besides is not worth telling."""
        revoked = any(each.code in {"revoked", "issuer_revoked"} for each in asked.findings)
        return asked if revoked else self.verdict()


class _Paths:
    """Iterate over the judged paths of a certificate."""

    def __init__(
        self, search: Search, at: datetime, allowed_policies: frozenset[str] | None
    ) -> None:
        self._search, self._at, self._allowed = search, at, allowed_policies

    @property
    def cut(self) -> Finding | None:
        """Why not all paths were looked at."""
        return self._search.cut

    def __iter__(self) -> Iterator[_JudgedPath]:
        """Yield each path when it was judged."""
        for chain in self._search:
            yield self._judge(chain)

    def _judge(self, chain: tuple[Certificate, ...]) -> _JudgedPath:
        leaf = chain[0]
        findings = [
            *self._notes(leaf),
            *_dates(chain, self._at),
            *_keys(chain),
        ]
        policies, invalid = _validate(chain, self._at, self._search.deadline)
        findings += [invalid] if invalid else []
        if policies is not None and not _serves(policies, self._allowed):
            listed = " ".join(leaf.policy_oids)
            findings.append(finding("policy_not_allowed", leaf.subject, policies=listed))
        try:
            questions = asking(chain, self._search.offered_or_trusted)
        except PARSE_ERRORS:
            damaged = finding("certificate_damaged", leaf.subject)
            return _JudgedPath(chain, (*findings, damaged))
        return _JudgedPath(chain, tuple(findings), questions, policies)

    def _notes(self, leaf: Certificate) -> Iterator[Finding]:
        """Yield what is to be told whatever the path."""
        if self._search.trust.fault is not None:
            yield self._search.trust.fault
        if leaf.padded:
            yield finding("certificate_padded", leaf.subject)
        if not (names.is_text(leaf.subject_name) and names.is_text(leaf.issuer_name)):
            yield finding("name_not_text", leaf.subject)

    def dead_end(self) -> Verdict:
        """Return the verdict where no path leads to an anchor."""
        end = self._search.dead_end
        return self._without_path(end.fault, end.certificates)

    def unfinished(self, cut: Finding) -> Verdict:
        """Return the verdict where not all paths were looked at: what holds on all of them."""
        return self._without_path(cut, (self._search.leaf,))

    def _without_path(self, why: Finding, chain: tuple[Certificate, ...]) -> Verdict:
        about = (
            *self._notes(chain[0]),
            *_dates(chain, self._at),
            *_keys(chain),
        )
        findings = (why, *about)
        return Verdict(validity(findings), findings, chain)


def asking(chain: Sequence[Certificate], others: Iterable[Certificate]) -> tuple[Question, ...]:
    """Return the questions about revocation along a path, leaf first.

    `others` may have signed lists. Raises PARSE_ERRORS over damage.
    """
    known = tuple(others)
    return tuple(Question.about(*chain[depth:], others=known) for depth in range(len(chain) - 1))


def _is_revoked(verdict: Verdict) -> bool:
    """Whether the certificate itself is, which no other path can mend."""
    return any(each.code == "revoked" for each in verdict.findings)


def _serves(policies: frozenset[str], allowed: frozenset[str] | None) -> bool:
    """Whether one policy that is asked for is valid: anyPolicy is each (section 6.1.5 g)."""
    return allowed is None or ANY_POLICY in policies or not policies.isdisjoint(allowed)


def _dates(chain: Sequence[Certificate], at: datetime) -> list[Finding]:
    findings = []
    for depth, each in enumerate(chain):
        expired, early = each.expired(at), each.not_yet_valid(at)
        if not expired and not early:
            continue
        own_code = "certificate_expired" if expired else "certificate_not_yet_valid"
        findings.append(
            finding(
                "issuer_expired" if depth else own_code,
                each.subject,
                not_before=each.not_before.isoformat(),
                not_after=each.not_after.isoformat(),
            )
        )
    return findings


def _keys(chain: Sequence[Certificate]) -> list[Finding]:
    """Find RSA keys that are too short, the anchor's included."""
    return [
        finding("algorithm_weak", each.subject, bits=numbers[0].bit_length())
        for each in chain
        if (numbers := each.rsa_numbers()) and numbers[0].bit_length() < MIN_RSA_BITS
    ]


def _validate(
    chain: Sequence[Certificate], at: datetime, deadline: float
) -> tuple[frozenset[str] | None, Finding | None]:
    """Return the policies valid for a complete path, or None and what is wrong with it.

    Dates are reported by `_dates`, for all certificates at once: so that they do not hide
    another fault, the path is validated at the time nearest to `at` when all were valid.
    """
    from desktop_client.pki.judging import _certvalidator

    if len(chain) == 1:
        return frozenset(chain[0].policy_oids), None
    below_anchor = chain[:-1]
    common = max(at, *(each.not_before for each in below_anchor))
    common = min(common, *(each.not_after for each in below_anchor))
    return _certvalidator.validate(chain, common, deadline)
