"""`g2b-server audit verify`: whether the audit record is whole."""

import argparse

from backend.commands.output import say, say_error, say_json
from backend.commands.store import add_store, open_named
from backend.services import audit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="recompute every hash of the record")
    verify.add_argument("--json", action="store_true")
    add_store(verify)


def run(options: argparse.Namespace) -> int:
    """Verify; exit status 1 when something is wrong."""
    database = open_named(options)
    try:
        with database.read() as session:
            found = audit.verify(session)
    finally:
        database.close()
    if options.json:
        say_json(found._asdict())
    else:
        for fault in found.faults:
            say_error(fault)
        say(f"{found.records} records, head {found.head}")
    return 1 if found.faults else 0
