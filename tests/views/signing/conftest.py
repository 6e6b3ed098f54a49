"""A stage, fake parts, the practice certificates, and the look of the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client.pki.judging.chain import Revocation
from desktop_client.pki.judging.trust import TrustList
from desktop_client.views import theme
from desktop_client.views.language import set_language
from desktop_client.work import Work
from desktop_client.workflows.certificates import Candidate, Certificates, Opened, Sought
from desktop_client.workflows.mode import Trust
from practice.pki import Practice
from registration.kinds import Kind
from tests.views.signing.acting import FakeParts, Stage
from tests.views.signing.faking import NUMBER

SUPPLIER = Sought(Kind.SUPPLIER, NUMBER)


class PracticePlaces:
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

    def service(self, _work: Work) -> None:
        raise AssertionError


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Korean, light, 100 %."""
    set_language("ko")
    theme.apply(qapp, "light", 100)
    yield
    set_language("ko")


@pytest.fixture
def parts(tmp_path: Path, qapp: QApplication) -> Iterator[FakeParts]:
    built = FakeParts(tmp_path)
    yield built
    assert built.jobs.drain()


@pytest.fixture
def stage(qtbot: QtBot, parts: FakeParts) -> Stage:
    return Stage(qtbot, parts)


@pytest.fixture(scope="session")
def certificates(practice_pki: Practice) -> Certificates:
    """Real certificates of the practice PKI; tests that change what is known make their own."""
    return Certificates(PracticePlaces(practice_pki))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def candidates(certificates: Certificates, practice_pki: Practice) -> dict[str, Candidate]:
    """Every practice certificate by the name of its sample."""
    from practice.samples import SAMPLES

    found = {one.places[0].ko: one for one in certificates.find(Work(), SUPPLIER)}
    return {name: found[str(practice_pki.sample(name).path)] for name in SAMPLES}


@pytest.fixture(scope="session")
def opened(certificates: Certificates, candidates: dict[str, Candidate]) -> Opened:
    """The good supplier's certificate, open."""
    return certificates.open(Work(), candidates["supplier"], "practice-1234", SUPPLIER)


@pytest.fixture
def ready(parts: FakeParts, candidates: dict[str, Candidate], opened: Opened) -> FakeParts:
    """Parts whose certificates are the supplier's alone, opened by any password."""
    parts.certificates.found.will([candidates["supplier"]])
    parts.certificates.opened.will(opened)
    return parts
