"""`g2b-server officer`: the officers' accounts."""

import argparse

from pydantic import TypeAdapter, ValidationError

from backend.commands.output import say, say_error, say_json
from backend.commands.password import MOST, read_password
from backend.commands.store import add_store, open_named
from backend.passwords import Passwords
from backend.services.access import officers
from backend.storage.database import Database
from registration.field_types import ShortText
from registration.roles import OfficerRole
from registration.tables import code_table

LEAST = 10
"""Characters of an officer's password."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="add an account, or give one a new password")
    add.add_argument("name")
    add.add_argument(
        "--password-stdin", action="store_true", help="the password is the first line of the input"
    )
    add.add_argument(
        "--office",
        dest="offices",
        action="append",
        choices=sorted(code_table("offices").by_code),
        help="an office (접수청) whose applications the officer decides on; may be repeated; "
        "none for all",
    )
    add.add_argument(
        "--role",
        dest="roles",
        action="append",
        type=OfficerRole,
        choices=list(OfficerRole),
        help="officer (담당자), administrator (관리자) or auditor (감사); may be repeated; a new "
        "account is an officer's, the first an administrator's too",
    )
    removing = actions.add_parser("remove", help="remove an account; its logins end")
    removing.add_argument("name")
    listing = actions.add_parser("list", help="list the accounts")
    listing.add_argument("--json", action="store_true")
    for action in (add, removing, listing):
        add_store(action)


def run(options: argparse.Namespace) -> int:
    """Carry out the action."""
    database = open_named(options)
    try:
        if options.action == "add":
            return _add(options, database)
        if options.action == "remove":
            if not officers.remove(database, options.name, database.clock()):
                return say_error(f"{options.name}: no such account")
            say(f"{options.name}: removed")
            return 0
        names = officers.names(database)
        if options.json:
            say_json(names)
        else:
            for name in names:
                say(name)
        return 0
    finally:
        database.close()


def _add(options: argparse.Namespace, database: Database) -> int:
    try:
        name = TypeAdapter(ShortText).validate_python(options.name)
    except ValidationError:
        return say_error("A name has 1 to 50 characters, all of them visible.")
    password = read_password(from_stdin=options.password_stdin, prompt=f"New password for {name}: ")
    if not LEAST <= len(password) <= MOST:
        return say_error(f"A password has {LEAST} to {MOST} characters.")
    new = officers.set_password(
        database,
        Passwords(),
        name,
        password,
        database.clock(),
        roles=options.roles,
        offices=options.offices,
        must_enrol=True,
    )
    say(f"{name}: {'added' if new else 'has a new password'}")
    return 0
