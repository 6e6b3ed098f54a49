"""The program's command where there is no display."""

import io
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from desktop_client import app
from desktop_client.__main__ import main


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a display is always there")
@pytest.mark.parametrize("arguments", [(), ("--practice",)], ids=["real", "practice"])
def test_without_a_display_the_window_says_so(arguments: tuple[str, ...], tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "desktop_client", *arguments, "--folder", str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 2
    assert "화면이 없습니다" in done.stderr
    assert "There is no display" in done.stderr
    assert not list(tmp_path.iterdir())


def test_its_version_is_told_without_a_display(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desktop_client.__main__.has_display", lambda: False)
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"g2b-client {metadata.version('g2b-registration')}\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp949"])
def test_a_terminal_without_korean_letters_is_told_as_well(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
    app.say(app.PRACTICE_READY)
    told = written.getvalue().decode(encoding)
    assert app.PRACTICE_READY.en in told
    assert (app.PRACTICE_READY.ko in told) == (encoding == "cp949")


def test_without_a_terminal_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    app.say(app.PRACTICE_READY)
