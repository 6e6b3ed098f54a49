"""`g2b-server migrate`: create or renew the tables."""

import argparse

from sqlalchemy.exc import DatabaseError

from backend.commands.output import say
from backend.commands.store import add_store, database_path
from backend.config import ConfigError
from backend.storage.migrate import HEAD, upgrade

add_arguments = add_store


def run(options: argparse.Namespace) -> int:
    """Run the missing steps."""
    path = database_path(options)
    try:
        upgrade(path)
    except (OSError, DatabaseError):
        raise ConfigError(f"{path}: cannot be written, or is no SQLite database") from None
    say(f"{path}: {HEAD}")
    return 0
