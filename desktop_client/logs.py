"""The program's log: a file among the user's own data, so that every failure leaves a trace.

It holds no secrets and no personal data: failures are told by type and place, as
`registration.traces` does, and of other libraries' records only the constant part is kept, not the
values put into it.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from registration.traces import PACKAGES, trace

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler
    from types import TracebackType

log = logging.getLogger(__name__)

FOLDER = "logs"
FILE = "client.log"
COMMANDS_FILE = "commands.log"
CRASH_FILE = "crash.log"
"""Where the interpreter writes its threads' stacks when it is killed by a fault of a library."""
MAX_BYTES = 1_000_000
KEPT = 2
"""Older files beside the present one."""
MAX_LINE = 2_000
"""Characters of one record; what is longer is cut."""
_QT = "qt"
_OURS = PACKAGES | {_QT, "py"}


def start(folder: Path, name: str = FILE) -> None:
    """Keep a log in `folder`/logs from now on, of this process's failures wherever they arise.

    `name` keeps processes apart that may run at once.

    Where nothing can be written the program goes on without a log.
    """
    place = folder / FOLDER
    handler = _LogFile(place / name)
    handler.setFormatter(_Line("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    for package in PACKAGES:
        logging.getLogger(package).setLevel(logging.INFO)
    sys.excepthook = record_uncaught
    threading.excepthook = _thread_failed
    sys.unraisablehook = _not_raised
    _watch_for_crashes(place / CRASH_FILE)


def kept_in() -> Path | None:
    """Return the file this process's log is kept in; None before `start`."""
    kept = (
        handler.file for handler in logging.getLogger().handlers if isinstance(handler, _LogFile)
    )
    return next(kept, None)


def hear_qt() -> None:
    """Take Qt's own messages into the log instead of the terminal."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }
    qt = logging.getLogger(_QT)

    def write(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
        qt.log(levels.get(kind, logging.WARNING), "%s", message)

    qInstallMessageHandler(write)


class _LogFile(logging.Handler):
    """Opens the file at the first record: what rotates it takes longer to import than to write."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self._writer: RotatingFileHandler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; a log that cannot be written disturbs nobody."""
        try:
            if self._writer is None:
                self._writer = self._open()
            self._writer.emit(record)
        except OSError:
            self._writer = None

    def close(self) -> None:
        """Close the file."""
        if self._writer is not None:
            self._writer.close()
        super().close()

    def _open(self) -> RotatingFileHandler:
        from logging.handlers import RotatingFileHandler

        class Quiet(RotatingFileHandler):
            def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
                """Go on without a record: a full disk is told where it matters."""

        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        writer = Quiet(
            self.file, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", delay=True
        )
        writer.setFormatter(self.formatter)
        return writer


class _Line(logging.Formatter):
    """One line a record, without what exceptions and other libraries' values say."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        ours = record.name.partition(".")[0] in _OURS
        message = record.getMessage() if ours else str(record.msg)
        if record.exc_info and record.exc_info[1]:
            message += f" ({trace(record.exc_info[1])})"
        told = logging.makeLogRecord(
            {**record.__dict__, "msg": " ".join(message.split())[:MAX_LINE], "args": None}
        )
        told.exc_info = told.exc_text = told.stack_info = None
        return super().format(told)


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None and failed.exc_type is not SystemExit:
        log.error("a thread failed: %s", trace(failed.exc_value))


def _not_raised(failed: sys.UnraisableHookArgs) -> None:
    if failed.exc_value is not None:
        log.error("failed where nothing can be raised: %s", trace(failed.exc_value))


def record_uncaught(
    kind: type[BaseException], error: BaseException, at: TracebackType | None
) -> None:
    """Log what nothing has caught, without its text; for `sys.excepthook`."""
    if isinstance(error, KeyboardInterrupt):
        sys.__excepthook__(kind, error, at)
    else:
        log.error("uncaught: %s", trace(error))


def _watch_for_crashes(file: Path) -> None:
    """Have the stacks of all threads written when the process is killed by a fault."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        too_long = file.exists() and file.stat().st_size > MAX_BYTES
        _Crash.stream = file.open("w" if too_long else "a", encoding="utf-8")
    except OSError:
        return
    faulthandler.enable(_Crash.stream)


class _Crash:
    """Holds the file open that faulthandler writes into."""

    stream: TextIO | None = None
