"""Reads a password without showing it."""

import getpass
import sys

MOST = 200
"""Characters the service accepts."""


def read_password(*, from_stdin: bool, prompt: str) -> str:
    """Return the first line of the standard input, or what is typed at the prompt."""
    if from_stdin:
        return sys.stdin.readline(MOST + 2).rstrip("\r\n")
    return getpass.getpass(prompt)
