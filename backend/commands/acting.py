"""How commands act as an officer: which service and account, and what a refusal reads like."""

import argparse
from collections.abc import Callable
from pathlib import Path

from backend.commands import sentences
from backend.commands.calling import CallError
from backend.commands.office import Office, practice_login
from backend.commands.output import own_language, say_error, say_json
from backend.commands.password import read_password
from practice.place import OFFICER, practice_folder


def add_service(action: argparse.ArgumentParser) -> None:
    """Let the service and the officer's account be named."""
    action.add_argument("--service", metavar="URL", help="the service's address")
    action.add_argument("--officer", metavar="NAME", help="your account")
    action.add_argument(
        "--password-stdin",
        action="store_true",
        help="the password is the first line of the input, codes that are asked for follow",
    )
    action.add_argument("--practice", action="store_true", help="the practice service that runs")
    action.add_argument("--folder", type=Path, help="where the practice service keeps everything")
    action.add_argument("--language", choices=("ko", "en"), default=own_language())
    action.add_argument("--json", action="store_true", help="for programs to read")


def as_officer(
    options: argparse.Namespace, act: Callable[[Office, argparse.Namespace], int]
) -> int:
    """Log in, act, and log out whatever happens; return the exit status. Raises CallError."""
    office = log_in(options)
    if office is None:
        return say_error(sentences.ADDRESS_NEEDED.show(options.language), 2)
    try:
        return act(office, options)
    finally:
        office.log_out()


def log_in(options: argparse.Namespace) -> Office | None:
    """Return the service with a new session; None where none is named. Raises CallError."""
    if options.practice:
        address, password = practice_login(options.folder or practice_folder())
        return _log_in(options, address, OFFICER, password)
    if not (options.service and options.officer):
        return None
    password = read_password(from_stdin=options.password_stdin, prompt=f"{options.officer}: ")
    return _log_in(options, options.service, options.officer, password)


def _log_in(options: argparse.Namespace, address: str, officer: str, password: str) -> Office:
    """Log in; an account with a second factor asks for a code of it as well."""
    try:
        return Office.log_in(address, officer, password)
    except CallError as error:
        if error.code != "code_required":
            raise
    prompt = sentences.LOGIN_CODE.show(options.language)
    code = read_password(from_stdin=options.password_stdin, prompt=prompt)
    return Office.log_in(address, officer, password, code)


def explain_to(error: CallError, options: argparse.Namespace) -> int:
    """Tell what went wrong, for programs with --json; return the exit status."""
    if options.json:
        told = {"code": error.code, "values": error.values, "request_id": error.request_id}
        say_json(told)
        return error.status
    lines = [sentences.explain(error.code, error.values, options.language)]
    if error.request_id:
        lines.append(sentences.REQUEST.show(options.language, request=error.request_id))
    return say_error("\n".join(lines), error.status)
