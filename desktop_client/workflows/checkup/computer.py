"""The computer itself: system, screen, fonts, printers, another window, room on the disk."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desktop_client.errors import ClientError
from desktop_client.workflows.checkup import texts
from desktop_client.workflows.checkup.check import Result, fine, mend, skipped
from desktop_client.workflows.printouts.fonts import font_folders

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_client.work import Work

LEAST_WIDTH, LEAST_HEIGHT = 960, 500
"""Pixels at 100 % in which every screen can be used: 1920 x 1080 at 200 %, less a panel."""
LEAST_FREE = 500 * 1024 * 1024
"""Bytes: drafts with their files, and what is kept while they are sent."""
DISPLAY_SECONDS = 10.0
"""After which a display or print system counts as silent."""
POLL_SECONDS = 0.05
MIB = 1024 * 1024
MODULE = "desktop_client.display"
"""What is run to ask Qt, which has no place in a workflow."""


class System:
    """System and program, as a help desk asks for them."""

    name, title = "system", texts.SYSTEM

    def look(self, work: Work) -> Result:
        """Tell the versions; the program runs, so they will do."""
        from desktop_client.program import versions

        work.check()
        told = versions()
        return fine(texts.SYSTEM_IS.filled(versions=told), system=platform.system(), versions=told)


class Display:
    """What Qt knows, asked once of a process of its own (`desktop_client.display`)."""

    def __init__(self, folder: Path, own_window: int, *, practice: bool) -> None:
        kind = "practice" if practice else "real"
        self._command = [sys.executable, "-m", MODULE, str(folder), kind, str(own_window)]
        self.own_window = own_window
        self._facts: dict[str, Any] | None = None

    def facts(self, work: Work) -> dict[str, Any]:
        """Return what was found out, by name. Raises Stopped; OSError."""
        if self._facts is None:
            self._facts = self._ask(work)
        return self._facts

    def _ask(self, work: Work) -> dict[str, Any]:
        with tempfile.TemporaryFile() as said:
            child = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            try:
                end = time.monotonic() + DISPLAY_SECONDS
                while child.poll() is None and time.monotonic() < end:
                    work.pause(POLL_SECONDS)
            finally:
                child.kill()
                child.wait()
            said.seek(0)
            return _read(said.read())


def _read(said: bytes) -> dict[str, Any]:
    """Return the facts of whole lines; a process that was ended may have left half a one."""
    facts: dict[str, Any] = {}
    for line in said.splitlines(keepends=True):
        if line.endswith(b"\n"):
            facts |= json.loads(line)
    return facts


class Screen:
    """Room for the window."""

    name, title = "screen", texts.SCREEN

    def __init__(self, display: Display) -> None:
        self._display = display

    def look(self, work: Work) -> Result:
        """Compare the room with what the window needs."""
        facts = self._display.facts(work)
        if "screen" not in facts or "scale" not in facts:
            return skipped(texts.NO_DISPLAY)
        width, height = int(facts["screen"]["width"]), int(facts["screen"]["height"])
        values: dict[str, str | int] = {"width": width, "height": height, "scale": facts["scale"]}
        told = texts.SCREEN_IS.filled(**values)
        if width < LEAST_WIDTH or height < LEAST_HEIGHT:
            return mend(told, texts.SCREEN_SMALL, **values)
        return fine(told, **values)


class Fonts:
    """Korean letters, on the screen and on papers."""

    name, title = "fonts", texts.FONTS

    def __init__(self, display: Display) -> None:
        self._display = display

    def look(self, work: Work) -> Result:
        """Look for fonts of both."""
        try:
            font_folders()
        except ClientError:
            return mend(texts.NO_PAPER_FONT, texts.INSTALL_FONT)
        found = self._display.facts(work).get("korean_fonts")
        if found is None:
            return fine(texts.PAPER_FONT)
        if found == 0:
            return mend(texts.NO_SCREEN_FONT, texts.INSTALL_FONT, on_screen=0)
        return fine(texts.FONTS_FINE, on_screen=int(found))


class Printers:
    """A printer for the papers that have to be sealed and sent."""

    name, title = "printer", texts.PRINTERS

    def __init__(self, display: Display) -> None:
        self._display = display

    def look(self, work: Work) -> Result:
        """Count the printers; papers can be saved as PDF without one."""
        facts = self._display.facts(work)
        if "korean_fonts" not in facts:
            return skipped(texts.NO_DISPLAY)
        if "default_printer" not in facts:
            return mend(texts.PRINTERS_SILENT, texts.CHECK_PRINTING)
        count = int(facts["printers"])
        if not count:
            return mend(texts.NO_PRINTER, texts.ADD_PRINTER, printers=0)
        return fine(texts.PRINTERS_ARE.filled(count=count), printers=count)


class OneWindow:
    """No other program at work on the same drafts."""

    name, title = "window", texts.WINDOW

    def __init__(self, display: Display) -> None:
        self._display = display

    def look(self, work: Work) -> Result:
        """Look whose window holds the folder."""
        found = self._display.facts(work).get("window")
        if found is None:
            return skipped(texts.NO_DISPLAY)
        if found == "silent":
            return mend(texts.WINDOW_SILENT, texts.END_WINDOW, window=found)
        if found == "another" and self._display.own_window:
            return mend(texts.WINDOW_ANOTHER, texts.CLOSE_WINDOW, window=found)
        told = texts.WINDOW_OPEN if found == "another" else texts.WINDOW_ALONE
        return fine(told, window=found)


class Disk:
    """Room for drafts and receipts, and leave to write them."""

    name, title = "disk", texts.DISK

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self, work: Work) -> Result:
        """Write a little beside the drafts, and see how much room is left. Raises OSError."""
        work.check()
        free = shutil.disk_usage(self._place).free
        told = texts.DISK_FREE.filled(mib=free // MIB)
        try:
            with tempfile.TemporaryFile(dir=self._place) as file:
                file.write(bytes(4096))
                file.flush()
        except OSError:
            return mend(texts.NOT_WRITABLE, texts.LET_WRITE, free_mib=free // MIB)
        if free < LEAST_FREE:
            return mend(told, texts.MAKE_ROOM, free_mib=free // MIB)
        return fine(told, free_mib=free // MIB)

    @cached_property
    def _place(self) -> Path:
        """The folder, or the first above it that is there."""
        return next(each for each in (self._folder, *self._folder.parents) if each.is_dir())
