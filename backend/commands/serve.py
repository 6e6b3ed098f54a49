"""`g2b-server serve`: run the service until it is told to stop."""

import argparse
from pathlib import Path

from backend.config import Config, ConfigError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--config", type=Path, required=True, help="the settings (TOML)")
    parser.add_argument("--database", type=Path, help="instead of the settings' database")
    parser.add_argument("--host", help="instead of the settings' host")
    parser.add_argument("--port", type=int, help="instead of the settings' port; 0: any free one")


def run(options: argparse.Namespace) -> int:
    """Serve. Raises ConfigError."""
    config = _config(options)
    from backend.server import Server, log_to_stderr
    from backend.service import Service

    log_to_stderr()
    server = Server(Service.open(config))
    server.run()
    return 0 if server.started else 1


def _config(options: argparse.Namespace) -> Config:
    config = Config.read(options.config)
    given = {name: getattr(options, name) for name in ("database", "host", "port")}
    if given["port"] is not None and not 0 <= given["port"] <= 65535:
        raise ConfigError("--port: 0 to 65535")
    return config.model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
