"""`sanctions`: which sanctions of a business number (부정당업자 제재) are in force now."""

import argparse

from desktop_client.commands.judging import chosen_settings
from desktop_client.commands.output import CommandError, CommandResult, printable
from desktop_client.errors import ClientError, explain
from desktop_client.folders import data_folder
from desktop_client.mode import RealMode
from desktop_client.work import Work
from registration.sanctions.public_words import answer, facts
from registration.text import Language, Text


def look_up_sanctions(options: argparse.Namespace, language: Language) -> CommandResult:
    """Ask the service of the settings, as the window does; nobody has to be logged in."""
    mode, work = RealMode(chosen_settings(), data_folder()), Work()
    try:
        found = mode.service(work).sanctions(work, options.number)
    except ClientError as error:
        told = explain(error)
        values = {"why": told.why.show(language), "next": told.next.show(language)}
        raise CommandError("lookup_failed", values=values, status=1) from None
    finally:
        mode.stop()
    lines = [answer(found, language)]
    for sanction in found.sanctions:
        lines += ["", *_lines(facts(sanction, language), language)]
    return CommandResult(0, found.model_dump(mode="json"), lines)


def _lines(rows: list[tuple[Text, str]], language: Language) -> list[str]:
    return [f"{title.show(language)}: {printable(value)}" for title, value in rows]
