"""Judges applicants' certificates: the path now and then, revocation at every request."""

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Self

from backend.clock import Clock
from backend.config import ConfigError, Trust
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import Finding, PkiError, Validity
from desktop_client.pki.judging import chain
from desktop_client.pki.judging.chain import Revocation
from desktop_client.pki.judging.installation import Installation
from desktop_client.pki.judging.policies import PolicyTable, shipped
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.at_hand import AtHand
from desktop_client.pki.revocation.checking import check
from desktop_client.pki.revocation.crl import CrlFetcher, Question, RevocationList
from desktop_client.pki.revocation.list_cache import ListCache
from desktop_client.pki.revocation.online import Online
from desktop_client.pki.revocation.revocation_list import MAX_BYTES

log = logging.getLogger(__name__)

PATH_KEPT = timedelta(minutes=5)
MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class JudgedPath:
    """What is known of a certificate's path, revocation aside."""

    validity: Validity
    findings: tuple[Finding, ...]
    chain: tuple[Certificate, ...]
    questions: tuple[Question, ...]
    """Whether each certificate below the anchor is revoked, still to be asked."""
    until: datetime
    policies: frozenset[str] | None
    """The policy OIDs valid for the whole path; None without one."""


class RevocationFiles:
    """CRL files, each read and indexed once, and again when it changes."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._places = places
        self._lock = threading.Lock()
        self._read: dict[Path, tuple[object, RevocationList | None]] = {}

    def lists(self) -> list[RevocationList]:
        """Return the lists as the files are now; one that cannot be read is left out."""
        with self._lock:
            self._read = dict(self._current())
            return [known for _, known in self._read.values() if known is not None]

    def _current(self) -> Iterator[tuple[Path, tuple[object, RevocationList | None]]]:
        for path in self._files():
            try:
                status = path.stat()
            except OSError:
                continue
            mark = (status.st_ino, status.st_mtime_ns, status.st_size)
            known = self._read.get(path)
            yield path, known if known and known[0] == mark else (mark, _list_in(path))

    def _files(self) -> Iterator[Path]:
        for place in self._places:
            yield from sorted(place.glob("*.crl")) if place.is_dir() else [place]


@dataclass(slots=True)
class Judge:
    """Whom the service believes. Paths found valid are kept for some minutes."""

    trust: TrustList
    files: RevocationFiles
    fetcher: Online | None
    clock: Clock
    policies: PolicyTable = field(default_factory=shipped)
    """What policy OIDs mean."""
    _kept: dict[bytes, JudgedPath] = field(default_factory=dict, repr=False)
    """By the SHA-256 of the certificate with those that came along."""

    @classmethod
    def over(cls, settings: Trust, clock: Clock) -> Self:
        """Return the judge with these settings. Raises ConfigError."""
        anchors = settings.anchors
        own = Installation(settings.installation, settings.trust_list_signer)
        try:
            trust = TrustList.from_files(anchors) if anchors else own.trust()
        except PkiError as error:
            raise ConfigError(f"trust.anchors: {error}") from None
        if trust.fault is not None:
            told = ", ".join(f"{name}={value}" for name, value in trust.fault.values.items())
            raise ConfigError(f"trust.installation: {trust.fault.code} ({told})")
        try:
            online, policies = _online(settings, own), own.policies()
        except PkiError as error:
            raise ConfigError(f"trust.installation: {error}") from None
        fetcher = online if settings.fetch_revocation_lists else None
        return cls(trust, RevocationFiles(settings.revocation_lists), fetcher, clock, policies)

    def path(self, certificate: Certificate, offered: Iterable[Certificate]) -> JudgedPath:
        """Judge dates, issuers and policies; `offered` are CA certificates that came along.

        The anchors and policies stay the same as long as the service runs, and what is revoked is
        no part of this: a valid path alone is kept, and `revocation` is asked at every request.
        """
        now, offered = self.clock(), tuple(offered)
        known = sha256(b"".join(each.der for each in (certificate, *offered))).digest()
        kept = self._kept.get(known)
        if kept is not None and now < kept.until:
            return kept
        judged = self._judge(certificate, offered, now)
        if judged.validity is Validity.VALID:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[known] = judged
        return judged

    def revocation(self, path: JudgedPath) -> list[Finding]:
        """Return what the lists say now; a list that is missing leaves it undecided."""
        at_hand = AtHand(tuple(self.files.lists()))
        checked = check(path.questions, at_hand, self.fetcher, self.clock(), Revocation.REQUIRE)
        return checked.findings

    def _judge(
        self, certificate: Certificate, offered: tuple[Certificate, ...], now: datetime
    ) -> JudgedPath:
        verdict = chain.judge(
            certificate, self.trust, intermediates=offered, at=now, revocation=Revocation.OFF
        )
        ends = [certificate.not_after for certificate in verdict.chain]
        is_valid = verdict.validity is Validity.VALID
        others = (*self.trust.intermediates, *offered)
        questions = chain.asking(verdict.chain, others) if is_valid else ()
        return JudgedPath(
            verdict.validity,
            tuple(
                finding for finding in verdict.findings if finding.code != "revocation_not_checked"
            ),
            verdict.chain,
            questions,
            min(now + PATH_KEPT, *ends),
            verdict.policies,
        )


def _online(settings: Trust, own: Installation) -> Online:
    lists = CrlFetcher(
        cache=ListCache(settings.kept_lists), max_age=timedelta(minutes=settings.kept_minutes)
    )
    return own.online(lists, settings.ocsp, others=bool(settings.anchors))


def _list_in(path: Path) -> RevocationList | None:
    try:
        found = RevocationList.from_bytes(read_file(path, MAX_BYTES))
        found.kept_index()
    except PkiError as error:
        log.warning("%s: %s", path, error.code)
        return None
    return found
