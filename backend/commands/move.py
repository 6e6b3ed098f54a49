"""`g2b-server move`: take a service over from SQLite to PostgreSQL."""

import argparse
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from backend.commands.output import say, say_error
from backend.commands.store import place
from backend.config import Config, ConfigError, read_password
from backend.place import FORM, PostgresUrl
from backend.refused import Refused
from backend.service import open_database
from backend.services.moving import MoveError, move
from backend.storage.failures import told


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--config", type=Path, required=True, help="the settings (TOML)")
    parser.add_argument(
        "--to",
        type=place,
        required=True,
        metavar="URL",
        help="an empty database, as postgresql+psycopg://USER@HOST:PORT/NAME; a password is "
        "better in a file, or in PGPASSWORD, than here where others see it",
    )
    parser.add_argument("--password-file", type=Path, help="a file with the password to it")


def run(options: argparse.Namespace) -> int:
    """Move; exit status 1 when nothing was moved. Raises ConfigError."""
    config, target = Config.read(options.config), options.to
    if not isinstance(config.database, Path):
        raise ConfigError(f"{config.database}: the service is on PostgreSQL already")
    if not isinstance(target, PostgresUrl):
        raise ConfigError(f"--to: not of the form {FORM}")
    if options.password_file:
        target = target.with_password(read_password(options.password_file))
    source = open_database(config.database)
    try:
        moved = move(source, target)
    except MoveError as error:
        return say_error(f"nothing was moved: {error}")
    except Refused:
        where = f"{config.database} or {target}"
        return say_error(f"nothing was moved: {where} is away or in use; stop the service first")
    except DatabaseError as error:
        return say_error(f"nothing was moved: {target}: {told(error)}")
    finally:
        source.close()
    rows = sum(moved.tables.values())
    say(f"{target}: {len(moved.tables)} tables, {rows} rows, each compared")
    say(f"audit record: {moved.record.records} records, head {moved.record.head}")
    say(
        f'Now set database = "postgresql+psycopg://…" in {options.config} (a password: '
        f"database_password) and start the service. {config.database} is as it was: put it away, "
        "so that no service is started on it again."
    )
    return 0
