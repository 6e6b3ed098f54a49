"""`g2b-server migrate`: create or renew the tables."""

import argparse

from sqlalchemy.exc import DatabaseError

from backend.commands.output import say
from backend.commands.store import add_store, named_place
from backend.config import ConfigError
from backend.refused import Refused
from backend.storage.failures import told
from backend.storage.migrate import HEAD, upgrade

add_arguments = add_store


def run(options: argparse.Namespace) -> int:
    """Run the missing steps."""
    place = named_place(options)
    try:
        upgrade(place)
    except Refused:
        raise ConfigError(f"{place}: not to be reached, or others are at work; try again") from None
    except (OSError, DatabaseError) as error:
        raise ConfigError(f"{place}: cannot be written, or is no database: {told(error)}") from None
    say(f"{place}: {HEAD}")
    return 0
