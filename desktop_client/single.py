"""One window for one user's folder: a second start brings the first window up and ends.

A lock file says whether there is a first one, also after a crash (`QLockFile` finds out whether its
process lives); over a local socket the second asks it to come up. A first one that does not answer
keeps nobody from working: what is on the disk is safe with two.
"""

from __future__ import annotations

import hashlib
import os
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK_FILE = "window.lock"
ANSWER_SECONDS = 5.0
"""Within which the first one answers: it may only just be starting."""
LOOK_MS = 1000
"""Within which an open window takes a connection, when it is only looked for."""
_STEP_MS = 50
_SHOW, _SHOWN = b"show", b"shown\n"


class Single:
    """The one program of a folder (created if missing), or one more; practice has its own."""

    def __init__(self, folder: Path, *, practice: bool) -> None:
        kind = "practice" if practice else "real"
        self._name = _socket_name(folder, kind)
        self._lock = QLockFile(str(folder / f"{kind}-{LOCK_FILE}"))
        self._lock.setStaleLockTime(0)  # only its process's end makes it stale
        self._server: QLocalServer | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            self.is_first = True
            return
        locked = self._lock.tryLock(0)
        self.is_first = locked or self._lock.error() != QLockFile.LockError.LockFailedError
        """Also where no lock can be written: nobody is kept out."""

    def ask_first(self, file: Path | None = None) -> bool:
        """Ask the first one to come up, with a file to open; returns whether it answered."""
        from PySide6.QtNetwork import QLocalSocket

        until = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < until:
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_STEP_MS):
                socket.write(_asking(file))
                left = int((until - time.monotonic()) * 1000)
                return socket.waitForReadyRead(max(left, 1)) and socket.readAll() == _SHOWN
            time.sleep(_STEP_MS / 1000)
        return False

    def listen(self, show: Callable[[Path | None], None]) -> None:
        """As the first: call `show` whenever another start asks for it, with its file if any."""
        from PySide6.QtNetwork import QLocalServer

        if not self._lock.isLocked():
            return
        QLocalServer.removeServer(self._name)  # what a crash left; nobody else holds the lock
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

        def answer(socket: QLocalSocket) -> None:
            if socket.canReadLine():
                asked = bytes(socket.readLine().data())
                socket.write(_SHOWN)
                socket.flush()
                show(_asked_file(asked))

        def accept() -> None:
            while server.hasPendingConnections():
                socket = server.nextPendingConnection()
                socket.disconnected.connect(socket.deleteLater)
                socket.readyRead.connect(lambda socket=socket: answer(socket))
                answer(socket)  # what it asks may be here already

        server.newConnection.connect(accept)
        server.listen(self._name)
        self._server = server

    def close(self) -> None:
        """Let another one be the first."""
        if self._server:
            self._server.close()
            self._server = None
        self._lock.unlock()


class Window(StrEnum):
    """Whether a window is open for a folder."""

    NONE = "none"
    OWN = "own"
    """That of the process that asks."""
    ANOTHER = "another"
    SILENT = "silent"
    """Its process is there and answers nobody."""


def window_of(folder: Path, *, practice: bool, own: int) -> Window:
    """Return which window holds a folder; it is not brought up. `own`: the process that asks."""
    from PySide6.QtNetwork import QLocalSocket

    kind = "practice" if practice else "real"
    lock = QLockFile(str(folder / f"{kind}-{LOCK_FILE}"))
    lock.setStaleLockTime(0)
    pid, _host, _program = lock.getLockInfo()
    if not pid:
        return Window.NONE
    if pid == own:
        return Window.OWN
    socket = QLocalSocket()
    socket.connectToServer(_socket_name(folder, kind))
    if socket.waitForConnected(LOOK_MS):
        return Window.ANOTHER
    if lock.tryLock(0):  # what a crash has left
        lock.unlock()
        return Window.NONE
    return Window.SILENT


def _asking(file: Path | None) -> bytes:
    """Return the line that asks for the window: its path in hexadecimal, as it may be any."""
    path = b"" if file is None else b" " + os.fsencode(file.absolute()).hex().encode()
    return _SHOW + path + b"\n"


def _asked_file(line: bytes) -> Path | None:
    path = line.removeprefix(_SHOW).strip()
    try:
        return Path(os.fsdecode(bytes.fromhex(path.decode("ascii")))) if path else None
    except ValueError:
        return None


def _socket_name(folder: Path, kind: str) -> str:
    """Return a name that is short, since a socket's path is limited to about a hundred bytes."""
    digest = hashlib.sha256(f"{kind} {folder.resolve()}".encode("utf-8", "surrogatepass"))
    return f"g2b-client-{digest.hexdigest()[:24]}"
