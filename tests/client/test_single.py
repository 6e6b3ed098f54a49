"""One window for one folder: a second start brings the first one up, whatever became of others."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop_client import single
from desktop_client.parts import Parts
from desktop_client.single import Single
from desktop_client.views import routes
from desktop_client.views.documents.screen import DocumentsScreen
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.window import MainWindow

FIRST = """
import sys
from pathlib import Path
from desktop_client.single import Single

first = Single(Path(sys.argv[1]), practice=False)
print(first.is_first, flush=True)
sys.stdin.read()
"""


@contextmanager
def other_start(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Another program that is the first, and never answers."""
    with subprocess.Popen(
        [sys.executable, "-c", FIRST, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline().strip() == b"True"
        try:
            yield process
        finally:
            process.stdin.close()


def second_start(folder: Path, *files: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "desktop_client", "--folder", str(folder), *map(str, files)],
        stdout=subprocess.PIPE,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )


def test_a_second_start_brings_the_first_window_up_and_ends(tmp_path: Path, qtbot: QtBot) -> None:
    first = Single(tmp_path, practice=False)
    assert first.is_first
    window = MainWindow(Parts(practice=False, folder=tmp_path, administrator_file=tmp_path / "no"))
    qtbot.addWidget(window)
    window.showMinimized()
    first.listen(window.come_up)
    for _ in range(2):
        window.showMinimized()
        with second_start(tmp_path) as second:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
            assert second.stdout
            assert "이미 열려" in second.stdout.read().decode()
        assert second.returncode == 0
        assert not window.windowState() & Qt.WindowState.WindowMinimized
    first.close()


def test_a_file_opened_beside_an_open_window_is_verified_in_it(
    tmp_path: Path, qtbot: QtBot
) -> None:
    """As a file manager does it, also with a name that no text could have."""
    first = Single(tmp_path, practice=False)
    window = MainWindow(Parts(practice=False, folder=tmp_path, administrator_file=tmp_path / "no"))
    qtbot.addWidget(window)
    window.show()
    first.listen(window.come_up)
    file = tmp_path / "서명된 문서\n.p7m"
    file.write_bytes(b"no signature")
    with second_start(tmp_path, file) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.returncode == 0
    qtbot.waitUntil(lambda: isinstance(window.current, DocumentsScreen))
    here = window.current.place()
    assert isinstance(here, routes.Documents)
    assert here.verify
    qtbot.waitUntil(lambda: bool(window.current.findChildren(FailurePanel)))
    first.close()


def test_whatever_another_program_asks_only_brings_the_window_up(
    tmp_path: Path, qtbot: QtBot
) -> None:
    first = Single(tmp_path, practice=False)
    shown: list[Path | None] = []
    first.listen(shown.append)
    for line in (b"show zz\n", b"show \xff\n", b"show 2\n"):
        socket = QLocalSocket()
        socket.connectToServer(single._socket_name(tmp_path, "real"))
        socket.write(line)
        with qtbot.waitSignal(socket.readyRead):
            pass
        assert bytes(socket.readAll().data()) == b"shown\n"
    assert shown == [None, None, None]
    first.close()


def test_practice_and_real_life_are_two_programs(tmp_path: Path) -> None:
    real, practice = Single(tmp_path, practice=False), Single(tmp_path, practice=True)
    assert real.is_first
    assert practice.is_first
    other = Single(tmp_path / "other", practice=False)
    assert other.is_first
    assert not Single(tmp_path, practice=False).is_first
    for one in (real, practice, other):
        one.close()
    again = Single(tmp_path, practice=False)
    assert again.is_first
    again.close()


def test_one_that_died_keeps_nobody_out(tmp_path: Path) -> None:
    with other_start(tmp_path) as process:
        assert not Single(tmp_path, practice=False).is_first
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    after = Single(tmp_path, practice=False)
    assert after.is_first
    after.close()


def test_one_that_does_not_answer_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(single, "ANSWER_SECONDS", 0.2)
    with other_start(tmp_path):
        second = Single(tmp_path, practice=False)
        assert not second.is_first
        assert not second.ask_first()
        second.listen(lambda _file: None)  # it is not the first, and must not take its place
        second.close()
        assert not Single(tmp_path, practice=False).is_first


def test_where_no_lock_can_be_written_the_program_starts(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert Single(tmp_path / "file" / "folder", practice=False).is_first
