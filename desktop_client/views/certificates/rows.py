"""The rows of a list of certificates, and which of them are shown in which order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from desktop_client.views.certificates.columns import Column
from desktop_client.views.certificates.words import SOON_DAYS, CertificateWords
from desktop_client.workflows.certificates import Candidate, PfxFile
from desktop_client.workflows.holding import Medium
from registration.characters import composed
from registration.text import Text

NEVER = 10**6
"""Days left of a certificate that cannot be read: it comes last."""

Subject = Candidate | PfxFile


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate or PFX file, with its words and what it is found and sorted by."""

    subject: Subject
    words: CertificateWords
    medium: Medium
    fits: bool
    """Whether it may be chosen."""
    is_last: bool
    """Whether it was used last."""
    days: int
    searched: str
    places: tuple[Text, ...]
    by_holder: str
    by_issuer: str
    """What texts are sorted by: made here, away from the screen, since it takes long."""

    @classmethod
    def of(cls, subject: Subject, last_used: str = "") -> "CertificateRow":
        """Return the row of a certificate; `last_used` is the fingerprint of the one used last."""
        certificate = None if isinstance(subject, PfxFile) else subject.certificate
        is_last = certificate is not None and certificate.fingerprint == last_used
        words = CertificateWords.about(subject, is_last=is_last)
        left = None if isinstance(subject, PfxFile) else subject.days_left
        searched = _plain(" ".join((words.holder, words.kind, words.issuer, words.places)))
        days = NEVER if left is None else left
        return cls(
            *(subject, words, subject.medium, subject.fits, is_last, days, searched),
            places=tuple(subject.places),
            by_holder=_plain(words.holder),
            by_issuer=_plain(words.issuer),
        )


class Rows:
    """Makes the rows of certificates, each once however often it is found."""

    def __init__(self, last_used: str = "") -> None:
        self._last_used = last_used
        self._made: dict[int, CertificateRow] = {}

    def __call__(self, subjects: Iterable[Subject]) -> list[CertificateRow]:
        """Return the rows of these."""
        return [self._row(subject) for subject in subjects]

    def _row(self, subject: Subject) -> CertificateRow:
        row = self._made.get(id(subject))  # kept alive by the row itself
        if row is None:
            row = self._made[id(subject)] = CertificateRow.of(subject, self._last_used)
        return row


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What was asked for: a medium, words to search, and keys of `FILTERS` and `SORTS`."""

    search: str = ""
    filter: str = "all"
    sort: str = "usual"
    medium: Medium | None = None
    descending: bool = False

    def apply(self, rows: Iterable[CertificateRow]) -> list[CertificateRow]:
        """Return those that are shown, in their order."""
        words, wanted = _plain(self.search).split(), FILTERS[self.filter]
        shown = [
            row
            for row in rows
            if self.medium in (None, row.medium)
            and wanted(row)
            and all(word in row.searched for word in words)
        ]
        return sorted(shown, key=SORTS[self.sort], reverse=self.descending)


def _plain(text: str) -> str:
    return composed(text).casefold()


def _shortness(row: CertificateRow) -> int:
    return NEVER if row.days == NEVER else -row.days


FILTERS: dict[str, Callable[[CertificateRow], bool]] = {
    "all": lambda _row: True,
    "usable": lambda row: isinstance(row.subject, Candidate) and row.subject.judged and row.fits,
    "problems": lambda row: not row.fits,
    "expiring": lambda row: 0 <= row.days <= SOON_DAYS,
}
SORTS: dict[str, Callable[[CertificateRow], Any]] = {
    "usual": lambda row: (not row.fits, not row.is_last, _shortness(row), row.by_holder),
    "holder": lambda row: (row.by_holder, row.days),
    "expiry": lambda row: (row.days, row.by_holder),
    "issuer": lambda row: (row.by_issuer, row.by_holder),
    "kind": lambda row: (row.words.kind, row.by_holder),
    "state": lambda row: (row.words.state, row.by_holder),
}
"""`usual`: what fits first, of that what was used last, then what is valid longest."""
SORT_OF = {
    Column.KIND: "kind",
    Column.HOLDER: "holder",
    Column.EXPIRY: "expiry",
    Column.ISSUER: "issuer",
    Column.STATE: "state",
}
