"""Where a command writes its result, and what it reads for it."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from desktop_client import results


def require_output_writable(options: argparse.Namespace) -> None:
    """Find out before a password is asked for. Raises ResultRefused."""
    results.require_writable(options.out, _read(options), replace=options.force)


def write_output(options: argparse.Namespace, data: bytes, *, private: bool = False) -> None:
    """Write what the command has made. Raises ResultRefused."""
    results.write_result(options.out, data, _read(options), replace=options.force, private=private)


def _read(options: argparse.Namespace) -> Iterator[Path]:
    """Yield every path that was named but where to write; beside a certificate lies its key."""
    for name, value in vars(options).items():
        if name == "out":
            continue
        for path in value if isinstance(value, list) else [value]:
            if isinstance(path, Path):
                yield path
                if name in {"cert", "path"} and path.is_file():
                    yield path.parent
