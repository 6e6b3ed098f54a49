"""The client's parts beside a real practice service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_client.parts import Parts
from desktop_client.work import Work
from desktop_client.workflows.certificates import Candidate, Opened, Sought
from practice.applicants import supplier
from practice.pki import Practice
from registration.kinds import Kind

NUMBER = "1111111119"
SOUGHT = Sought(Kind.SUPPLIER, NUMBER)


@pytest.fixture
def parts(practice_home: Path) -> Iterator[Parts]:
    """Parts in practice mode, with a service of their own."""
    built = Parts(practice=True, folder=practice_home, administrator_file=practice_home / "none")
    yield built
    built.close()


@pytest.fixture
def pki(practice_home: Path) -> Practice:
    """The PKI of that service."""
    return Practice.load(practice_home / "practice" / "pki")


@pytest.fixture
def draft_id(parts: Parts) -> str:
    """A finished form."""
    draft = parts.drafts.create(Kind.SUPPLIER)
    parts.drafts.save_form(draft.id, supplier())
    return draft.id


def candidate(parts: Parts, folder: Path) -> Candidate:
    """The candidate of a certificate folder."""
    found = parts.certificates.find(Work(), SOUGHT)
    return next(one for one in found if one.places[0].ko == str(folder))


@pytest.fixture
def opened(parts: Parts, pki: Practice) -> Opened:
    """The good supplier's certificate, open."""
    sample = pki.sample("supplier")
    return parts.certificates.open(Work(), candidate(parts, sample.path), sample.password, SOUGHT)
