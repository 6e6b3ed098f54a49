"""The program's command where there is no display."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


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
