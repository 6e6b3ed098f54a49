"""What is remembered for comfort: over a start of the program, and never in its way."""

from pathlib import Path

import pytest

from desktop_client.remembered import LAST_CERTIFICATE, Remembered


def test_it_lasts_over_a_start(tmp_path: Path) -> None:
    file = tmp_path / "home" / "state.json"
    assert Remembered(file).get(LAST_CERTIFICATE) == ""
    Remembered(file).put(LAST_CERTIFICATE, "ab" * 32)
    assert Remembered(file).get(LAST_CERTIFICATE) == "ab" * 32
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "{", "[]", '{"last_certificate": 1}'])
def test_what_cannot_be_read_is_forgotten(tmp_path: Path, content: str) -> None:
    file = tmp_path / "state.json"
    file.write_text(content)
    remembered = Remembered(file)
    assert remembered.get(LAST_CERTIFICATE) == ""
    remembered.put(LAST_CERTIFICATE, "x")
    assert Remembered(file).get(LAST_CERTIFICATE) == "x"


def test_what_cannot_be_kept_is_remembered_as_long_as_the_program_runs(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    remembered = Remembered(tmp_path / "taken" / "state.json")
    remembered.put(LAST_CERTIFICATE, "x")
    assert remembered.get(LAST_CERTIFICATE) == "x"
