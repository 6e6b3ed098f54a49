"""How an answer is shown: lines for a person, or one JSON object for a program."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO

from desktop_client.commands.texts import REFUSALS, SEVERITIES
from desktop_client.finding_texts import FINDING_TEXTS, detail, explanation
from desktop_client.machine import write_json
from desktop_client.pki.findings import Finding
from registration.text import Explanation, Language

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a command found: its exit status, the data, and the same in words."""

    status: int
    data: Json
    lines: list[str] = field(default_factory=list)


class CommandError(Exception):
    """A command that cannot be carried out, with a code of REFUSALS or of pki's CODES."""

    def __init__(
        self,
        code: str,
        subject: str = "",
        values: Mapping[str, str | int] | None = None,
        *,
        status: int = 2,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.subject = subject
        self.status = status
        self.values = dict(values or {})


def printable(text: str) -> str:
    """Return text without anything that could steer a terminal, as a name in a file may."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def local_time(moment: datetime) -> str:
    """Return a time in the computer's zone."""
    return moment.astimezone().isoformat(" ", "seconds")


def finding_lines(findings: Iterable[Finding], language: Language) -> list[str]:
    """Return why and what to do next for each finding."""
    lines = []
    for found in findings:
        told = explanation(found.code, found.values)
        word = SEVERITIES[found.severity].show(language)
        details = ", ".join(f"{name}={value}" for name, value in found.values.items())
        about = " - ".join(printable(part) for part in (found.subject, details) if part)
        lines.append(f"  [{word}] {told.why.show(language)} ({found.code})")
        lines += [f"      {about}"] if about else []
        lines.append(f"      → {told.next.show(language)}")
    return lines


def findings_json(findings: Iterable[Finding], language: Language) -> list[Json]:
    """Return findings as data, with their sentences."""
    return [
        found.to_json() | _explanation(explanation(found.code, found.values), language)
        for found in findings
    ]


def failure(error: CommandError, language: Language) -> CommandResult:
    """Return the answer to a command that could not be carried out."""
    told = _explanation(REFUSALS.get(error.code) or FINDING_TEXTS[error.code], language, error)
    about = f"{printable(error.subject)}: " if error.subject else ""
    which = printable(detail(error.code, error.values).show(language))
    why = " ".join(part for part in (told["why"], which) if part)
    line = f"{about}{told['what']} {why} {told['next']} ({error.code})"
    problem = {"code": error.code, "subject": error.subject, "values": error.values, **told}
    return CommandResult(error.status, {"error": problem}, [line])


def show(answer: CommandResult, *, as_json: bool) -> None:
    """Write an answer: JSON and what was found to standard output, failures to standard error."""
    if as_json:
        write_json({**answer.data, "status": answer.status}, sys.stdout)
    elif answer.lines:
        print_line("\n".join(answer.lines), sys.stderr if "error" in answer.data else sys.stdout)


def print_line(text: str, stream: TextIO) -> None:
    """Write a line, whatever the characters the stream can show."""
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()


def _explanation(
    told: Explanation, language: Language, error: CommandError | None = None
) -> dict[str, str]:
    values = error.values if error is not None else {}
    return {
        name: text.show(language, **values)
        for name, text in (("what", told.what), ("why", told.why), ("next", told.next))
    }
