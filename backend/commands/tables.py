"""`g2b-server tables list|renew`: the code tables (부호표) that forms and officers' pages use."""

import argparse
from pathlib import Path

from backend.clock import utc_now
from backend.commands.output import say, say_error
from backend.config import Config, ConfigError, read_password
from desktop_client.files import write_atomically
from desktop_client.pki.http.keyed import Unfetched, fetch_keyed
from desktop_client.pki.http.limits import Limits
from registration.open_data import MOST_BYTES, REASONS, TABLES, NotRenewed, korean_day, renew
from registration.tables import code_table, names, use_folder

LIMITS = Limits(deadline=60.0, max_bytes=MOST_BYTES)
RESTART = "a service that runs uses them after its next start"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="how many codes, of what day, from where")
    renewing = actions.add_parser("renew", help="fetch tables anew")
    renewing.add_argument("names", nargs="*", metavar="TABLE", help=", ".join(TABLES))
    renewing.add_argument(
        "--allow-smaller", action="store_true", help="take a table of less than half the rows too"
    )
    for action in (listing, renewing):
        action.add_argument("--config", type=Path, required=True, help="the settings (TOML)")


def run(options: argparse.Namespace) -> int:
    """Do it; exit status 1 where a table was not renewed. Raises ConfigError."""
    config = Config.read(options.config)
    use_folder(config.tables)
    if options.action == "list":
        for name in names():
            table = code_table(name)
            day, source = table.as_of or "-", table.source or "-"
            say(f"{name}: {len(table.entries)} codes of {day}, {source}")
        return 0
    return _renew(config, options)


def _renew(config: Config, options: argparse.Namespace) -> int:
    """Renew one table after the other; those that came stay, also where another fails."""
    if config.open_data.service_key is None:
        raise ConfigError(f"{options.config}: open_data.service_key is not set")
    key = read_password(config.open_data.service_key)
    server = config.open_data.url.rstrip("/")
    failed = 0
    for name in options.names or sorted(TABLES):
        if name not in TABLES:
            raise ConfigError(f"{name}: only {', '.join(TABLES)} can be renewed")
        try:
            text, table = renew(
                name,
                lambda rest: fetch_keyed(server + rest, LIMITS),
                key,
                korean_day(utc_now()),
                code_table(name),
                may_shrink=options.allow_smaller,
            )
            write_atomically(config.tables / f"{name}.csv", text.encode())
        except NotRenewed as kept:
            failed += 1
            say_error(f"{name}: {REASONS[kept.code].show('en', **kept.values)}")
        except Unfetched as unfetched:
            failed += 1
            say_error(f"{name}: not reached ({unfetched.reason})")
        else:
            say(f"{name}: {len(table.entries)} codes of {table.as_of}; {RESTART}")
    return 1 if failed else 0
