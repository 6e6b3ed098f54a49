"""The arguments of commands that work on the database itself."""

import argparse
from pathlib import Path

from backend.config import Config
from backend.service import open_database
from backend.storage.database import Database


def add_store(parser: argparse.ArgumentParser) -> None:
    """Let the database be named, or the file of settings that names it."""
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--config", type=Path, help="the service's settings (TOML)")
    either.add_argument("--database", type=Path, help="the SQLite file")


def database_path(options: argparse.Namespace) -> Path:
    """Return where the database is. Raises ConfigError."""
    path: Path = options.database or Config.read(options.config).database
    return path


def open_named(options: argparse.Namespace) -> Database:
    """Return the database. Raises ConfigError."""
    return open_database(database_path(options))
