"""A folder has one owner at a time, among all programs of this computer.

The operating system keeps the lock and takes it back from a process that dies, so nothing is left
over and nothing is written: read-only media are locked as well. Linux and macOS lock the folder
itself (flock), Windows a mutex named after it.
"""

import ctypes
import errno
import hashlib
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from desktop_client.pki.findings import NotWritten
from desktop_client.pki.storage.disk import refusal

WAIT_SECONDS = 30.0
"""After which a folder counts as in use. A change takes less than one."""

_STEP_SECONDS = 0.004
_NO_FLOCK = frozenset({errno.EBADF, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What file systems answer that cannot lock a folder, such as NFS."""
_OBTAINED = (0, 0x80)  # WAIT_OBJECT_0, WAIT_ABANDONED: the process that had it has died


@contextmanager
def owned(folder: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Own a folder until the block ends; waits for another owner, also one in this process.

    Not to be nested for one folder. Raises NotWritten: `folder_in_use` after `wait` seconds,
    `drive_vanished` when the folder is not there.
    """
    held = _mutex(folder, wait) if os.name == "nt" else _flocked(folder, wait)
    with held:
        yield


def is_owned(folder: Path) -> bool:
    """Return whether somebody owns the folder right now."""
    try:
        with owned(folder, wait=0):
            return False
    except NotWritten as error:
        return error.code == "folder_in_use"


@contextmanager
def _flocked(folder: Path, wait: float) -> Iterator[None]:
    until = time.monotonic() + wait
    while True:
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise refusal(error) from None
        try:
            with _locked(descriptor, until):
                if _is_there(descriptor, folder):
                    yield
                    return
        finally:
            with suppress(OSError):
                os.close(descriptor)


@contextmanager
def _locked(descriptor: int, until: float) -> Iterator[None]:
    import fcntl  # not on Windows

    try:
        while not _try(descriptor):
            if time.monotonic() > until:
                raise NotWritten("folder_in_use")
            time.sleep(random.uniform(0, 2 * _STEP_SECONDS))  # noqa: S311 - only to take turns
    except OSError as error:
        if error.errno not in _NO_FLOCK:
            raise refusal(error) from None
        with _beside(descriptor) as other, _locked(other, until):
            yield
        return
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _try(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_there(descriptor: int, folder: Path) -> bool:
    """Return whether the folder was not deleted, or put in place of another, while we waited."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(folder))
    except OSError:
        return False


@contextmanager
def _beside(descriptor: int) -> Iterator[int]:
    """Open a file of this computer that stands for a folder that cannot be locked itself."""
    status = os.fstat(descriptor)
    name = f"g2b-folder-{os.getuid()}-{status.st_dev:x}-{status.st_ino:x}"
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        other = os.open(Path(tempfile.gettempdir()) / name, flags, 0o600)
    except OSError as error:
        raise refusal(error) from None
    try:
        yield other
    finally:
        os.close(other)


@contextmanager
def _mutex(folder: Path, wait: float, kernel: Any = None) -> Iterator[None]:
    """Own a mutex of Windows, this thread's until it is released; `kernel` is kernel32."""
    if not os.path.isdir(folder):
        raise NotWritten("drive_vanished")
    kernel = kernel or ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
    kernel.CreateMutexW.restype = ctypes.c_void_p
    path = os.path.normcase(os.path.realpath(folder))
    name = "Global\\g2b-folder-" + hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()
    handle = kernel.CreateMutexW(None, False, name)
    if not handle:  # another user's
        raise NotWritten("folder_in_use")
    mutex = ctypes.c_void_p(handle)
    try:
        if kernel.WaitForSingleObject(mutex, int(wait * 1000)) not in _OBTAINED:
            raise NotWritten("folder_in_use")
        try:
            yield
        finally:
            kernel.ReleaseMutex(mutex)
    finally:
        kernel.CloseHandle(mutex)
