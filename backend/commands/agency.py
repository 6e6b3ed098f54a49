"""`g2b-server agency`: other agencies' accounts, and forwarding a package as such an agency."""

import argparse
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from backend.commands import sanction_package, sentences
from backend.commands.forwarding import forward
from backend.commands.output import own_language, say, say_error, say_json
from backend.commands.store import add_store, open_named
from backend.services.access import agencies
from registration.field_types import ShortText


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
    forwarding = actions.add_parser("forward", help="forward a package to a service, as an agency")
    forwarding.add_argument("package", type=Path, metavar="FILE")
    forwarding.add_argument("--service", metavar="URL", required=True, help="the service's address")
    forwarding.add_argument(
        "--token-stdin", action="store_true", help="the token is the first line of the input"
    )
    forwarding.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="where the receipt and the key for the applicant go; else beside the package",
    )
    forwarding.add_argument("--force", action="store_true", help="replace a file that is there")
    forwarding.add_argument("--json", action="store_true", help="for programs to read")
    sanction_package.add_document(
        actions.add_parser(
            "sanction-document", help="write the document of a sanction, to be signed"
        )
    )
    sanction_package.add_sending(
        actions.add_parser("sanction", help="send a signed document of a sanction, as an agency")
    )
    for action in (add, end, listing, forwarding):
        action.add_argument("--language", choices=("ko", "en"), default=own_language())


def run(options: argparse.Namespace) -> int:
    """Carry out the action."""
    return _SENDING.get(options.action, _keep_accounts)(options)


def _keep_accounts(options: argparse.Namespace) -> int:
    database = open_named(options)
    try:
        if options.action == "list":
            names = agencies.names(database)
            if options.json:
                say_json(names)
            for name in () if options.json else names:
                say(name)
            if not (names or options.json):
                say(sentences.NO_AGENCIES.show(options.language))
            return 0
        try:
            name = TypeAdapter(ShortText).validate_python(options.name)
        except ValidationError:
            return say_error(sentences.NAME_UNFIT.show(options.language))
        if options.action == "add":
            say(agencies.add(database, name, database.clock()))
            return 0
        if not agencies.end(database, name, database.clock()):
            return say_error(sentences.NO_SUCH_AGENCY.show(options.language, name=name))
        say(sentences.AGENCY_ENDED.show(options.language, name=name))
        return 0
    finally:
        database.close()


_SENDING = {
    "forward": forward,
    "sanction-document": sanction_package.write_document,
    "sanction": sanction_package.send,
}
