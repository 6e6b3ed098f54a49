"""The man pages: written texts, and commands and settings as the program itself tells them."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop_client.settings import SETTINGS
from registration.text import Language, Text

PERMITTED = Text("{about} 값: {values}.", "{about} One of: {values}.")


def manual(page: Path, **lists: Iterable[tuple[str, str]]) -> str:
    """Return a page (groff_man(7)) with a list in the place of each line like `@COMMANDS@`.

    A list has words and what is told of each.
    """
    text = page.read_text("utf-8")
    for name, entries in lists.items():
        lines = [f".TP\n.B {_plain(words)}\n{_plain(told)}\n" for words, told in entries]
        text = text.replace(f"@{name.upper()}@\n", "".join(lines))
    return text


def commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield every command that does something, as `cert show`, and what it is told to do."""
    for action in parser._actions:  # noqa: SLF001 - argparse tells its commands nowhere else
        if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            continue
        told = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
        for name, inner in action.choices.items():
            words = f"{before}{name}"
            yield from list(commands(inner, f"{words} ")) or [(words, told[name])]


def settings(language: Language) -> Iterator[tuple[str, str]]:
    """Yield the name of each setting, and what it is about."""
    for name, setting in SETTINGS.items():
        about = f"{setting.title.show(language)}. {setting.description.show(language)}"
        values = ", ".join(str(value) for value in setting.choices)
        permitted = PERMITTED.show(language).format(about=about, values=values)
        yield name, permitted if values else about


def _plain(text: str) -> str:
    """Return a text that groff shows as it is."""
    shown = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{shown}" if shown.startswith((".", "'")) else shown
