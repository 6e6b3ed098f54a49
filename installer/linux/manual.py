"""The man pages: written texts, and each command as the program itself tells it."""

import argparse
from collections.abc import Iterator
from pathlib import Path

COMMANDS = "@COMMANDS@\n"


def manual(page: Path, parser: argparse.ArgumentParser) -> str:
    """Return a page (groff_man(7)) with the program's commands in the place of COMMANDS."""
    lines = []
    for words, told in commands(parser):
        lines += [".TP", f".B {_plain(words)}", _plain(told)]
    return page.read_text("utf-8").replace(COMMANDS, "\n".join([*lines, ""]))


def commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield every command that does something, as `cert show`, and what it is told to do."""
    for action in parser._actions:  # noqa: SLF001 - argparse tells its commands nowhere else
        if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            continue
        told = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
        for name, inner in action.choices.items():
            words = f"{before}{name}"
            yield from list(commands(inner, f"{words} ")) or [(words, told[name])]


def _plain(text: str) -> str:
    """Return a text that groff shows as it is."""
    shown = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{shown}" if shown.startswith((".", "'")) else shown
