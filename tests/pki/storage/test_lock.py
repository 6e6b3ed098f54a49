"""Two programs at one certificate folder: each result told is true, and nothing is left over."""

import errno
import fcntl
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_client.pki.findings import NotWritten, PkiError, WrongPassword
from desktop_client.pki.keyfile import open_key
from desktop_client.pki.storage import disk, keeping, lock
from desktop_client.pki.storage.store import load, open_entry
from practice.pki import PASSWORD, Practice
from testing.pki.breaking import Breaking, failing

OLD = PASSWORD.encode()
KEYS = ("signPri.key", "kmPri.key")
DONE, WRONG, FAILED = 0, 1, 2
ROUNDS = 8


@pytest.fixture
def folder(practice_pki: Practice, tmp_path: Path) -> Path:
    """A folder whose keys open quickly."""
    source = practice_pki.sample("supplier_pbes1").path
    return Path(shutil.copytree(source, tmp_path / "folder"))


def together(*works: Callable[[], object]) -> list[int]:
    """Do all this at once, each in a process; returns how each ended."""
    gate, opening = os.pipe()
    children = []
    for work in works:
        child = os.fork()
        if not child:
            result = FAILED
            try:
                os.close(opening)
                os.read(gate, 1)
                work()
                result = DONE
            except WrongPassword:
                result = WRONG
            finally:
                os._exit(result)
        children.append(child)
    os.close(gate)
    os.close(opening)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def opens(folder: Path, password: bytes) -> set[bool]:
    found = set()
    for name in KEYS:
        try:
            open_key((folder / name).read_bytes(), password)
            found.add(True)
        except WrongPassword:
            found.add(False)
    return found


def test_of_two_changes_at_once_one_counts_and_the_other_is_told(folder: Path) -> None:
    names = {one.name for one in folder.iterdir()}
    password = OLD
    for number in range(ROUNDS):
        chosen = [f"{who}-{number}".encode() for who in ("first", "second")]
        entry = load(folder)
        results = together(
            lambda: keeping.change_password(entry, password, chosen[0]),  # noqa: B023
            lambda: keeping.change_password(entry, password, chosen[1]),  # noqa: B023
            lambda: keeping.export_pfx(entry, password, b"pfx"),  # noqa: B023
            lambda: open_entry(load(folder), password),  # noqa: B023
        )
        assert sorted(results[:2]) == [DONE, WRONG]
        assert FAILED not in results
        winner, loser = chosen if results[0] == DONE else reversed(chosen)
        assert opens(folder, winner) == {True}
        assert opens(folder, loser) == opens(folder, password) == {False}
        assert {one.name for one in folder.iterdir()} == names
        password = winner


def test_an_owner_that_dies_owns_no_more(folder: Path) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with lock.owned(folder):
            os.write(writing, b"1")
            signal.pause()
    os.read(reading, 1)
    assert lock.is_owned(folder)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert not lock.is_owned(folder)
    for one in (reading, writing):
        os.close(one)


def test_a_folder_in_use_is_told_and_not_waited_for_without_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        lock.owned(folder),
        pytest.raises(NotWritten, match="folder_in_use"),
        lock.owned(folder, wait=0.05),
    ):
        pass
    with lock.owned(folder):
        pass


def test_waiting_for_a_folder_that_is_deleted_meanwhile_is_told(folder: Path) -> None:
    told: list[str] = []

    def wait() -> None:
        try:
            with lock.owned(folder):
                told.append("owned")
        except NotWritten as error:
            told.append(error.code)

    with lock.owned(folder):
        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(0.02)  # so that it has the folder open; otherwise the test is only easier
        shutil.rmtree(folder)
    waiting.join(10)
    assert told == ["drive_vanished"]


def test_where_folders_cannot_be_locked_a_file_stands_for_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fcntl.flock

    def flock(descriptor: int, what: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):
            raise OSError(errno.EBADF, "")
        real(descriptor, what)

    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with lock.owned(folder):
        assert lock.is_owned(folder)
    assert not lock.is_owned(folder)


class Kernel:
    """Stands in for kernel32 of Windows."""

    def __init__(self, answer: int, handle: int = 7) -> None:
        self.calls: list[str] = []
        self.names: list[str] = []
        self._answer = answer

        def create(_security: None, _owner: bool, name: str) -> int:
            self.names.append(name)
            return handle

        self.CreateMutexW = create

    def WaitForSingleObject(self, _mutex: object, milliseconds: int) -> int:  # noqa: N802
        self.calls.append(f"wait {milliseconds}")
        return self._answer

    def ReleaseMutex(self, _mutex: object) -> None:  # noqa: N802
        self.calls.append("release")

    def CloseHandle(self, _mutex: object) -> None:  # noqa: N802
        self.calls.append("close")


def test_windows_owns_a_mutex_named_after_the_folder(folder: Path) -> None:
    for answer in (0, 0x80):
        kernel = Kernel(answer)
        with lock._mutex(folder, 2, kernel):
            assert kernel.calls == ["wait 2000"]
        assert kernel.calls == ["wait 2000", "release", "close"]
    other = Kernel(0)
    with lock._mutex(folder / ".", 2, other):
        assert other.names == kernel.names
    busy = Kernel(0x102)
    with pytest.raises(NotWritten, match="folder_in_use"), lock._mutex(folder, 0, busy):
        pass
    assert busy.calls == ["wait 0", "close"]
    with pytest.raises(NotWritten, match="folder_in_use"), lock._mutex(folder, 0, Kernel(0, 0)):
        pass
    with pytest.raises(NotWritten, match="drive_vanished"), lock._mutex(folder / "no", 0, busy):
        pass


@pytest.mark.parametrize("kept", KEYS)
def test_a_key_that_cannot_be_replaced_leaves_both_as_they_were(
    folder: Path, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == kept:
            raise PermissionError(errno.EPERM, "immutable")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    with pytest.raises(NotWritten, match="read_only"):
        keeping.change_password(load(folder), OLD, b"new")
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    monkeypatch.undo()
    keeping.export_pfx(load(folder), OLD, b"pfx")
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before


def left_over(folder: Path, *moved: str) -> None:
    """Leave what an early version left: a change to `new` of which only `moved` was moved."""
    changed = shutil.copytree(folder, folder.with_name("changed"))
    keeping.change_password(load(changed), OLD, b"new")
    (folder / disk.LEFT).mkdir()
    for name in KEYS:
        place = folder if name in moved else folder / disk.LEFT
        shutil.copy(changed / name, place / name)


@pytest.mark.parametrize(
    ("moved", "right", "wrong"),
    [
        ((), [OLD, b"new"], []),
        (("signPri.key",), [b"new"], [OLD]),
    ],
)
def test_of_what_an_early_version_left_the_password_tells_what_counts(
    folder: Path, tmp_path: Path, moved: tuple[str, ...], right: list[bytes], wrong: list[bytes]
) -> None:
    left_over(folder, *moved)
    for number, password in enumerate(right):
        copy = Path(shutil.copytree(folder, tmp_path / str(number)))
        assert {one.code for one in load(copy).findings} == {"change_unfinished"}
        keeping.export_pfx(load(copy), password, b"pfx")
        assert opens(copy, password) == {True}
        assert not load(copy).findings
        keeping.change_password(load(copy), password, b"third")
        assert opens(copy, b"third") == {True}
    for password in wrong:
        before = {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
        with pytest.raises(PkiError):
            keeping.change_password(load(folder), password, b"third")
        assert {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()} == before


def test_left_files_of_another_password_do_not_count(folder: Path) -> None:
    """Two early programs at once: the left key is under a password that opens no other."""
    other = shutil.copytree(folder, folder.with_name("other"))
    keeping.change_password(load(other), OLD, b"lost")
    (folder / disk.LEFT).mkdir()
    shutil.copy(other / "kmPri.key", folder / disk.LEFT)
    keeping.export_pfx(load(folder), OLD, b"pfx")
    assert opens(folder, OLD) == {True}
    assert not load(folder).findings


def test_what_cannot_be_undone_now_is_told_and_undone_later(folder: Path) -> None:
    """The drive goes away in the middle of a change and stays away."""
    entry = load(folder)
    vanished = False

    def vanish(name: str, _arguments: object) -> None:
        nonlocal vanished
        vanished = vanished or name == "replace"
        if vanished:
            raise OSError(errno.EIO, "")

    class Vanishing(Breaking):
        def _wrapped(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
            def call(*arguments: object, **options: object) -> object:
                vanish(name, arguments)
                return real(*arguments, **options)

            return call

    with (
        Vanishing(0, failing(errno.EIO)),
        pytest.raises(NotWritten, match="change_unfinished"),
    ):
        keeping.change_password(entry, OLD, b"new")
    assert {one.code for one in load(folder).findings} == {"change_unfinished"}
    open_entry(load(folder), OLD)
    assert not load(folder).findings
    assert opens(folder, OLD) == {True}
