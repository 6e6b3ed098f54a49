"""`g2b-server agency`: other agencies' accounts, and forwarding a package as such an agency."""

import argparse
from base64 import b64decode
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from backend.clock import utc_now
from backend.commands import sentences
from backend.commands.calling import CallError, Calls
from backend.commands.output import own_language, say, say_error, say_json
from backend.commands.password import read_password
from backend.commands.store import add_store, open_named
from backend.services import agencies
from desktop_client.pki.findings import PkiError
from desktop_client.pki.signing import cms_verify
from registration.messages import Filed
from registration.numbers import ShortText
from registration.submission import Receipt


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="add an account, or give one a new token, shown once")
    end = actions.add_parser("end", help="end an account")
    for action in (add, end):
        action.add_argument("name")
    listing = actions.add_parser("list", help="list the accounts")
    listing.add_argument("--json", action="store_true")
    for action in (add, end, listing):
        add_store(action)
    forward = actions.add_parser("forward", help="forward a package to a service, as an agency")
    forward.add_argument("package", type=Path, metavar="FILE")
    forward.add_argument("--service", metavar="URL", required=True, help="the service's address")
    forward.add_argument(
        "--token-stdin", action="store_true", help="the token is the first line of the input"
    )
    forward.add_argument("--language", choices=("ko", "en"), default=own_language())


def run(options: argparse.Namespace) -> int:
    """Carry out the action."""
    return _forward(options) if options.action == "forward" else _keep_accounts(options)


def _keep_accounts(options: argparse.Namespace) -> int:
    database = open_named(options)
    try:
        if options.action == "list":
            names = agencies.names(database)
            if options.json:
                say_json(names)
            for name in () if options.json else names:
                say(name)
            return 0
        try:
            name = TypeAdapter(ShortText).validate_python(options.name)
        except ValidationError:
            return say_error("A name has 1 to 50 characters, all of them visible.")
        if options.action == "add":
            say(agencies.add(database, name, utc_now()))
            return 0
        if not agencies.end(database, name, utc_now()):
            return say_error(f"{name}: no such account is in force")
        say(f"{name}: ended")
        return 0
    finally:
        database.close()


def _forward(options: argparse.Namespace) -> int:
    try:
        package = options.package.read_bytes()
    except OSError as error:
        return say_error(f"{options.package}: {error.strerror}")
    token = read_password(from_stdin=options.token_stdin, prompt="Token: ")
    try:
        service = Calls.at(options.service, token)
        filed = service.call(Filed, "POST", "/v1/agency/submissions", package)
        receipt = _receipt(filed)
    except CallError as error:
        return say_error(
            sentences.explain(error.code, error.values, options.language), error.status
        )
    say(
        sentences.FORWARDED_AS.show(
            options.language, number=receipt.receipt_number, applicant=receipt.applicant
        )
    )
    return 0


def _receipt(filed: Filed) -> Receipt:
    """Return what the service answered; the officer's commands do not judge its certificate."""
    try:
        content = cms_verify.verify(b64decode(filed.receipt)).content or b""
        return Receipt.parse(content)
    except (PkiError, ValueError):
        raise CallError("answer_unreadable") from None
