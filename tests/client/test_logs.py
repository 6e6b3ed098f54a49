"""Every failure leaves a trace in the log, and no secret does. Each in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

BEGIN = """
import logging, sys, threading
from pathlib import Path
from desktop_client import logs
logs.start(Path(sys.argv[1]))
"""


def ran(folder: Path, script: str, file: str = "client.log", status: int = 0) -> str:
    """Return what the log holds after a process that kept one."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + script, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == status, done.stderr
    assert "secret" not in done.stderr
    return (folder / "logs" / file).read_text(encoding="utf-8")


FAILURES = {
    "uncaught": "raise ValueError('secret')",
    "thread": "t = threading.Thread(target=int, args=('secret',)); t.start(); t.join()",
    "destructor": "class A:\n def __del__(self): raise ValueError('secret')\nA(); sys.exit(0)",
    "exception": "try: int('secret')\nexcept ValueError: logging.getLogger('qt').exception('')",
    "library": "logging.getLogger('urllib3').warning('retried %s', 'secret', stack_info=True)",
}


@pytest.mark.parametrize("script", FAILURES.values(), ids=FAILURES)
def test_a_failure_is_told_without_its_text(tmp_path: Path, script: str) -> None:
    status = 1 if script.startswith("raise") else 0
    kept = ran(tmp_path, script, status=status)
    assert "secret" not in kept
    assert len(kept.splitlines()) == 1
    assert "ValueError at" in kept or "urllib3 retried %s" in kept


def test_a_crash_leaves_the_stacks_of_all_threads(tmp_path: Path) -> None:
    kept = ran(tmp_path, "import os; os.abort()", "crash.log", status=-6)
    assert "Fatal Python error: Aborted" in kept


def test_the_files_do_not_grow_without_end(tmp_path: Path) -> None:
    ran(tmp_path, "for _ in range(4000): logging.getLogger('backend').error('x' * 3000)")
    sizes = [file.stat().st_size for file in (tmp_path / "logs").glob("client.log*")]
    assert len(sizes) == 3
    assert max(sizes) <= 1_000_000


def test_qt_speaks_into_the_log(tmp_path: Path) -> None:
    script = "from PySide6.QtCore import qWarning; logs.hear_qt(); qWarning('a broken style')"
    assert "qt a broken style" in ran(tmp_path, script)


def test_nothing_is_written_while_nothing_fails(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ran(tmp_path, "assert 'logging.handlers' not in sys.modules")


def test_a_folder_that_cannot_be_written_disturbs_nobody(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("no folder")
    script = "logging.getLogger('backend').error('x'); print(logs.kept_in())"
    with pytest.raises(NotADirectoryError):
        ran(tmp_path, script)


@pytest.mark.expects_warnings
def test_a_command_that_fails_unexpectedly_leaves_a_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from desktop_client.commands import certificates
    from desktop_client.commands.running import run_command

    def fail(*_: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(certificates, "list_certificates", fail)
    assert run_command(["cert", "list"]) == 1
    assert "KeyError at desktop_client.commands.running" in caplog.text
    assert "secret" not in caplog.text
