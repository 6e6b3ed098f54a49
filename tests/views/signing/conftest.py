"""A stage, fake parts, the practice certificates, and the look of the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client.views import theme
from desktop_client.views.language import set_language
from desktop_client.work import Work
from desktop_client.workflows.certificates import Candidate, Certificates, Opened, Sought
from practice.pki import Practice
from registration.kinds import Kind
from testing.views.acting import FakeParts, Stage
from testing.views.faking import NUMBER
from testing.views.places import PracticePlaces

SUPPLIER = Sought(Kind.SUPPLIER, NUMBER)


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
    return Certificates(PracticePlaces(practice_pki))


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
