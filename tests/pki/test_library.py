"""pki as a library: its example runs, and it imports no more than is listed here."""

import ast
import doctest
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop_client import pki
from practice.pki import PASSWORD, Practice

ROOM = Path(pki.__file__).parent
OF_OTHERS = {
    "asn1crypto",
    "certifi",
    "cryptography",
    "pkcs11",
    "pyhanko_certvalidator",
    "requests",
    "rfc3161_client",
    "truststore",
    "urllib3",
}
OF_THE_PROJECT = {"desktop_client.files"}
"""Besides itself, and the folder `resources`, which it reads."""
DOOR_TO_ASN1CRYPTO = {"encoding/asn1.py", "certificate.py", "extensions.py"}
"""The latter two name its types alone."""


def imported() -> Iterator[tuple[str, str]]:
    """Each file of pki with each module it imports, wherever in the file."""
    for file in ROOM.rglob("*.py"):
        name = file.relative_to(ROOM).as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield name, node.module or ""


def test_pki_imports_what_is_listed_and_nothing_else() -> None:
    found = {module for _, module in imported()}
    own = {module for module in found if module.startswith("desktop_client")}
    outside = {module.partition(".")[0] for module in found - own} - sys.stdlib_module_names
    assert outside == OF_OTHERS
    assert {module for module in own if not module.startswith("desktop_client.pki")} == (
        OF_THE_PROJECT
    )


def test_asn1crypto_is_imported_where_its_classes_are_prepared() -> None:
    """A class that two threads prepare at once is spoilt for good."""
    direct = {file for file, module in imported() if module.partition(".")[0] == "asn1crypto"}
    assert direct == DOOR_TO_ASN1CRYPTO
    code = (
        "import sys\n"
        "from desktop_client.pki import certificate, certvalidator\n"
        "from asn1crypto import core\n"
        "from desktop_client.pki.encoding.asn1 import _below\n"
        "sys.exit(sum(kind not in core._SETUP_CLASSES for kind in set(_below(core.Asn1Value))))"
    )
    unprepared = subprocess.run([sys.executable, "-c", code], check=False).returncode
    assert unprepared == 1  # Choice itself, of which nothing is made


def test_the_example_of_the_library_runs(practice_pki: Practice) -> None:
    names = {
        "folder": practice_pki.sample("supplier").path,
        "password": PASSWORD.encode(),
        "roots": [practice_pki.root],
    }
    (example,) = doctest.DocTestFinder(recurse=False).find(pki, "pki", globs=names)
    assert doctest.DocTestRunner().run(example).failed == 0


def test_the_library_is_found_without_loading_it() -> None:
    code = (
        "import sys, desktop_client.pki\n"
        "sys.exit(len([name for name in sys.modules if name.startswith('desktop_client.pki.')]))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
