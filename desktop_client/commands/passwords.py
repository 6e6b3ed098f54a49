"""Asks for a password: at the terminal, or from standard input; never on the command line."""

import argparse
import getpass
import sys
import warnings

from desktop_client.commands.output import CommandError
from desktop_client.commands.texts import PASSWORD
from registration.text import Language

MAX_PASSWORD_BYTES = 1024


def ask_password(options: argparse.Namespace, language: Language) -> bytes:
    """Return the password as bytes, without the end of its line.

    Raises CommandError `no_terminal` when nobody can be asked.
    """
    if options.password_stdin:
        return sys.stdin.buffer.readline(MAX_PASSWORD_BYTES).rstrip(b"\r\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(PASSWORD.show(language)).encode("utf-8", "surrogateescape")
        except (getpass.GetPassWarning, EOFError):
            raise CommandError("no_terminal") from None
