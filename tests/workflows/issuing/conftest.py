"""The practice CA, answering on this computer with a book of the test's own."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from desktop_client.pki.keyfile.new_key import new_key
from desktop_client.workflows.issuing import disk_keys
from practice.issuing.book import Book, Code
from practice.issuing.server import BOOK, serving
from practice.pki import Practice
from practice.samples import INSTITUTION

REFERENCE, CODE, PASSWORD = "730215", "481-902", b"new-password-1"
NUMBER = "2222222227"


@dataclass(frozen=True)
class Ca:
    """A CA that issues, and its book."""

    url: str
    pki: Practice
    book: Book

    def give(self, reference: str = REFERENCE, waits: int = 0) -> None:
        """Give out a code."""
        code = Code(reference, CODE, "연습군청(Office)0002", NUMBER, INSTITUTION, waits)
        self.book.give(code)


@pytest.fixture(scope="session")
def running(practice_pki: Practice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ca]:
    """A practice CA over a copy of the PKI; one a process."""
    folder = tmp_path_factory.mktemp("issuing") / "pki"
    for part in ("trust", "ca", "crl"):
        shutil.copytree(practice_pki.folder / part, folder / part)
    shutil.copy(practice_pki.folder / "practice.json", folder)
    with serving(folder) as served:
        yield Ca(served.url, Practice.load(folder), served.book)


@pytest.fixture
def ca(running: Ca) -> Ca:
    """That CA with an empty book, but for one code."""
    shutil.rmtree(running.pki.folder / BOOK, ignore_errors=True)
    running.give()
    return running


@pytest.fixture(scope="session")
def made_keys() -> list[RSAPrivateKey]:
    """Keys that tests have issued certificates for: making new ones takes long."""
    return [new_key(2048) for _ in range(4)]


@pytest.fixture
def keys_at_hand(made_keys: list[RSAPrivateKey], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the keys at hand stand for those made anew."""
    supply = cycle(made_keys)
    monkeypatch.setattr(disk_keys, "new_key", lambda _bits: next(supply))
