"""Reads a password without showing it."""

import getpass
import sys

MOST = 200
"""Characters the service accepts."""


def read_password(*, from_stdin: bool, prompt: str) -> str:
    """Return the first line of the standard input, or what is typed at the prompt."""
    if from_stdin:
        line = sys.stdin.buffer.readline(4 * MOST)
        return line.decode("utf-8", "replace").rstrip("\r\n")
    try:
        return getpass.getpass(prompt)
    except EOFError:
        return ""
