"""Programs and libraries that installer/dev/setup.sh unpacks for the tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(
    os.environ.get("G2B_UNPACKED") or Path(__file__).resolve().parents[2] / ".setup" / "root"
)


def unpacked(path: str) -> Path:
    """The place of a file, such as `usr/bin/pkcs11-tool`; without it the test fails."""
    for root in (ROOT, Path("/")):
        if (root / path).exists():
            return root / path
    pytest.fail(f"{path} is not in {ROOT}: run installer/dev/setup.sh")


def library_path() -> str:
    """LD_LIBRARY_PATH for what was unpacked."""
    folders = [str(each) for each in (ROOT / "usr" / "lib").glob("*-linux-gnu")]
    return ":".join([*folders, *filter(None, [os.environ.get("LD_LIBRARY_PATH")])])
