"""A certificate by reference number and code: whole in its place, and no key ever lost."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from desktop_client import files
from desktop_client.pki import vid
from desktop_client.pki.findings import DamagedFile, PkiError, Unreachable, WrongPassword
from desktop_client.pki.issuing.transaction import Transaction
from desktop_client.pki.storage import placing
from desktop_client.pki.storage.lock import owned
from desktop_client.pki.storage.store import KM_KEY, SIGN_KEY, open_entry
from desktop_client.work import Work
from desktop_client.workflows.issuing import disk_keys
from desktop_client.workflows.issuing import pending as kept
from desktop_client.workflows.issuing.issuing import Issuing, NewCertificate, Order
from tests.workflows.issuing.conftest import CODE, NUMBER, PASSWORD, REFERENCE, Ca
from tests.workflows.issuing.judging import on_disk

pytestmark = pytest.mark.usefixtures("keys_at_hand")


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    drive = tmp_path / "drive"
    drive.mkdir()
    return drive


@pytest.fixture
def issuing(tmp_path: Path) -> Issuing:
    return Issuing(tmp_path / "issuing")


def order(ca: Ca, drive: Path, code: str = CODE, reference: str = REFERENCE) -> Order:
    return Order(ca.url, reference, code.encode(), PASSWORD, drive)


def check(issued: NewCertificate, ca: Ca) -> None:
    """A whole NPKI folder: both pairs open, the VID is the number's, openssl finds the chain."""
    entry = on_disk(issued.holding)
    assert entry.findings == ()
    assert entry.certificate == issued.certificate
    key = open_entry(entry, PASSWORD)
    assert key.random is not None
    assert vid.matches(issued.certificate, NUMBER, key.random)
    assert entry.km_certificate is not None
    assert issued.findings == ()
    command = [
        *("openssl", "verify", "-CAfile", str(ca.pki.root), "-untrusted", str(ca.pki.ca)),
        "/dev/stdin",
    ]
    pem = subprocess.run(
        ["openssl", "x509", "-inform", "DER"],
        input=issued.certificate.der,
        capture_output=True,
        check=True,
    ).stdout
    assert subprocess.run(command, input=pem, capture_output=True, check=True).stdout.endswith(
        b"OK\n"
    )


def test_a_certificate_is_issued_into_its_npki_folder(
    issuing: Issuing, ca: Ca, drive: Path
) -> None:
    told: list[str] = []
    issued = issuing.issue(Work(lambda what, _fraction: told.append(what.en)), order(ca, drive))
    check(issued, ca)
    assert on_disk(issued.holding).folder.is_relative_to(drive / "NPKI" / "practiceCA" / "USER")
    assert issuing.unfinished() == []
    assert told[0] == "Making the keys."


def test_both_keys_are_as_long_as_they_were_asked_for(
    issuing: Issuing,
    ca: Ca,
    drive: Path,
    monkeypatch: pytest.MonkeyPatch,
    made_keys: list[RSAPrivateKey],
) -> None:
    asked: list[int] = []

    def make(bits: int) -> RSAPrivateKey:
        asked.append(bits)
        return made_keys[len(asked)]

    monkeypatch.setattr(disk_keys, "new_key", make)
    issuing.issue(Work(), replace(order(ca, drive), bits=3072))
    assert asked == [3072, 3072]


def test_a_ca_that_waits_is_asked_again(issuing: Issuing, ca: Ca, drive: Path) -> None:
    ca.give("8111", waits=2)
    waited: list[float] = []
    work = Impatient(waited)
    check(issuing.issue(work, order(ca, drive, reference="8111")), ca)
    assert [seconds for seconds in waited if seconds] == [1, 1]


@pytest.mark.parametrize(("code", "reference"), [("481-903", REFERENCE), (CODE, "730216")])
def test_a_wrong_number_or_code_is_told_as_such(
    issuing: Issuing, ca: Ca, drive: Path, code: str, reference: str
) -> None:
    with pytest.raises(PkiError) as refused:
        issuing.issue(Work(), order(ca, drive, code, reference))
    assert refused.value.code == "issuing_code_refused"
    assert list(drive.iterdir()) == []
    assert issuing.unfinished() == []
    check(issuing.issue(Work(), order(ca, drive)), ca)


def test_a_code_serves_once(issuing: Issuing, ca: Ca, drive: Path) -> None:
    issuing.issue(Work(), order(ca, drive))
    with pytest.raises(PkiError) as refused:
        issuing.issue(Work(), order(ca, drive))
    assert refused.value.code == "issuing_code_used"
    assert issuing.unfinished() == []


@pytest.mark.parametrize("name", ["ask_for_certificates", "confirm"])
def test_a_key_that_may_be_certified_stays_though_the_code_is_refused(
    issuing: Issuing, ca: Ca, drive: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PkiError("issuing_code_refused")

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, name, refuse)
        with pytest.raises(PkiError, match="issuing_code_refused"):
            issuing.issue(Work(), order(ca, drive))
    (pending,) = issuing.unfinished()
    check(issuing.go_on(Work(), pending, PASSWORD), ca)


class Impatient(Work):
    """Waits for nothing, and notes how long it would have."""

    def __init__(self, waited: list[float]) -> None:
        super().__init__()
        self._waited = waited

    def pause(self, seconds: float) -> None:
        self._waited.append(seconds)


class Cut(Exception):
    """The program ends here."""


def cutting(what: Any, name: str, monkeypatch: pytest.MonkeyPatch, *, after: bool) -> None:
    real = getattr(what, name)

    def cut(*arguments: Any, **options: Any) -> Any:
        if after:
            real(*arguments, **options)
        raise Cut

    monkeypatch.setattr(what, name, cut)


@pytest.mark.parametrize(
    "where",
    [
        (Issuing, "go_on", False),
        (Transaction, "ask_for_certificates", False),
        (Transaction, "ask_for_certificates", True),
        (kept.Pending, "keep_certificates", True),
        (Transaction, "confirm", False),
        (Transaction, "confirm", True),
        (placing, "copy", False),
        (kept.Pending, "remove", False),
    ],
)
def test_wherever_it_breaks_off_the_same_certificate_comes_of_the_same_key(
    issuing: Issuing,
    ca: Ca,
    drive: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: tuple[Any, str, bool],
) -> None:
    what, name, after = where
    with monkeypatch.context() as patch:
        cutting(what, name, patch, after=after)
        with pytest.raises(Cut):
            issuing.issue(Work(), order(ca, drive))
    (pending,) = issuing.unfinished()
    with pytest.raises(WrongPassword):
        issuing.go_on(Work(), pending, b"another-password-1")
    issued = issuing.go_on(Work(), pending, PASSWORD)
    check(issued, ca)
    made = list((ca.pki.folder / "issuing" / "transactions").iterdir())
    assert len(made) == 1
    assert len(json.loads(made[0].read_bytes())["certificates"]) == 2
    assert issuing.unfinished() == []


def test_a_ca_out_of_reach_leaves_the_keys_for_later(issuing: Issuing, ca: Ca, drive: Path) -> None:
    with pytest.raises(Unreachable):
        issuing.issue(Work(), Order("http://127.0.0.1:1/", REFERENCE, b"x", PASSWORD, drive))
    (pending,) = issuing.unfinished()
    assert {SIGN_KEY, KM_KEY} <= set(os.listdir(pending.folder))


def test_what_lies_on_the_disk_holds_neither_code_nor_password(
    issuing: Issuing, ca: Ca, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cutting(Issuing, "go_on", monkeypatch, after=False)
    with pytest.raises(Cut):
        issuing.issue(Work(), order(ca, drive))
    (pending,) = issuing.unfinished()
    for file in pending.folder.iterdir():
        assert file.stat().st_mode & 0o077 == 0
        assert CODE.encode() not in file.read_bytes()
        assert PASSWORD not in file.read_bytes()


def test_a_missing_drive_is_told_before_anything_is_made(
    issuing: Issuing, ca: Ca, tmp_path: Path
) -> None:
    with pytest.raises(PkiError, match="file_missing"):
        issuing.issue(Work(), order(ca, tmp_path / "nowhere"))
    assert issuing.unfinished() == []


def test_a_damaged_folder_hides_no_other(
    issuing: Issuing, ca: Ca, drive: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cutting(Issuing, "go_on", monkeypatch, after=False)
    with pytest.raises(Cut):
        issuing.issue(Work(), order(ca, drive))
    (tmp_path / "issuing" / "0000").mkdir()
    (tmp_path / "issuing" / "ffff").write_text("")
    assert len(issuing.unfinished()) == 1
    with pytest.raises(DamagedFile, match="issuance_damaged"):
        _ = kept.Pending(tmp_path / "issuing" / "0000").state


def test_what_a_killed_program_left_half_written_is_swept_away_at_the_next_start(
    issuing: Issuing, tmp_path: Path
) -> None:
    place = tmp_path / "issuing"
    half, other = place / ".0123456789abcdef", place / ".addresses.json"
    half.mkdir(parents=True)
    (half / SIGN_KEY).write_bytes(b"never asked for")
    other.write_bytes(b"{}")
    with owned(place):  # as a program that is writing it does
        assert issuing.unfinished() == []
        assert half.is_dir()
    assert issuing.unfinished() == []
    assert sorted(place.iterdir()) == [other]


def test_nobody_sweeps_away_what_is_being_written(
    issuing: Issuing, ca: Ca, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = files.write_atomically, list[bool]()

    def written(path: Path, data: bytes) -> None:
        real(path, data)
        issuing.unfinished()
        seen.append(path.is_file())

    with monkeypatch.context() as patch:
        patch.setattr(f"{kept.__name__}.write_atomically", written)
        issuing.issue(Work(), order(ca, drive))
    assert all(seen)
    assert len(seen) > 3
