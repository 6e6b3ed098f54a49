"""Asks for a password: at the terminal, or from standard input; never on the command line."""

import argparse
import getpass
import sys
import warnings

from desktop_client.commands.output import CommandError, print_line
from desktop_client.commands.texts import AGAIN, HARD_TO_TYPE, PASSWORD
from desktop_client.pki.keyfile import passwords
from registration.text import Language, Text

MAX_PASSWORD_BYTES = 1024


def ask_password(options: argparse.Namespace, language: Language, prompt: Text = PASSWORD) -> bytes:
    """Return the password as bytes, without the end of its line.

    With --password-stdin each call takes the next line. Raises CommandError `no_terminal` when
    nobody can be asked.
    """
    if options.password_stdin:
        return sys.stdin.buffer.readline(MAX_PASSWORD_BYTES).rstrip(b"\r\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt.show(language)).encode("utf-8", "surrogateescape")
        except (getpass.GetPassWarning, EOFError):
            raise CommandError("no_terminal") from None


def ask_new_password(
    options: argparse.Namespace, language: Language, prompt: Text, same: bytes = b""
) -> bytes:
    """Return a password that is being chosen; at the terminal it is typed twice.

    None given stands for `same`, where there is one.

    Raises CommandError `no_terminal`, `password_empty`, `passwords_differ` or as
    `passwords.fault`. What other programs may not open is told on standard error.
    """
    password = ask_password(options, language, prompt)
    if not password and same:
        return same
    if not password:
        raise CommandError("password_empty")
    text = password.decode("utf-8", "replace")
    if fault := passwords.fault(text):
        raise CommandError(fault)
    if passwords.hard_to_type(text):
        print_line(HARD_TO_TYPE.show(language), sys.stderr)
    if not options.password_stdin and password != ask_password(options, language, AGAIN):
        raise CommandError("passwords_differ")
    return password
