"""What of the packages no program of ours uses, and is left out of every installer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

QT = ("Core", "DBus", "Gui", "Network", "PrintSupport", "Widgets")
"""Qt's modules that are imported."""
QT_LIBRARIES = (*QT, "Svg", "WaylandClient", "XcbQpa")
"""And those that its plugins are linked with."""
ON_WINDOWS = tuple(name for name in QT_LIBRARIES if name != "DBus")
"""Where nothing speaks D-Bus."""
QT_PLUGINS = frozenset(
    {
        "iconengines/*",
        "imageformats/*qsvg*",
        "imageformats/*qjpeg*",
        "platforminputcontexts/*compose*",
        "platforminputcontexts/*ibus*",
        "platforms/*qcocoa*",
        "platforms/*qoffscreen*",
        "platforms/*qwayland*",
        "platforms/*qwindows*",
        "platforms/*qxcb*",
        "platformthemes/*",
        "printsupport/*",
        "styles/*",
        "wayland-decoration-client/*",
        "wayland-shell-integration/*xdg-shell*",
    }
)
PYSIDE = ("__init__.py", "_config.py", "_git_pyside_version.py")
UNUSED_FILES = (
    *("**/*.pyi", "**/*.pyx", "**/*.pxd", "**/*.c", "**/*.h", "**/*.lib", "**/py.typed"),
    *(f"**/{name}140.dll" for name in ("concrt", "vcamp", "vccorlib", "vcomp")),
    "*.dist-info/RECORD",
    *("sqlalchemy/dialects/*/provision.py", "click/testing.py"),
)
"""What only builders read; parts of Microsoft's runtime that no library is linked with; pip's lists
of files, which are no longer right; what only tests of other programs import."""
UNUSED_FOLDERS = ("**/tests", "**/test", "**/testing", "*.dist-info/sboms")


def trim(site: Path) -> None:
    """Remove from a folder of packages all that is not used."""
    pyside = site / "PySide6"
    if pyside.is_dir():
        _trim_pyside(pyside)
    for pattern in UNUSED_FILES:
        for file in list(site.glob(pattern)):
            file.unlink()
    for pattern in UNUSED_FOLDERS:
        for folder in list(site.glob(pattern)):
            if folder.is_dir():
                shutil.rmtree(folder)


def _trim_pyside(pyside: Path) -> None:
    on_windows = (pyside / "QtCore.pyd").exists()
    modules = {f"Qt{name}" for name in QT if name in ON_WINDOWS or not on_windows}
    qt = pyside / "Qt" if (pyside / "Qt").is_dir() else pyside  # on Windows all lies in one folder
    kept = {
        *(pyside / name for name in PYSIDE),
        *(file for file in pyside.iterdir() if file.name.split(".")[0] in modules),
        *(file for file in pyside.iterdir() if file.name.startswith(("libpyside6.", "pyside6."))),
        *_libraries(qt),
        *(file for pattern in QT_PLUGINS for file in (qt / "plugins").glob(pattern)),
        qt / "translations" / "qtbase_ko.qm",
    }
    for file in sorted(pyside.rglob("*"), reverse=True):
        if file.is_dir() and not file.is_symlink():
            if not any(file.iterdir()):
                file.rmdir()
        elif file not in kept or file.suffix == ".pyi":
            file.unlink()


def _libraries(qt: Path) -> Iterator[Path]:
    names = {f"libQt6{name}.so" for name in QT_LIBRARIES} | {
        f"Qt6{name}.dll" for name in ON_WINDOWS
    }
    for name in QT_LIBRARIES:
        yield from qt.glob(f"lib/Qt{name}.framework/**/*")
    for file in [*qt.glob("lib/*"), *qt.glob("*.dll")]:
        plain = file.name.split(".so")[0] + ".so" if ".so" in file.name else file.name
        is_runtime = file.name.startswith(("libicu", "icu", "msvcp", "vcruntime"))
        if plain in names or is_runtime:
            yield file
