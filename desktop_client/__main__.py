"""The command `g2b-client`: the window, or one task without it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_client.pki import core_dumps

if TYPE_CHECKING:
    from collections.abc import Sequence

DRIVER_PROCESS = "token-worker"
"""By which a frozen program starts itself as the process a token's driver lives in."""
TASKS = ("cert", "trust", "sign", "verify", "doctor", "tables", "sanctions")
NO_DISPLAY = (
    "화면이 없습니다. 데스크톱에서 실행하십시오. 창 없이 하는 일은 g2b-client --help를 보십시오.\n"
    "There is no display. Run it on a desktop; g2b-client --help lists what needs no window."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    core_dumps.switch_off()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == [DRIVER_PROCESS]:
        from desktop_client.pki.storage.token_worker import main as answer

        answer()
    if given and given[0] in TASKS:
        from desktop_client import logs
        from desktop_client.commands import run_command
        from desktop_client.folders import data_folder

        logs.start(data_folder(), logs.COMMANDS_FILE)
        return run_command(given)
    options = _options(given)
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)  # noqa: T201
        return 2
    from desktop_client.app import run_window

    return run_window(practice=options.practice, folder=options.folder, file=options.file)


def has_display() -> bool:
    """Whether windows can be shown to somebody."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


class _Options:
    """What the window is started with; argparse fills it in."""

    practice = False
    folder: Path | None = None
    file: Path | None = None


def _options(given: Sequence[str]) -> _Options:
    if not given:
        return _Options()  # the usual start waits for no argparse
    import argparse

    from registration import program

    parser = argparse.ArgumentParser(
        prog="g2b-client",
        description="Register with 나라장터 (G2B). Without arguments, the window opens.",
        epilog="Without the window: g2b-client TASK --help, where TASK is one of "
        + ", ".join(TASKS),
    )
    parser.add_argument(
        "--practice", action="store_true", help="a service and certificates of your own to try"
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="a signed document to verify in the window",
    )
    parser.add_argument("--folder", type=Path, help="where drafts, receipts and settings are kept")
    version = program.version() if "--version" in given else ""  # it takes a while
    parser.add_argument("--version", action="version", version=f"g2b-client {version}")
    return parser.parse_args(given, _Options())


if __name__ == "__main__":
    sys.exit(main())
