"""`g2b-server secret --new`: a new secret of the service in place of a lost one."""

import argparse
from pathlib import Path

from backend.commands.output import say
from backend.config import Config, ConfigError
from backend.secret import Secret
from backend.service import open_database
from backend.services import audit
from backend.services.access.officers import CONSOLE

LOST = "Status keys, paper codes and tickets given out before no longer count."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--config", type=Path, required=True, help="the settings (TOML)")
    parser.add_argument("--new", action="store_true", required=True, help="make a new one")


def run(options: argparse.Namespace) -> int:
    """Make it, unless one is there. Raises ConfigError."""
    config = Config.read(options.config)
    database = open_database(config.database)
    try:
        with database.write() as session:
            audit.append(session, database.clock(), CONSOLE, "secret_replaced", config.secret.name)
            _make(config.secret)
    finally:
        database.close()
    say(f"{config.secret}: {LOST}")
    return 0


def _make(path: Path) -> None:
    try:
        Secret.make(path)
    except FileExistsError:
        raise ConfigError(f"{path}: it is there; move it away first") from None
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
