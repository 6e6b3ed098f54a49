"""Which drivers (PKCS #11 modules) of security tokens (보안토큰) are installed.

Korean drivers enter themselves in npki_pkcs11.cnf. Its layout differs from maker to maker, so
every path in it that ends as a shared library does is taken.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop_client.pki.files import read_file
from desktop_client.pki.findings import PkiError

MAX_LIST_BYTES = 64 * 1024
MAX_DRIVERS = 32

_BETWEEN = re.compile(r"""["'=|;,\t\r\n\[\]]+""")
_END = re.compile(r"\.(?:dll|so|dylib)(?:\.\d+)*(?![\w.])", re.I)
"""How a shared library's name ends."""


def token_drivers(
    system: str = sys.platform,
    home: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> list[Path]:
    """Return the drivers named in the lists of this computer that are there, each once.

    `system` is as `sys.platform`.
    """
    found: dict[Path, None] = {}
    for listing in _lists(system, home or Path.home(), os.environ if environ is None else environ):
        try:
            text = _decoded(read_file(listing, MAX_LIST_BYTES))
        except PkiError:
            continue
        found |= dict.fromkeys(path for path in read_list(text, listing.parent) if path.is_file())
    return list(found)[:MAX_DRIVERS]


def read_list(text: str, folder: Path) -> list[Path]:
    """Return the libraries a list names; a bare name lies in the folder of the list."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith(("#", ";")))
    parts = (part for line in lines for part in _BETWEEN.split(line))
    return [folder / found for part in parts for found in _libraries(part)]


def _libraries(part: str) -> Iterator[str]:
    begin = 0
    for end in _END.finditer(part):
        name = part[begin : end.end()].strip()
        if not name.startswith("."):
            yield name
        begin = end.end()


def _lists(system: str, home: Path, environ: Mapping[str, str]) -> list[Path]:
    if system != "win32":
        return [home / ".npki_pkcs11.cnf"]
    root = Path(environ.get("SystemRoot", "C:/Windows"))
    return [root / "System32" / "npki_pkcs11.cnf", home / ".npki_pkcs11.cnf"]


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp949", "replace")
