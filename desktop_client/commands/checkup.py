"""`doctor`: whether this computer has what filing needs (환경 점검)."""

import argparse

from desktop_client.commands.judging import chosen_settings
from desktop_client.commands.output import CommandResult, Json
from desktop_client.folders import data_folder
from desktop_client.mode import RealMode
from desktop_client.work import Work
from desktop_client.workflows.checkup.check import Checked
from desktop_client.workflows.checkup.checkup import Checkup, lines, summary, to_mend
from registration.text import Language


def check_computer(_: argparse.Namespace, language: Language) -> CommandResult:
    """Run every check; exit status 0 where nothing is to be done, else 1."""
    settings, folder = chosen_settings(), data_folder()
    mode = RealMode(settings, folder)
    try:
        found = Checkup(mode, settings, folder, mode.installation).run(Work())
    finally:
        mode.stop()
    data: Json = {"checks": [_json(checked, language) for checked in found]}
    told = [*lines(found, language), summary(found).show(language)]
    return CommandResult(int(to_mend(found) > 0), data, told)


def _json(checked: Checked, language: Language) -> Json:
    result = checked.result
    return {
        "name": checked.name,
        "title": checked.title.show(language),
        "outcome": result.outcome.value,
        "told": result.told.show(language),
        "remedy": result.remedy.show(language) if result.remedy is not None else None,
        "facts": dict(result.facts),
    }
