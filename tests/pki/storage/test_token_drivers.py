"""Drivers of security tokens that hang, crash or print: one entry each, and the program goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Cancelled, TokenError
from desktop_client.pki.storage import token_search
from desktop_client.pki.storage.token_search import list_tokens
from desktop_client.pki.storage.tokens import TokenEntry, open_token
from practice.pki import Practice
from tests.pki import pretended

MakeDriver = Callable[[str], Path]


@pytest.fixture
def driver(tmp_path: Path, practice_pki: Practice, monkeypatch: pytest.MonkeyPatch) -> MakeDriver:
    """Drivers by what they do."""
    return pretending(tmp_path, practice_pki, monkeypatch)


def pretending(folder: Path, practice: Practice, patch: pytest.MonkeyPatch) -> MakeDriver:
    """Return what gives a driver that does as its name says; its tokens hold a certificate."""
    certificate = folder / "certificate"
    certificate.write_bytes((practice.sample("supplier").path / "signCert.der").read_bytes())
    patch.setenv("PYTHONPATH", str(Path(pretended.__file__).parent))
    patch.setenv("PRETENDED_CERTIFICATE", str(certificate))

    def make(name: str) -> Path:
        path = folder / f"{name}.so"
        path.touch()
        return path

    return make


def codes(entries: list[TokenEntry]) -> list[str]:
    return [found.code for entry in entries for found in entry.findings]


@pytest.mark.parametrize("name", ["crashes", "aborts", "leaves"])
def test_a_driver_that_crashes_is_one_entry(driver: MakeDriver, name: str) -> None:
    bad = driver(name)
    entries = list_tokens(bad, driver("good"))
    (fault,) = (entry for entry in entries if entry.driver == bad)
    assert fault.is_driver
    assert codes([fault]) == ["token_driver_crashed"]
    assert [entry.label for entry in entries if entry is not fault] == ["npki"]


def test_a_driver_that_hangs_is_one_entry(
    driver: MakeDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token_search, "LIST_SECONDS", 1)
    (fault,) = list_tokens(driver("hangs"))
    assert fault.is_driver
    assert codes([fault]) == ["token_driver_hangs"]


def test_what_a_driver_prints_is_no_answer(
    driver: MakeDriver, supplier_certificate: Certificate, capfd: pytest.CaptureFixture[str]
) -> None:
    (entry,) = list_tokens(driver("printing"))
    assert entry.certificate == supplier_certificate
    assert capfd.readouterr() == ("", "")


def test_a_slot_that_fails_hides_no_other(driver: MakeDriver) -> None:
    entries = list_tokens(driver("bad_slots"))
    assert [(entry.label, entry.is_driver) for entry in entries] == [
        ("", True),
        ("broken", False),
        ("good", False),
    ]
    assert codes(entries) == ["token_failed", "token_failed"]
    assert entries[0].findings[0].values == {"error": "DeviceError"}


@pytest.mark.parametrize(
    ("name", "code"),
    [("crashing_slot", "token_driver_crashed"), ("hanging_slot", "token_driver_hangs")],
)
def test_a_slot_that_takes_the_driver_with_it_hides_no_other(
    driver: MakeDriver, monkeypatch: pytest.MonkeyPatch, name: str, code: str
) -> None:
    monkeypatch.setattr(token_search, "LIST_SECONDS", 3)
    entries = list_tokens(driver(name))
    assert [entry.label for entry in entries] == ["", "good"]
    assert codes(entries) == [code]


def test_two_tokens_of_one_name_are_opened_by_their_serial_number(driver: MakeDriver) -> None:
    twins = list_tokens(driver("twins"))
    assert [(entry.label, entry.serial) for entry in twins] == [
        ("npki", "serial1"),
        ("npki", "serial2"),
    ]
    with pytest.raises(TokenError, match="token_key_missing"):
        open_token(twins[1], b"1234")


def test_stopping_ends_a_hanging_driver_at_once(driver: MakeDriver) -> None:
    asked = time.monotonic()
    with token_search.TokenSearch([driver("hangs")]) as search:
        assert list(search.entries(lambda: time.monotonic() - asked > 0.5)) == []
    with pytest.raises(Cancelled):
        open_token(
            TokenEntry(driver("hangs"), "npki", "1", b""),
            b"1234",
            lambda: time.monotonic() - asked > 1,
        )
    assert time.monotonic() - asked < 10


LISTING = """
import sys
from pathlib import Path
from desktop_client.pki.storage.token_process import DriverProcess
process = DriverProcess(Path(sys.argv[1]))
print(process._process.pid, flush=True)
process.ask("list", 600, lambda: False, skip=[])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the worker's own limit ends it")
def test_a_killed_program_leaves_no_hanging_driver(driver: MakeDriver) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LISTING, driver("hangs")], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        worker = int(program.stdout.readline())
        wait_for(lambda: "hrtimer_nanosleep" in where(worker))
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
    wait_for(lambda: not running(worker))


def where(process: int) -> str:
    return Path(f"/proc/{process}/wchan").read_text()


def running(process: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_nothing_in_the_current_folder_is_run(
    driver: MakeDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert codes(list_tokens(driver("good"))) == []


def test_the_pin_is_on_no_command_line(driver: MakeDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    popen = subprocess.Popen

    def noting(arguments: list[str], **more: object) -> object:
        started.append((arguments, more.get("env")))
        return popen(arguments, **more)  # type: ignore[call-overload]  # passed on as it came

    monkeypatch.setattr(subprocess, "Popen", noting)
    (entry,) = list_tokens(driver("good"))
    with pytest.raises(TokenError):
        open_token(entry, b"secret-pin-4711")
    assert len(started) == 2
    assert "4711" not in repr(started)
