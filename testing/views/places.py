"""A mode with the practice PKI and without its service."""

from pathlib import Path

from desktop_client.api import ServiceClient
from desktop_client.pki.judging.chain import Revocation
from desktop_client.pki.judging.trust import TrustList
from desktop_client.work import Work
from desktop_client.workflows.mode import Mode, Pin, Trust
from practice.pki import Practice


class PracticePlaces(Mode):
    """A mode with the practice CA, certificates in folders of the test's choice, no service."""

    def __init__(self, pki: Practice, *folders: Path) -> None:
        self._pki = pki
        self.folders = list(folders or (pki.npki,))
        self.token_drivers: list[Path] = []

    def trust(self, _work: Work) -> Trust:
        return Trust(
            TrustList.from_files([self._pki.root, self._pki.ca]),
            crls=lambda: [file.read_bytes() for file in self._pki.crls],
            fetcher=None,
            revocation=lambda: Revocation.REQUIRE,
        )

    def places(self, _work: Work) -> list[Path]:
        return self.folders

    def drivers(self, _work: Work) -> list[Path]:
        return self.token_drivers

    def service(self, _work: Work) -> ServiceClient:
        raise AssertionError

    def pin(self, _work: Work) -> Pin | None:
        raise AssertionError

    def issuing_url(self, _work: Work, known: str = "") -> str:
        return known

    def stop(self) -> None:
        raise AssertionError
