"""The openssl command, the independent judge."""

import subprocess
from pathlib import Path


def run(*arguments: str | Path, data: bytes | None = None) -> "subprocess.CompletedProcess[bytes]":
    """What an openssl command answers, refusals included."""
    return subprocess.run(
        ["openssl", *arguments], input=data, capture_output=True, check=False, timeout=60
    )


def output(*arguments: str | Path, data: bytes | None = None) -> bytes:
    """Standard output of a command that must succeed."""
    done = run(*arguments, data=data)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout
