import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest
from packaging.utils import canonicalize_name

from installer.bundle import PACKAGES, WITHOUT, packed
from installer.pins import Target, pinned, read_lock
from installer.product import ROOT

LINUX = Target("linux", ("3.11", "3.13"), (), {"sys_platform": "linux"})
LOCK = """\
alone==1.0 \\
    --hash=sha256:{0}
    # via g2b-registration (pyproject.toml)
for-windows==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:{0} \\
    --hash=sha256:{1}
    # via
    #   alone
    #   other.name
""".format("0" * 64, "1" * 64)


def test_a_lock_names_version_hashes_marker_and_who_needs_it() -> None:
    alone, for_windows = read_lock(LOCK).values()
    assert (alone.version, alone.marker, alone.hashes) == ("1.0", "", ("0" * 64,))
    assert for_windows.marker == "sys_platform == 'win32'"
    assert for_windows.via == {"alone", "other-name"}
    assert for_windows.line.count("--hash=sha256:") == 2


def test_the_client_gets_all_that_it_and_practice_import() -> None:
    names = set(pinned(("client", "server"), LINUX))
    assert {"pyside6-essentials", "shiboken6", "typst", "sqlalchemy", "pydantic-core"} <= names
    assert {"truststore", "certifi", "urllib3", "typing-extensions"} <= names


def test_neither_tools_of_development_nor_unused_packages_are_packed() -> None:
    names = set(pinned(("client", "server"), LINUX))
    assert not names & {"pytest", "ruff", "mypy", "hypothesis", "certomancer", "aiohttp", "yarl"}


def test_practice_does_without_what_only_large_services_need() -> None:
    names = set(packed("client", LINUX))
    assert not names & {"obstore", "psycopg", "psycopg-binary"}
    assert {"obstore", "psycopg", "psycopg-binary"} < set(packed("server", LINUX))
    left_out = {canonicalize_name(name).replace("-", "_") for name in WITHOUT["client"]}
    script = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({sorted(left_out)!r}))\n"
        "import backend.app, backend.commands.practice, backend.commands.serve\n"
        "import backend.commands.officer, backend.commands.review, practice.pki"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_the_service_gets_no_qt() -> None:
    assert not set(pinned(("server",), LINUX)) & {"pyside6-essentials", "shiboken6", "typst"}


def test_every_pin_has_a_hash() -> None:
    for pin in pinned(("client", "server"), LINUX).values():
        assert pin.hashes, pin.name


def test_a_package_that_is_not_locked_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.pins.read_lock", lambda _text: {})
    with pytest.raises(LookupError, match="cryptography"):
        pinned(("client",), LINUX)


def test_every_import_of_ours_is_of_a_packed_package() -> None:
    """What is installed here for development must not hide what the installers lack."""
    packed = set(pinned(("client", "server"), LINUX))
    distributions = packages_distributions()
    imported = {
        module.partition(".")[0]
        for name in PACKAGES
        for file in (ROOT / name).rglob("*.py")
        for module in _imports(ast.parse(file.read_text("utf-8")))
    }
    outside = imported - sys.stdlib_module_names - set(PACKAGES)
    assert {"PySide6", "truststore", "sqlalchemy"} <= outside
    for module in outside:
        owners = {canonicalize_name(owner) for owner in distributions.get(module, [])}
        assert owners & packed, module


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
