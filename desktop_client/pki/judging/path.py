"""Finds the certification paths from a certificate up to a trust anchor (RFC 5280 section 6.1).

Every path is found, the likeliest first: a CA may have several certificates, renewed or from
several roots, and only one of them may be good. Only issuers whose key verifies the signature
are followed, and the work is bounded, so that hostile collections of look-alike issuers cost
little. Where a bound is met, nothing is known: the verdict is undecided.
"""

import heapq
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from desktop_client.pki import names
from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.findings import Finding, finding
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.signing.certificate_signatures import signature_fault

MAX_PATH = 16
"""Certificates in a path, leaf and anchor included; NPKI has three."""
MAX_CANDIDATES = 256
"""Further CA certificates a caller may offer; a CaPubs file has two."""
MAX_PATHS = 32
"""Complete paths that are looked at."""
MAX_STEPS = 2000
"""Signatures checked and paths extended, together."""
TIME_LIMIT = 5.0
"""Seconds of the thread's processor time for all paths of one certificate: a busy computer changes
no verdict. An NPKI path takes about a millisecond."""

Way = tuple[Certificate, ...]
"""Part of a path, leaf first."""


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """The longest way that leads to no anchor, and why it goes no farther."""

    certificates: Way
    fault: Finding


@dataclass
class Search:
    """Iterate over the paths to an anchor; then `dead_end` and `cut` tell of the others.

    At `at` the certificates of a likely path are in force.
    """

    leaf: Certificate
    trust: TrustList
    offered: Iterable[Certificate]
    at: datetime
    dead_end: DeadEnd = field(init=False)
    """Findings: issuer_unknown, certificate_signature_wrong, algorithm_weak, algorithm_unknown."""
    cut: Finding | None = field(default=None, init=False)
    """Why paths may be missing: path_candidates_too_many, path_beyond_limit,
    judging_took_too_long."""

    def __post_init__(self) -> None:
        self.deadline = time.thread_time() + TIME_LIMIT
        self.dead_end = DeadEnd((self.leaf,), _issuer_unknown(self.leaf))
        self._anchors = frozenset(self.trust.anchors)
        self._steps = 0
        self._checked: dict[tuple[Certificate, bytes], str | None] = {}
        extra = tuple(dict.fromkeys(self.offered))
        if len(extra) > MAX_CANDIDATES:
            self._cut(finding("path_candidates_too_many", limit=MAX_CANDIDATES))
            extra = ()
        self.offered_or_trusted = (*self.trust.intermediates, *extra)
        self._by_name: dict[str, list[Certificate]] = defaultdict(list)
        for candidate in dict.fromkeys((*self._anchors, *self.trust.intermediates, *extra)):
            self._by_name[_subject(candidate)].append(candidate)

    def __iter__(self) -> Iterator[Way]:
        """Yield each path; those in force before others, then the shorter ones."""
        order = count()
        ways: list[tuple[int, int, int, Way]] = [(0, 1, next(order), (self.leaf,))]
        found = 0
        while ways:
            doubts, _, _, way = heapq.heappop(ways)
            length = len(way)
            if way[-1] in self._anchors:
                if found == MAX_PATHS:
                    self._cut(finding("path_candidates_too_many", limit=MAX_PATHS))
                    return
                found += 1
                yield way
                continue
            if length == MAX_PATH:
                self._cut(finding("path_beyond_limit", self.leaf.subject, limit=MAX_PATH))
                continue
            for issuer in self._issuers(way):
                # A path that is complete comes before any crowd of longer ways.
                rank = 0 if issuer in self._anchors else length + 1
                entry = (doubts + self._doubtful(issuer), rank, next(order), (*way, issuer))
                heapq.heappush(ways, entry)
            if self._over():
                return

    def _issuers(self, way: Way) -> Iterator[Certificate]:
        """Yield those whose key verifies the last certificate; note a dead end without any."""
        child, passed = way[-1], {(_subject(each), each.public_key_der) for each in way[1:]}
        fault, any_issuer = _issuer_unknown(child), False
        for candidate in self._by_name.get(names.comparable(child.issuer_name), ()):
            if candidate == child:
                continue
            code = self._signature_fault(child, candidate)
            if code is None:
                any_issuer = True
                # The same CA a second time, renewed or not, leads nowhere new.
                if (_subject(candidate), candidate.public_key_der) not in passed:
                    yield candidate
            elif _key_identifiers_agree(child, candidate):
                fault = finding(code, child.subject, issuer=candidate.subject)
            if self._over():
                return
        first = len(way) == 1
        if not any_issuer and (first or len(way) > len(self.dead_end.certificates)):
            self.dead_end = DeadEnd(way, fault)

    def _signature_fault(self, child: Certificate, issuer: Certificate) -> str | None:
        about = (child, issuer.public_key_der)
        if about not in self._checked:
            self._checked[about] = signature_fault(child, issuer)
        return self._checked[about]

    def _doubtful(self, issuer: Certificate) -> int:
        """Return 1 for a certificate that makes no good path now."""
        dates = issuer.expired(self.at) or issuer.not_yet_valid(self.at)
        return int(dates or (issuer.usage is not Usage.CA and issuer not in self._anchors))

    def _over(self) -> bool:
        """Count a step; whether a bound is met."""
        self._steps += 1
        if self._steps >= MAX_STEPS:
            self._cut(finding("path_candidates_too_many", limit=MAX_STEPS))
        elif time.thread_time() > self.deadline:
            self._cut(finding("judging_took_too_long", self.leaf.subject))
        else:
            return False
        return True

    def _cut(self, why: Finding) -> None:
        self.cut = self.cut or why


def _subject(certificate: Certificate) -> str:
    return names.comparable(certificate.subject_name)


def _issuer_unknown(child: Certificate) -> Finding:
    """Name the issuer, and give the fingerprint of a root that came along but is not trusted."""
    if child.self_issued:
        fingerprint = child.fingerprint
        return finding(
            "issuer_unknown", child.subject, issuer=child.issuer, root_fingerprint=fingerprint
        )
    return finding("issuer_unknown", child.subject, issuer=child.issuer)


def _key_identifiers_agree(child: Certificate, issuer: Certificate) -> bool:
    """Whether the child may mean this issuer: another key under the same name is another CA."""
    try:
        wanted = child.extensions.authority_key_identifier
        present = issuer.extensions.key_identifier
    except PARSE_ERRORS:
        return False
    return not wanted or not present or wanted == present
