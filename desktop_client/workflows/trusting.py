"""Whom this installation trusts and what revocation lists it keeps: shown, replaced, removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.files import read_file
from desktop_client.pki.judging import anchors, trust_list
from desktop_client.pki.judging.installation import Installation
from desktop_client.pki.judging.trust_list import AuthorityList, Change
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.pki.revocation.list_cache import KeptList
from desktop_client.work import Work
from registration.text import Text

LOOKING = Text("목록을 읽고 있습니다.", "Reading the lists.")
REPLACING = Text("새 목록을 확인하고 있습니다.", "Checking the new list.")


@dataclass(frozen=True, slots=True)
class Believed:
    """What is in force and what is kept."""

    authorities: AuthorityList
    added: Sequence[Certificate]
    """Roots an operator has added."""
    kept: Sequence[KeptList]
    may_replace: bool
    """Whether an administrator has said whose lists count."""


class Trusting:
    """Looks after trust lists and kept revocation lists."""

    def __init__(self, installation: Installation, lists: CrlFetcher) -> None:
        self._installation, self._lists = installation, lists

    def look(self, work: Work) -> Believed:
        """Return what is in force and what is kept."""
        work.progress(LOOKING)
        own, cache = self._installation, self._lists.cache
        kept = cache.entries() if cache is not None else []
        added = anchors.anchors(own.anchors)
        return Believed(own.authorities(), added, kept, bool(own.signer))

    def compare(self, work: Work, file: Path) -> Change:
        """Return what a newer signed list of CAs would change. Raises as `trust_list.compare`."""
        work.progress(REPLACING)
        data = read_file(file, trust_list.MAX_LIST_BYTES)
        own = self._installation
        return trust_list.compare(own.folder, data, own.signer)

    def replace(self, work: Work, file: Path) -> AuthorityList:
        """Take over a newer signed list of CAs. Raises as `trust_list.replace`."""
        work.progress(REPLACING)
        data = read_file(file, trust_list.MAX_LIST_BYTES)
        own = self._installation
        return trust_list.replace(own.folder, data, own.signer)

    def forget(self, work: Work, url: str | None) -> int:
        """Remove the list kept from `url`, or all with None; returns how many. Raises OSError."""
        work.check()
        return self._lists.forget(url)
