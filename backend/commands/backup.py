"""`g2b-server backup`: copy database and attachments while the service runs."""

import argparse
from pathlib import Path

from backend.commands.output import say, say_error
from backend.config import Config
from backend.services.backups.manifest import BackupError
from backend.services.backups.taking import take


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--config", type=Path, required=True, help="the settings (TOML)")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="a folder that is not there yet"
    )
    parser.add_argument(
        "--with-keys",
        action="store_true",
        help="also the private keys, the secret and the passwords that the settings name: "
        "who has the backup then is the service",
    )


def run(options: argparse.Namespace) -> int:
    """Take a backup. Raises ConfigError."""
    config = Config.read(options.config)
    try:
        made = take(config, options.config, options.to, with_keys=options.with_keys)
    except BackupError as error:
        return say_error(f"backup: {error}")
    size = sum(file.size for file in made.files)
    say(f"{options.to}: {len(made.files)} files, {size} bytes, tables {made.tables}")
    if not made.with_keys:
        say("without private keys and secret: keep those apart, or say --with-keys")
    return 0
