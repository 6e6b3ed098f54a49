"""What programs read is JSON in UTF-8, whatever encoding and characters there are."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.machine import write_json


@given(value=st.dictionaries(st.text(), st.text() | st.lists(st.text())))
@pytest.mark.parametrize("encoding", ["ascii", "cp949", "utf-8", "utf-16"])
def test_every_text_comes_out_as_it_went_in(encoding: str, value: dict[str, object]) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding)
    write_json(value, stream)
    assert json.loads(raw.getvalue().decode("utf-8")) == value
    plain = io.StringIO()
    write_json(value, plain, indent=2)
    assert json.loads(plain.getvalue()) == value


def test_nothing_in_it_steers_a_terminal_and_half_a_name_is_told() -> None:
    raw = io.BytesIO()
    name = "한글\u202e\x1b[2J\x07\U000e0001" + os.fsdecode(b"\xb0\xa1")
    stream = io.TextIOWrapper(raw, "cp949")
    write_json({"file": name}, stream)
    text = raw.getvalue().decode("utf-8")
    assert text.strip("\n").isprintable()
    assert "한글" in text
    assert json.loads(text)["file"] == name


@pytest.mark.parametrize("encoding", ["cp949", "ascii", "latin-1"])
def test_a_command_writes_it_under_any_code_page(encoding: str, tmp_path: Path) -> None:
    wanted = tmp_path / "없는 파일 ·😀"
    command = [sys.executable, "-m", "desktop_client", "cert", "show", str(wanted), "--json"]
    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding, "HOME": str(tmp_path)},
    )
    assert json.loads(done.stdout.decode("utf-8"))["error"]["subject"] == str(wanted)
