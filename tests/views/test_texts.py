"""What a user reads is data: no screen has words of its own, every text speaks both languages."""

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_client import views
from registration.text import Text

ROOT = Path(views.__file__).parent
SPEAKING = re.compile(
    r"set(Text|WindowTitle|ToolTip|StatusTip|WhatsThis|PlaceholderText|AccessibleName|"
    r"AccessibleDescription|Title|Html|PlainText)|add(Item|Items|Action|Menu|Tab)|insertItem|"
    r"Label|.*Button|Notice|WrappedCheck|QCheckBox|QLabel|announce|show_empty|set_message"
)
LETTERS = re.compile(r"[A-Za-z가-힣]")
LOOKS = re.compile(r"[a-z-]+")


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name, node


def spoken_literals(source: str) -> list[str]:
    """Return the words passed to widgets as they stand, apart from names of looks and kinds."""
    found = []
    for name, call in _calls(ast.parse(source)):
        if not SPEAKING.fullmatch(name):
            continue
        for argument in call.args:
            for part in ast.walk(argument):
                if not isinstance(part, ast.Constant) or not isinstance(part.value, str):
                    continue
                if LETTERS.search(part.value) and not LOOKS.fullmatch(part.value):
                    found.append(f"{name}({part.value!r}) in line {part.lineno}")
    return found


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.py")), ids=lambda file: file.stem)
def test_no_screen_holds_words_of_its_own(file: Path) -> None:
    assert spoken_literals(file.read_text(encoding="utf-8")) == []


def test_the_check_sees_words() -> None:
    assert spoken_literals('label.setText("저장")')
    assert spoken_literals('Label(f"Saved {time}", "subtle")')
    assert not spoken_literals('Label(say(texts.SAVED), "subtle")')


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)


def _text_modules() -> list[str]:
    found = pkgutil.walk_packages(views.__path__, f"{views.__name__}.")
    return sorted(one.name for one in found if one.name.endswith("texts"))


@pytest.mark.parametrize("module", _text_modules())
def test_every_text_is_there_in_both_languages_with_the_same_values(module: str) -> None:
    texts = list(_texts(list(vars(importlib.import_module(module)).values())))
    assert texts
    for text in texts:
        assert text.ko.strip(), text
        assert text.en.strip(), text
        assert _values(text.ko) == _values(text.en), text


def _values(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
