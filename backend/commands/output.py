"""What commands write to the terminal."""

import os
import sys
from typing import Any

from desktop_client.machine import write_json
from registration.text import Language


def say(text: str) -> None:
    """Write text; what could steer the terminal is replaced."""
    _write(sys.stdout, text)


def say_json(value: Any) -> None:
    """Write a value for a program to read."""
    write_json(value, sys.stdout, indent=2)


def say_error(text: str, status: int = 1) -> int:
    """Write a line to the standard error; return the exit status."""
    _write(sys.stderr, text)
    return status


def _write(stream: Any, text: str) -> None:
    stream.reconfigure(errors="backslashreplace")
    shown = "".join(
        letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text
    )
    print(shown, file=stream, flush=True)


def own_language() -> Language:
    """Return Korean, unless the environment asks for English."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, names), "").startswith("en") else "ko"
