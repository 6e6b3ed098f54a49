"""Windows group policy: every setting can be set, and every word is there in both languages."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from desktop_client.settings import SETTINGS, Settings
from installer import policy

SPACE = {"p": policy.SCHEMA}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("policy")
    policy.write_templates(folder)
    return folder


@pytest.mark.parametrize("culture", ["ko-KR", "en-US"])
def test_every_word_that_a_policy_names_is_there(folder: Path, culture: str) -> None:
    named = (folder / f"{policy.NAME}.admx").read_text("utf-8")
    words = ET.parse(folder / culture / f"{policy.NAME}.adml")
    strings = {
        each.get("id"): each.text for each in words.iterfind(".//p:stringTable/p:string", SPACE)
    }
    assert set(re.findall(r"\$\(string\.(\w+)\)", named)) == set(strings)
    assert all(strings.values())
    looks = {each.get("id") for each in words.iterfind(".//p:presentation", SPACE)}
    assert set(re.findall(r"\$\(presentation\.(\w+)\)", named)) == looks == set(SETTINGS)


def test_each_choice_is_one_that_the_program_takes(folder: Path, tmp_path: Path) -> None:
    read = ET.parse(folder / f"{policy.NAME}.admx")
    for each in read.iterfind(".//p:policy", SPACE):
        name = each.attrib["name"]
        assert each.attrib["key"] == r"SOFTWARE\Policies\g2b-registration"
        texts = [text.text for text in each.iterfind(".//p:value/p:string", SPACE)]
        numbers = [int(n.attrib["value"]) for n in each.iterfind(".//p:value/p:decimal", SPACE)]
        assert [*texts, *numbers] == list(SETTINGS[name].choices)
        for value in [*texts, *numbers]:
            values = {name: value}
            set_so = Settings(tmp_path / "none", tmp_path / "none", values.copy)
            assert set_so.get(name) == value
            assert set_so.is_fixed(name)
