"""The service as a whole: every part of it, built once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy.exc import DatabaseError

from backend.clock import Clock, utc_now
from backend.config import Config, ConfigError
from backend.judge import Judge
from backend.keys import ServiceKeys
from backend.rate import RateLimit
from backend.secret import Secret
from backend.services.passwords import Passwords
from backend.storage.attachments import AttachmentStore
from backend.storage.database import Database
from backend.storage.migrate import is_current
from registration.tables import Table, read, table


@dataclass(frozen=True, slots=True)
class Service:
    """What routes and services work with."""

    config: Config
    clock: Clock
    database: Database
    attachments: AttachmentStore
    secret: Secret
    keys: ServiceKeys
    judge: Judge
    passwords: Passwords
    institutions: Table
    rate: RateLimit

    @classmethod
    def open(cls, config: Config, clock: Clock = utc_now) -> Self:
        """Return the service with these settings. Raises ConfigError."""
        database = open_database(config.database)
        try:
            secret = Secret.at(config.secret)
            attachments = AttachmentStore(config.attachments)
        except (OSError, ValueError) as error:
            raise ConfigError(str(error)) from None
        return cls(
            config=config,
            clock=clock,
            database=database,
            attachments=attachments,
            secret=secret,
            keys=ServiceKeys.read(config.keys),
            judge=Judge.over(config.trust, clock),
            passwords=Passwords(),
            institutions=_institutions(config.institutions),
            rate=RateLimit(config.limits.requests_a_minute),
        )

    def close(self) -> None:
        """Close what is open."""
        self.database.close()


def _institutions(path: Path | None) -> Table:
    """Return the operator's table of institutions, or the one that came along."""
    if path is None:
        return table("institutions")
    try:
        return read("institutions", path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from None


def open_database(path: Path) -> Database:
    """Return the database, which must have the present tables. Raises ConfigError."""
    advice = f"{path}: run g2b-server migrate first"
    if not path.is_file():
        raise ConfigError(advice)
    database = Database(path)
    try:
        current = is_current(database.engine)
    except DatabaseError:
        database.close()
        raise ConfigError(f"{path}: no SQLite database, or not to be read") from None
    if not current:
        database.close()
        raise ConfigError(advice)
    return database
