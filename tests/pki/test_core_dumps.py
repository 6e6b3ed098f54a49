"""A program with keys in memory leaves no core behind."""

import subprocess
import sys

import pytest

ASK = """
import ctypes, resource
from desktop_client.pki import core_dumps
core_dumps.switch_off()
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if {linux} else 0
print(resource.getrlimit(resource.RLIMIT_CORE)[0], dumpable)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core files")
def test_no_core_and_no_open_memory() -> None:
    script = ASK.format(linux=sys.platform.startswith("linux"))
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["0", "0"]
