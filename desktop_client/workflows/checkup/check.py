"""What a check is, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from registration.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_client.work import Work


class Outcome(StrEnum):
    """What a check comes to."""

    FINE = "fine"
    MEND = "mend"
    """Something is to be done, which `remedy` says."""
    SKIPPED = "skipped"
    """It was not looked at here, and `told` says why."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found. Nothing in it names a person or their folders: it may be sent on."""

    outcome: Outcome
    told: Text
    remedy: Text | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)
    """The same for a program to read."""


def fine(told: Text, **facts: str | int) -> Result:
    """Return that all is well."""
    return Result(Outcome.FINE, told, None, facts)


def mend(told: Text, remedy: Text, **facts: str | int) -> Result:
    """Return what is to be done."""
    return Result(Outcome.MEND, told, remedy, facts)


def skipped(told: Text) -> Result:
    """Return why it was not looked at."""
    return Result(Outcome.SKIPPED, told)


class Check(Protocol):
    """One thing to look at."""

    name: str
    """As a program reads it."""
    title: Text

    def look(self, work: Work) -> Result:
        """Look at it; whatever is raised but Stopped is told as a result."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A check with its result."""

    name: str
    title: Text
    result: Result
