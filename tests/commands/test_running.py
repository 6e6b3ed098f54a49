"""What surrounds a command: language, wrong use, the terminal, interruptions, surprises."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_client.commands import certificates
from desktop_client.commands.options import preferred_language
from practice.pki import PASSWORD, Practice
from tests.commands.conftest import Commands

Sample = Callable[[str], Path]
COMMAND = (
    sys.executable,
    "-c",
    "import sys; from desktop_client import commands; sys.exit(commands.run_command(sys.argv[1:]))",
)
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("arguments", "environ", "expected"),
    [
        ([], {}, "ko"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "ko"),
        ([], {"LANG": "de_DE.UTF-8"}, "ko"),
        ([], {"LANG": "ko_KR.UTF-8", "G2B_LANGUAGE": "en"}, "en"),
        (["--language", "ko"], {"G2B_LANGUAGE": "en"}, "ko"),
        (["--language=en"], {}, "en"),
        (["--language"], {}, "ko"),
    ],
)
def test_the_language_is_chosen(
    arguments: list[str], environ: dict[str, str], expected: str
) -> None:
    assert preferred_language(arguments, environ) == expected


def test_help_is_in_the_readers_language(commands: Commands) -> None:
    assert "인증서 하나를 보여 줍니다" in commands("cert", "show", "--help").out
    shown = commands("cert", "show", "--help", "--language", "en")
    assert shown.status == 0
    assert "show one certificate" in shown.out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("cert",),
        ("cert", "show"),
        ("cert", "verify", "x", "--at", "yesterday"),
        ("cert", "verify", "x", "--revocation", "maybe"),
        ("cert", "open", "x", "--password", "secret"),
        ("cert", "open", "x", "--pass", "secret"),
        ("cert", "identity", "x"),
        ("sign", "x", "--cert", "y"),
    ],
)
def test_wrong_use_ends_with_status_2(commands: Commands, arguments: tuple[str, ...]) -> None:
    refused = commands(*arguments)
    assert refused.status == 2
    assert refused.err.startswith("usage: g2b-client")
    assert refused.out == ""


@pytest.mark.expects_warnings
def test_a_surprise_is_one_line_without_traceback_or_secret(
    commands: Commands, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("the password is sesame")

    monkeypatch.setattr(certificates, "open_entry", fail)
    told = commands("cert", "open", sample("supplier"), "--password-stdin", typed=b"sesame\n")
    assert told.status == 1
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "(unexpected)" in told.err
    assert "ZeroDivisionError, desktop_client.commands.certificates:" in told.err
    assert "sesame" not in told.err


def test_ctrl_c_is_no_surprise(
    commands: Commands, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(certificates, "open_entry", interrupt)
    stopped = commands("cert", "open", sample("supplier"), "--password-stdin", typed=b"x\n")
    assert (stopped.status, stopped.err) == (130, "중단했습니다.\n")


def test_a_failing_disk_is_told(
    commands: Commands, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error", "/media/usb")

    monkeypatch.setattr(certificates, "open_entry", fail)
    told = commands.unlock("cert", "open", sample("supplier"))
    assert (told.status, told.codes) == (2, {"file_unreadable"})
    assert told.data["error"]["subject"] == "/media/usb"


def environment(**extra: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **extra}


def test_a_reader_that_leaves_early_is_no_surprise(practice_pki: Practice) -> None:
    with subprocess.Popen(
        [*COMMAND, "cert", "list", "--store", practice_pki.npki],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


def test_a_screen_without_korean_letters_still_shows_something(sample: Sample) -> None:
    done = subprocess.run(
        [*COMMAND, "cert", "show", sample("supplier")],
        capture_output=True,
        check=True,
        env=environment(PYTHONIOENCODING="ascii"),
    )
    assert b"\\uc8fc\\uc2dd\\ud68c\\uc0ac" in done.stdout


def test_without_a_terminal_nobody_is_asked(sample: Sample) -> None:
    done = subprocess.run(
        [*COMMAND, "cert", "open", sample("supplier"), "--json"],
        input=f"{PASSWORD}\n".encode(),
        capture_output=True,
        check=False,
        env=environment(),
        start_new_session=True,
    )
    assert done.returncode == 2
    assert b'"no_terminal"' in done.stdout
    assert done.stderr == b""


@contextmanager
def at_a_terminal(*arguments: str | Path) -> Iterator[tuple[int, int]]:
    """Runs a command at a terminal of its own; gives the terminal and the process ID."""
    process, terminal = pty.fork()
    if process == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored where tests run in the background
        command = [*COMMAND, *map(str, arguments)]
        os.execve(COMMAND[0], command, environment(LANG="en_US.UTF-8"))  # noqa: S606
    try:
        yield terminal, process
    finally:
        os.close(terminal)


def read_until(terminal: int, mark: bytes) -> bytes:
    """What appears at the terminal up to a mark; to the end without one."""
    seen = b""
    while not mark or mark not in seen:
        try:
            piece = os.read(terminal, 1024)
        except OSError:  # how Linux says that the other side has gone
            break
        if not piece:
            break
        seen += piece
    return seen


def test_a_password_is_asked_at_the_terminal_and_not_echoed(sample: Sample) -> None:
    with at_a_terminal("cert", "open", sample("supplier")) as (terminal, process):
        read_until(terminal, b"password: ")
        os.write(terminal, f"{PASSWORD}\n".encode())
        seen = read_until(terminal, b"")
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert status == 0
    assert b"The password is right" in seen
    assert PASSWORD.encode() not in seen


def test_ctrl_c_at_the_password_ends_the_command(sample: Sample) -> None:
    with at_a_terminal("cert", "open", sample("supplier")) as (terminal, process):
        read_until(terminal, b"password: ")
        os.write(terminal, b"\x03")
        seen = read_until(terminal, b"")
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert status == 130
    assert b"Interrupted." in seen
    assert b"Traceback" not in seen
