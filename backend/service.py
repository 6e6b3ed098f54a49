"""The service as a whole: every part of it, built once."""

from dataclasses import dataclass
from typing import Self

from backend.clock import Clock, utc_now
from backend.config import Config, ConfigError
from backend.judge import Judge
from backend.keys import ServiceKeys
from backend.rate import RateLimit
from backend.secret import Secret
from backend.services.passwords import Passwords
from backend.storage.database import Database
from backend.storage.migrate import is_current


@dataclass(frozen=True, slots=True)
class Service:
    """What routes and services work with."""

    config: Config
    clock: Clock
    database: Database
    secret: Secret
    keys: ServiceKeys
    judge: Judge
    passwords: Passwords
    rate: RateLimit

    @classmethod
    def open(cls, config: Config, clock: Clock = utc_now) -> Self:
        """Return the service with these settings. Raises ConfigError."""
        database = Database(config.database)
        if not is_current(database.engine):
            database.close()
            raise ConfigError(f"{config.database}: run g2b-server migrate first")
        try:
            secret = Secret.at(config.secret)
        except (OSError, ValueError) as error:
            raise ConfigError(str(error)) from None
        return cls(
            config=config,
            clock=clock,
            database=database,
            secret=secret,
            keys=ServiceKeys.read(config.keys),
            judge=Judge.over(config.trust, clock),
            passwords=Passwords(),
            rate=RateLimit(config.limits.requests_a_minute),
        )

    def close(self) -> None:
        """Close what is open."""
        self.database.close()
