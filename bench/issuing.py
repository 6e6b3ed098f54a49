"""A certificate by CMP over loopback, against `openssl cmp` asking the same practice CA.

Making keys is measured apart: it takes longer than all the rest, and differently long each time.
"""

import itertools
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from bench.killed_issuing import CODE, NUMBER, PASSWORD, serving_apart
from bench.measure import Row, compared, no_slower, pairs
from desktop_client.pki.issuing.requests import SIGN_USAGE, KeyRequest, common_name
from desktop_client.pki.keyfile.new_key import KEY_SIZES, new_key
from desktop_client.pki.keyfile.private_key import OpenedKey
from desktop_client.work import Work
from desktop_client.workflows.issuing import disk_keys
from desktop_client.workflows.issuing.asking import by_code
from desktop_client.workflows.issuing.issuing import Issuing, Order
from practice.issuing.book import Book, Code
from practice.issuing.server import BOOK
from practice.pki import build
from practice.samples import INSTITUTION

RUNS, KEY_RUNS = 15, 9
MOST = 1.3


def rows() -> Iterator[Row]:
    """The key by itself; one certificate; both pairs with R, kept and put in their place."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(folder / "pki")
        for bits in KEY_SIZES[:2]:
            yield _key_row(folder, bits)
        with serving_apart(folder / "pki") as url:
            bench = _Bench(folder, url)
            times = pairs(bench.certificate, bench.by_openssl, RUNS)
            yield no_slower("certificate for a key by CMP", times, "openssl cmp", MOST)
            times = pairs(bench.both_pairs, bench.both_by_openssl, RUNS)
            yield no_slower("both pairs, R, kept, put in place", times, "openssl cmp twice", MOST)


def _key_row(folder: Path, bits: int) -> Row:
    command = ["openssl", "genpkey", "-algorithm", "RSA", "-out", "made.key"]
    command += ["-pkeyopt", f"rsa_keygen_bits:{bits}"]
    times = pairs(lambda: new_key(bits), _run(command, folder), KEY_RUNS)
    return compared(f"key of {bits} bits", times, "openssl genpkey")


class _Bench:
    def __init__(self, folder: Path, url: str) -> None:
        self._folder, self._url = folder, url
        self._book = Book(folder / "pki" / BOOK)
        self._numbers = itertools.count(1)
        self._key = OpenedKey(new_key(2048), None)
        pem = self._key.private_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / "new.key").write_bytes(pem)
        (folder / "secret").write_text(CODE)
        setattr(disk_keys, "new_key", lambda _bits: self._key.private_key)  # noqa: B010 - untyped
        self._issuing = Issuing(folder / "begun")

    def _reference(self) -> str:
        reference = f"{next(self._numbers):06}"
        self._book.give(Code(reference, CODE, "연습군청(Office)0002", NUMBER, INSTITUTION))
        return reference

    def certificate(self) -> None:
        asker = by_code(self._url, self._reference(), CODE.encode(), ())
        with closing(asker.transaction(Work())) as transaction:
            wanted = [KeyRequest(self._key, self._key.public_key_der, SIGN_USAGE)]
            issued = transaction.ask_for_certificates(wanted, common_name("new"))
            transaction.confirm(issued)

    def by_openssl(self) -> None:
        asking = ["openssl", "cmp", "-cmd", "ir", "-server", self._url, "-path", "/"]
        asking += ["-recipient", "/CN=CA", "-ref", self._reference(), "-secret", "file:secret"]
        asking += ["-newkey", "new.key", "-subject", "/CN=new", "-certout", "new.pem"]
        _run(asking, self._folder)()

    def both_pairs(self) -> None:
        reference = self._reference()
        drive = self._folder / f"drive{reference}"
        drive.mkdir()
        order = Order(self._url, reference, CODE.encode(), PASSWORD, drive)
        self._issuing.issue(Work(), order)

    def both_by_openssl(self) -> None:
        self.by_openssl()
        self.by_openssl()


def _run(command: list[str], folder: Path) -> Callable[[], object]:
    return lambda: subprocess.run(command, cwd=folder, capture_output=True, check=True)
