"""Brings a database to the present tables (Alembic, without files of settings)."""

import os
from contextlib import suppress
from enum import Enum, auto
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from backend.config import ConfigError
from backend.place import Place
from backend.storage.alike import check_server, make_alike
from backend.storage.engines import for_writing, open_engine

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0015"
"""The newest step; known here so that a service that is up to date need not load Alembic."""


class Tables(Enum):
    """How the tables of a database stand to what this program knows."""

    OLDER = auto()
    """There are none yet, or steps are missing."""
    PRESENT = auto()
    NEWER = auto()
    """A newer program made them: this one must not work on them."""


def tables(engine: Engine) -> Tables:
    """Return how the tables stand."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return Tables.OLDER
        step = str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")
    if step == HEAD:
        return Tables.PRESENT
    return Tables.NEWER if step > HEAD else Tables.OLDER


def is_current(engine: Engine) -> bool:
    """Return whether the database has the present tables."""
    return tables(engine) is Tables.PRESENT


def upgrade(place: Place) -> None:
    """Create the database file when it is missing (mode 0600) and run the missing steps.

    All steps are one transaction. Raises sqlalchemy.exc.DatabaseError, Refused, and ConfigError
    where the server's database cannot be used or the tables are newer than this program.
    """
    if isinstance(place, Path):
        with suppress(FileExistsError):
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    engine = open_engine(place, foreign_keys=False)
    try:
        standing = tables(engine)
        if standing is Tables.NEWER:
            raise too_new(place)
        if standing is Tables.OLDER:
            with for_writing(engine).begin() as connection:
                create_tables(connection, place)
    finally:
        engine.dispose()


def too_new(place: Place) -> ConfigError:
    """Return what to say of a database whose tables a newer program made."""
    return ConfigError(
        f"{place}: its tables are newer than this program knows ({HEAD}); "
        "run the newer version of the program, which made them"
    )


def create_tables(connection: Connection, place: Place) -> None:
    """Run the missing steps in a writing transaction. Raises ConfigError as `upgrade`."""
    from alembic import command

    config = alembic_config()
    check_server(connection, place)
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
    make_alike(connection)


def alembic_config() -> "Config":
    """Return Alembic's settings; a connection is still to be put into its attributes."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("backend.storage") / "migrations"))
    return config
