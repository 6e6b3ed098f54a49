"""`g2b-server restore`: put a backup where the settings say; nothing is ever overwritten."""

import argparse
from pathlib import Path

from backend.commands.output import say, say_error
from backend.config import Config
from backend.services.backups.manifest import BackupError
from backend.services.backups.restoring import restore


def _numbers(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 100_000:
        raise ValueError
    return number


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--config", type=Path, required=True, help="the settings (TOML)")
    parser.add_argument(
        "--from", type=Path, required=True, metavar="DIR", dest="folder", help="the backup"
    )
    parser.add_argument(
        "--leave-free",
        type=_numbers,
        default=0,
        metavar="N",
        help="receipt numbers never to give out: more than were filed since the backup",
    )


def run(options: argparse.Namespace) -> int:
    """Restore; exit status 1 too where the restored audit record is not whole."""
    config = Config.read(options.config)
    try:
        restored = restore(config, options.folder, leave_free=options.leave_free)
    except BackupError as error:
        return say_error(f"nothing was restored: {error}")
    say(f"{config.database}: restored as it was at {restored.backup.made}")
    for path in restored.missing_keys:
        say(f"{path}: not in the backup; put it back before the service starts")
    for fault in restored.faults:
        say_error(f"audit: {fault}")
    return 1 if restored.faults else 0
