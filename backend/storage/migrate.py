"""Brings a database to the present tables (Alembic, without files of settings)."""

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"
"""The newest step; known here so that a service that is up to date need not load Alembic."""


def is_current(engine: Engine) -> bool:
    """Return whether the database has the present tables."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        step: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return step == HEAD


def upgrade(engine: Engine) -> None:
    """Run the missing steps in one transaction."""
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
