"""`g2b-server audit verify`: whether the record is whole, by itself and against its anchors."""

import argparse
from pathlib import Path

from backend.clock import utc_now
from backend.commands.output import say, say_error, say_json
from backend.commands.store import DATABASE, place
from backend.config import Config, ConfigError
from backend.service import open_database
from backend.services import anchors, audit
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError
from desktop_client.pki.judging.trust import read_certificates
from practice.pki import Practice
from practice.place import practice_folder

NOT_COMPARED = "anchors not compared: only the settings (--config) tell where they are"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser(
        "verify", help="recompute every hash of the record, and compare it with its anchors"
    )
    verify.add_argument("--json", action="store_true")
    either = verify.add_mutually_exclusive_group(required=True)
    either.add_argument("--config", type=Path, help="the service's settings (TOML)")
    either.add_argument("--database", type=place, help=f"{DATABASE}; without its anchors")
    either.add_argument("--practice", action="store_true", help="the practice service's")
    verify.add_argument("--folder", type=Path, help="where the practice service keeps everything")


def run(options: argparse.Namespace) -> int:
    """Verify; exit status 1 when something is wrong."""
    config = _config(options)
    database = open_database(config.database if config else options.database)
    try:
        with database.read() as session:
            found = audit.verify(session)
            faults = list(found.faults)
            if config:
                signer = _signer(config)
                faults += anchors.faults(session, config.anchors, config.name, signer, utc_now())
    finally:
        database.close()
    if options.json:
        say_json(found._replace(faults=faults)._asdict() | {"anchors": config is not None})
    else:
        for fault in faults:
            say_error(fault)
        if config is None:
            say_error(NOT_COMPARED)
        say(f"{found.records} records, head {found.head}")
    return 1 if faults else 0


def _config(options: argparse.Namespace) -> Config | None:
    """Return the settings; None where only the database is named. Raises ConfigError."""
    if options.config:
        return Config.read(options.config)
    if not options.practice:
        return None
    from backend.commands.practice import settings

    folder: Path = (options.folder or practice_folder()).absolute()
    try:
        return settings(folder, Practice.load(folder / "pki"))
    except FileNotFoundError:
        raise ConfigError(f"{folder}: no practice service was here") from None


def _signer(config: Config) -> Certificate:
    path = config.keys.signing_certificate
    try:
        return read_certificates(path)[0]
    except PkiError as error:
        raise ConfigError(f"{path}: {error.code}") from None
