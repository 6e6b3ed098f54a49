"""Sentences in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from registration.text import Text

ROOT = Path(__file__).parents[2]
HANGUL = re.compile("[가-힣]")
ITS_OWN_NAME = frozenset({"한국어", "한국어 (Korean)", "Korean screens (한국어)"})
"""The Korean language names itself, for who cannot read the English beside it."""


def english(source: str) -> Iterator[str]:
    """Yield the English of every `Text` in a module that is written out there."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text":
            words = node.args[1] if len(node.args) > 1 else None
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield words.value


def test_a_value_that_is_a_sentence_is_filled_in_in_each_language() -> None:
    pattern, inside = Text("{what} {number}건", "{number} × {what}"), Text("서류", "papers")
    assert pattern.filled(what=inside, number=2) == ("서류 2건", "2 × papers")


@pytest.mark.parametrize("room", ["backend", "desktop_client", "registration"])
def test_english_is_written_without_hangul(room: str) -> None:
    sources = [file.read_text("utf-8") for file in (ROOT / room).rglob("*.py")]
    words = [words for source in sources if "Text(" in source for words in english(source)]
    assert len(words) > 100
    assert [each for each in words if HANGUL.search(each) and each not in ITS_OWN_NAME] == []
