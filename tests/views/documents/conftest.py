"""Signing and verifying on the practice certificates, with a time stamp server on the loopback."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client.pki.judging.chain import Revocation
from desktop_client.pki.judging.trust import TrustList, read_certificates
from desktop_client.views import theme
from desktop_client.views.language import set_language
from desktop_client.work import Work
from desktop_client.workflows.certificates import Certificates
from desktop_client.workflows.documents import Documents
from desktop_client.workflows.mode import Trust
from practice.pki import Practice
from testing.pki.tsa import Authority, authority, stamping
from testing.pki.web import server
from testing.views.acting import FakeParts, Stage
from testing.views.places import PracticePlaces

__all__ = ["authority", "server", "stamping"]


class Places(PracticePlaces):
    """Trusts the time stamp server's root too, whose certificates name no revocation list."""

    further: tuple[Path, ...] = ()

    def trust(self, work: Work) -> Trust:
        roots = (self._pki.root, self._pki.ca, *self.further)
        trusted = TrustList.of([one for path in roots for one in read_certificates(path)])
        return replace(super().trust(work), trust_list=trusted, revocation=self._revocation)

    def _revocation(self) -> Revocation:
        return Revocation.PREFER if self.further else Revocation.REQUIRE


class DocumentParts(FakeParts):
    """Parts with real certificates and documents."""

    mode: Places

    def __init__(self, folder: Path, pki: Practice) -> None:
        super().__init__(folder, practice=False)
        self.mode = Places(pki)
        self.servers: list[str] = []
        self.certificates = Certificates(self.mode)
        self.documents = Documents(self.mode, lambda: self.servers)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Korean, light, 100 %."""
    set_language("ko")
    theme.apply(qapp, "light", 100)
    yield
    set_language("ko")
    theme.apply(qapp, "light", 100)


@pytest.fixture
def parts(tmp_path: Path, practice_pki: Practice, qapp: QApplication) -> Iterator[DocumentParts]:
    built = DocumentParts(tmp_path / "parts", practice_pki)
    yield built
    assert built.jobs.drain()


@pytest.fixture
def stage(qtbot: QtBot, parts: DocumentParts) -> Stage:
    return Stage(qtbot, parts)


@pytest.fixture
def stamped(parts: DocumentParts, authority: Authority, stamping: str) -> str:
    """The server of the settings, whose root is trusted."""
    parts.servers.append(stamping)
    parts.mode.further = (authority.root,)
    return stamping


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "contract.txt"
    file.write_bytes("물품 구매 계약서\r\n".encode() * 1000)
    return file


@pytest.fixture
def chain(tmp_path: Path, practice_pki: Practice) -> Path:
    """The CAs, for openssl."""
    file = tmp_path / "chain.pem"
    file.write_bytes(practice_pki.ca.read_bytes() + practice_pki.root.read_bytes())
    return file
