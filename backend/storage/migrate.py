"""Brings a database to the present tables (Alembic, without files of settings)."""

import os
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from backend.storage.database import open_engine

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0013"
"""The newest step; known here so that a service that is up to date need not load Alembic."""


def is_current(engine: Engine) -> bool:
    """Return whether the database has the present tables."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        step: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return step == HEAD


def upgrade(path: Path) -> None:
    """Create the database file when it is missing (mode 0600) and run the missing steps.

    All steps are one transaction. Raises sqlalchemy.exc.DatabaseError.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    engine = open_engine(path, foreign_keys=False)
    try:
        if not is_current(engine):
            _run(engine)
    finally:
        engine.dispose()


def _run(engine: Engine) -> None:
    from alembic import command

    config = alembic_config()
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def alembic_config() -> "Config":
    """Return Alembic's settings; a connection is still to be put into its attributes."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("backend.storage") / "migrations"))
    return config
