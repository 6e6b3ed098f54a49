import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from installer import trimming
from installer.macos import __main__ as command
from installer.macos import bundle
from installer.product import product


@pytest.mark.skipif(sys.platform == "darwin", reason="built there")
def test_elsewhere_it_is_refused_and_said_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 2
    told = capsys.readouterr().err
    assert "never been tried" in told
    assert "macOS alone" in told


def test_macos_is_told_what_the_product_says() -> None:
    told = plistlib.loads(plistlib.dumps(bundle.info(product())))
    assert told["CFBundleShortVersionString"] == product().version
    assert told["CFBundleIdentifier"] == "invalid.g2b-registration.client"
    endings = [kind["CFBundleTypeExtensions"] for kind in told["CFBundleDocumentTypes"]]
    assert endings == [["p7m"], ["p7s"], ["g2b"]]


def test_the_launcher_sees_the_packaged_files_alone(tmp_path: Path) -> None:
    program = tmp_path / "My Program.app/Contents"
    python = program / "Resources/python/bin/python3"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$PYTHONPATH|$PYTHONHOME|$*"\n')
    launcher = program / "MacOS/g2b-client"
    launcher.parent.mkdir()
    launcher.write_text(bundle.LAUNCHER)
    for file in (python, launcher):
        file.chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": "/elsewhere", "PYTHONHOME": "/elsewhere"}
    ran = subprocess.run(
        [launcher, "a b.p7m"], check=True, capture_output=True, text=True, env=environment
    )
    assert ran.stdout == f"{program}/Resources/site||-m desktop_client a b.p7m\n"


def test_frameworks_that_are_used_stay(tmp_path: Path) -> None:
    kept = {
        "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/styles/libqmacstyle.dylib",
    }
    dropped = {
        "PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml",
        "PySide6/Qt/plugins/tls/libqopensslbackend.dylib",
    }
    for name in kept | dropped:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    trimming.trim(tmp_path)
    found = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    assert found == kept


def test_libraries_of_windows_that_are_used_stay(tmp_path: Path) -> None:
    kept = {"Qt6Core.dll", "Qt6Svg.dll", "msvcp140.dll", "pyside6.abi3.dll", "QtCore.pyd"}
    kept |= {"plugins/platforms/qwindows.dll", "plugins/iconengines/qsvgicon.dll"}
    dropped = {
        "Qt6Qml.dll",
        "Qt6DBus.dll",
        "QtDBus.pyd",
        "opengl32sw.dll",
        "pyside6qml.abi3.dll",
        "QtQml.pyd",
    }
    for name in kept | dropped:
        (tmp_path / "PySide6" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "PySide6" / name).touch()
    trimming.trim(tmp_path)
    files = (file for file in tmp_path.rglob("*") if file.is_file())
    assert {str(file.relative_to(tmp_path / "PySide6")) for file in files} == kept
