import ast
from pathlib import Path

import pytest

from installer import trimming
from installer.bundle import PACKAGES
from installer.product import ROOT
from installer.windows.python import UNUSED_MODULES


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """What our own code imports, with what it takes from PySide6."""
    found = set()
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module)
                    found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_every_module_of_qt_that_is_imported_is_packed(imported: set[str]) -> None:
    qt = {name.split(".")[1] for name in imported if name.startswith("PySide6.")}
    assert "QtWidgets" in qt
    assert qt <= {f"Qt{name}" for name in trimming.QT}


def test_of_pythons_library_nothing_that_is_imported_is_left_out(imported: set[str]) -> None:
    files = {f"{name.partition('.')[0]}{end}" for name in imported for end in (".pyc", "/x.pyc")}
    assert "json/x.pyc" in files
    assert not [file for file in files if UNUSED_MODULES.fullmatch(file)]


def test_on_linux_what_is_imported_stays(tmp_path: Path) -> None:
    kept = {
        "PySide6/QtCore.abi3.so",
        "PySide6/QtDBus.abi3.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/translations/qtbase_ko.qm",
        "thing-1.0.dist-info/METADATA",
        "thing-1.0.dist-info/licenses/LICENSE",
        "thing/module.py",
    }
    dropped = {
        "PySide6/QtQml.abi3.so",
        "PySide6/QtCore.pyi",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "sqlalchemy/dialects/sqlite/provision.py",
        "sqlalchemy/testing/config.py",
        "thing-1.0.dist-info/RECORD",
        "thing-1.0.dist-info/sboms/thing.json",
        "thing/tests/test_module.py",
    }
    for name in kept | dropped:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    trimming.trim(tmp_path)
    found = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    assert found == kept
