"""`g2b-server retain`: destroy what was kept for its time, as the settings' [retention] says."""

import argparse
from pathlib import Path

from backend.commands.output import say, say_json
from backend.config import Config
from backend.service import Service
from backend.services.retention import destroying


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--config", type=Path, required=True, help="the settings (TOML)")
    parser.add_argument("--dry-run", action="store_true", help="say what would go; destroy nothing")
    parser.add_argument("--json", action="store_true", help="for programs to read")


def run(options: argparse.Namespace) -> int:
    """Destroy what is due. Raises ConfigError."""
    service = Service.open(Config.read(options.config))
    try:
        gone = (destroying.look if options.dry_run else destroying.destroy)(service)
    finally:
        service.close()
    if options.json:
        say_json({"dry_run": options.dry_run, "kinds": [kind._asdict() for kind in gone]})
        return 0
    verb = "would go" if options.dry_run else "destroyed"
    for kind in gone:
        numbers = f": {', '.join(kind.applications)}" if kind.applications else ""
        say(f"{kind.name}: {kind.number} {verb}{numbers}")
    return 0
