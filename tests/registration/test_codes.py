"""Every code that has a sentence is given somewhere, and has a complete sentence."""

from pathlib import Path

import pytest

from desktop_client.connection_texts import CONNECTIONS_TOLD
from desktop_client.error_texts import TOLD
from desktop_client.file_texts import FILES_TOLD
from registration.problems import PROBLEMS, WARNINGS
from registration.refusals import REFUSALS

ROOT = Path(__file__).parents[2]
TABLES = {"problems.py", "error_texts.py", "file_texts.py", "connection_texts.py", "refusals"}


def sources(*folders: str) -> str:
    """Return the program's text without the tables of sentences."""
    files = (file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return "\n".join(
        file.read_text(encoding="utf-8") for file in files if TABLES.isdisjoint(file.parts)
    )


@pytest.mark.parametrize(
    ("codes", "folders"),
    [
        (PROBLEMS, ("registration",)),
        (TOLD, ("desktop_client", "registration")),
        (CONNECTIONS_TOLD, ("desktop_client",)),
        (FILES_TOLD, ("desktop_client", "registration")),
        (REFUSALS, ("backend", "registration")),
    ],
    ids=["problems", "errors", "connections", "files", "refusals"],
)
def test_no_sentence_is_for_a_code_that_nothing_gives(
    codes: dict[str, object], folders: tuple[str, ...]
) -> None:
    text = sources(*folders)
    assert [code for code in codes if f'"{code}"' not in text] == []


def test_warnings_are_problems() -> None:
    assert PROBLEMS.keys() >= WARNINGS
