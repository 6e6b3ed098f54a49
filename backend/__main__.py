"""The command `g2b-server`."""

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Collection, Sequence
from types import ModuleType

from backend.commands.output import say_error
from backend.config import ConfigError
from registration import program

COMMANDS = {
    "serve": "run the service",
    "move": "take the service over from SQLite to PostgreSQL",
    "migrate": "create or renew the tables of the database",
    "backup": "copy database and attachments while the service runs",
    "restore": "put a backup where the settings say",
    "retain": "destroy what was kept for its time",
    "secret": "make a new service secret in place of a lost one",
    "officer": "officers' accounts: add, remove, list",
    "agency": "other agencies' accounts, and what they send: add, end, list, forward, "
    "sanction-document, sanction",
    "review": "act as an officer: list, show, approve, hold, reject, resume, attachments, issue, "
    "reset-password",
    "sanction": "sanctions of firms as an officer: add, stay, resume, lift, amend, list, show",
    "audit": "verify the audit record",
    "tables": "code tables: list, renew from the procurement service's open API",
    "practice": "a service of one's own to try, with its own CA and certificates",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 refused, 2 misused, 3 unreachable."""
    looked_for = gc.isenabled()
    gc.disable()  # importing leaves no garbage; to look for it takes an eighth of the start
    try:
        return _main(arguments)
    finally:
        if looked_for:
            gc.enable()


def _main(arguments: Sequence[str] | None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    version = program.version() if given == ["--version"] else ""  # it takes a while
    parser = command_line(given[:1])
    parser.add_argument("--version", action="version", version=f"g2b-server {version}")
    options = parser.parse_args(given)
    try:
        return int(_module(options.command).run(options))
    except ConfigError as error:
        return say_error(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - its text and its traceback may hold secrets
        kind = type(error).__name__
        code = f" {error}" if kind == "Refused" else ""  # it is a word of registration.refusals
        return say_error(f"unexpected {kind}{code}; nothing further was done")


def command_line(wanted: Collection[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return what reads the command line; only commands that are `wanted` know their arguments."""
    parser = argparse.ArgumentParser(prog="g2b-server", description="The registration service.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, help_text in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text)
        if name in wanted:
            _module(name).add_arguments(command)
    return parser


def _module(command: str) -> ModuleType:
    """Load only what the command needs: some start while a person waits."""
    return importlib.import_module(f"backend.commands.{command}")


if __name__ == "__main__":
    sys.exit(main())
