"""The glossary names what is there."""

import importlib
import re
from pathlib import Path

import pytest

GLOSSARY = Path(__file__).parents[2] / "docs" / "GLOSSARY.md"
NAMES = re.findall(
    r"`((?:registration|desktop_client|backend)\.[\w.]+)`", GLOSSARY.read_text("utf-8")
)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_in_the_glossary_is_in_the_code(name: str) -> None:
    module, _, last = name.rpartition(".")
    if last[0].isupper():
        assert hasattr(importlib.import_module(module), last)
    else:
        importlib.import_module(name)


def test_a_term_stands_for_one_thing() -> None:
    assert len(NAMES) == len(set(NAMES)) > 40
