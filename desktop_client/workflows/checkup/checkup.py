"""Runs the checks one after the other; one that fails keeps none of the others from being run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_client.errors import explain
from desktop_client.work import Stopped
from desktop_client.workflows.checkup import certificates, computer, connections, texts
from desktop_client.workflows.checkup.check import Checked, Outcome, Result, mend
from registration.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop_client.pki.judging.installation import Installation
    from desktop_client.settings import Settings
    from desktop_client.work import Work
    from desktop_client.workflows.checkup.check import Check
    from desktop_client.workflows.mode import Mode
    from registration.text import Language


class Checkup:
    """The checks of one mode; `installation` is None in practice, which trusts its own CA alone."""

    def __init__(
        self,
        mode: Mode,
        settings: Settings,
        folder: Path,
        installation: Installation | None,
        *,
        own_window: int = 0,
    ) -> None:
        """`own_window`: the process of the window that asks, 0 where none does."""
        practice = installation is None
        display = computer.Display(folder, own_window, practice=practice)
        address = "" if practice else settings.get("service_url")
        self.checks: Sequence[Check] = (
            computer.System(),
            computer.Screen(display),
            computer.Fonts(display),
            computer.Printers(display),
            computer.OneWindow(display),
            computer.Disk(folder),
            certificates.Folders(mode),
            certificates.Tokens(mode),
            certificates.TrustListAge(installation),
            connections.Proxy(address),
            connections.Service(mode),
            connections.Clock(mode),
            connections.Directories(installation),
        )

    def run(self, work: Work) -> list[Checked]:
        """Run every check; each result is handed over as it comes. Raises Stopped."""
        found: list[Checked] = []
        for number, check in enumerate(self.checks):
            work.progress(texts.LOOKING.filled(title=check.title), number / len(self.checks))
            found.append(Checked(check.name, check.title, _result(check, work)))
            work.give(found[-1])
        return found


def _result(check: Check, work: Work) -> Result:
    try:
        return check.look(work)
    except Stopped:
        raise
    except Exception as error:  # noqa: BLE001 - a check that fails is a result, and is logged
        failure = explain(error)
        told = Text(f"{failure.what.ko} {failure.why.ko}", f"{failure.what.en} {failure.why.en}")
        return mend(told, failure.next, code=failure.code)


def to_mend(found: Sequence[Checked]) -> int:
    """Return of how many checks something is to be done."""
    return sum(checked.result.outcome is Outcome.MEND for checked in found)


def summary(found: Sequence[Checked]) -> Text:
    """Return how it stands as a whole."""
    count = to_mend(found)
    return texts.SOME_TO_MEND.filled(count=count) if count else texts.ALL_WELL


def lines(found: Sequence[Checked], language: Language) -> list[str]:
    """Return the results as a person reads them, or sends them to a help desk."""
    written = []
    for checked in found:
        result, title = checked.result, checked.title.show(language)
        outcome = texts.OUTCOMES[result.outcome].show(language)
        written.append(f"[{outcome}] {title}: {result.told.show(language)}")
        if result.remedy is not None:
            written.append(f"    → {result.remedy.show(language)}")
    return written
