"""The arguments of commands that work on the database itself."""

import argparse
from pathlib import Path

from backend.config import Config
from backend.place import Place, read_place
from backend.service import open_database
from backend.storage.database import Database

DATABASE = "the SQLite file, or postgresql+psycopg://USER@HOST:PORT/NAME"


def add_store(parser: argparse.ArgumentParser) -> None:
    """Let the database be named, or the file of settings that names it."""
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--config", type=Path, help="the service's settings (TOML)")
    either.add_argument("--database", type=place, help=DATABASE)


def place(typed: str) -> Place:
    """Return a database as an argument names it; the message never repeats it."""
    try:
        return read_place(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def named_place(options: argparse.Namespace) -> Place:
    """Return where the database is. Raises ConfigError."""
    named: Place = options.database or Config.read(options.config).database
    return named


def open_named(options: argparse.Namespace) -> Database:
    """Return the database. Raises ConfigError."""
    return open_database(named_place(options))
