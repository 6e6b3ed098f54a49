"""행정정보 공동이용: papers (공장등록, 직접생산증명 …) that another office's register holds.

No protocol of it is open to the public. This is the interface an agency puts its own behind; what
there is stands in for it in practice.
"""

from collections.abc import Iterable
from typing import Protocol

from registration.business_registry import PaperSeen
from registration.enclosures import Enclosure


class DocumentSource(Protocol):
    """Says whether the registers hold a paper of a business. Raises nothing: undecided is said."""

    def look_up(self, number: str, papers: Iterable[Enclosure]) -> dict[Enclosure, PaperSeen]:
        """Return what is known of each of these papers of a business number."""


class PracticeDocuments:
    """Knows every paper of every business, but those of numbers that end in a 0."""

    def look_up(self, number: str, papers: Iterable[Enclosure]) -> dict[Enclosure, PaperSeen]:
        """Return what practice says."""
        seen = PaperSeen.ABSENT if number.endswith("0") else PaperSeen.CONFIRMED
        return dict.fromkeys(papers, seen)
