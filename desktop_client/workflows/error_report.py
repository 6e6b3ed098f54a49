"""오류 보고서: what a help desk needs to find a failure, to be read before it is given to anybody.

Nothing sends it. It holds no personal data: the log has none, and what looks like some (a folder
of a user, a number as long as a business number, a mail address) is taken out all the same.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_client import program
from desktop_client.workflows.checkup.checkup import lines
from registration.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_client.work import Work
    from desktop_client.workflows.checkup.checkup import Checkup
    from registration.text import Language

LOG_LINES = 200
CRASH_LINES = 60
TAIL_BYTES = 200_000
"""Of a file's end that are looked at."""
TITLE = Text("나라장터 이용자등록 오류 보고서", "KONEPS Registration error report")
MADE = Text("작성 시각(UTC): {time}", "Made (UTC): {time}")
MODE = Text("연습 모드: {practice}", "Practice: {practice}")
YES, NO = Text("예", "yes"), Text("아니요", "no")
CHECKS = Text("환경 점검", "Computer check")
LOG = Text("기록(마지막 {count}줄)", "Log (last {count} lines)")
CRASH = Text("강제 종료 기록(마지막 {count}줄)", "Crashes (last {count} lines)")
EMPTY = Text("기록이 없습니다.", "There is none.")

_HOMES = re.compile(r"(?:/home|/Users|[A-Za-z]:[\\/]Users)[\\/][^\\/\s\"':]+|/root(?=[\\/\s]|$)")
_NUMBERS = re.compile(r"(?<![\w.])\d(?:-?\d){8,}(?![\w.])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def write_report(
    work: Work,
    checkup: Checkup,
    log: Path | None,
    crashes: Path | None,
    *,
    practice: bool,
    language: Language,
) -> str:
    """Return the report, after all checks of this computer have been run. Raises Stopped.

    `log`, `crashes`: the files of this name that are kept, if any.
    """
    found = checkup.run(work)
    parts = (
        TITLE.show(language),
        MADE.show(language, time=datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")),
        program.versions(),
        MODE.show(language, practice=(YES if practice else NO).show(language)),
        *_part(CHECKS.show(language), lines(found, language)),
        *_part(LOG.show(language, count=LOG_LINES), _tail(log, LOG_LINES, language)),
        *_part(CRASH.show(language, count=CRASH_LINES), _tail(crashes, CRASH_LINES, language)),
    )
    return without_personal_data("\n".join(parts) + "\n")


def save_report(report: str, file: Path) -> None:
    """Write it where the person chose, who has given up what stood there. Raises ResultRefused."""
    from desktop_client.results import write_result

    write_result(file, report.encode(), replace=True, private=True)


def without_personal_data(words: str) -> str:
    """Take out what tells who somebody is, should any of it have come so far."""
    for home in {str(Path.home()), str(Path.home().resolve())} - {"/", "\\"}:
        words = words.replace(home, "~")
    words = _HOMES.sub("~", words)
    words = _MAIL.sub("(…@…)", words)
    return _NUMBERS.sub("(…)", words)


def _part(title: str, told: list[str]) -> Iterator[str]:
    yield from ("", f"== {title} ==", *told)


def _tail(file: Path | None, count: int, language: Language) -> list[str]:
    try:
        if file is None:
            return [EMPTY.show(language)]
        with file.open("rb") as stream:
            stream.seek(max(0, file.stat().st_size - TAIL_BYTES))
            told = stream.read().decode("utf-8", "replace").splitlines()[-count:]
    except OSError:
        told = []
    return told or [EMPTY.show(language)]
