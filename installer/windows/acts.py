"""What is done with an installer in a Windows to try it, and how it is looked at."""

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_client.folders import PROGRAM
from installer.product import product
from installer.windows.build import CACHE, TARGET
from installer.windows.wine import UID, Ran, Windows, wait_until

DATA = PROGRAM
NAME = product().client.package
KEY = rf"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
KEY_OF_ALL = KEY.replace("CURRENT_USER", "LOCAL_MACHINE")
MENUS = (
    "users/*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/*.lnk",
    "ProgramData/Microsoft/Windows/Start Menu/Programs/*.lnk",
)
LOCK = "real-window.lock"
PICTURE = """\
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
picture = application.primaryScreen().grabWindow(0)
small = picture.toImage().scaled(64, 64)
picture.save(sys.argv[1])
sys.exit(len({small.pixel(x, y) for x in range(64) for y in range(64)}) < 5)
"""


def setup(machine: Windows, file: Path, folder: Path | None = None, more: str = "") -> Ran:
    """Run an installer, which was brought to `setups`, without any dialog."""
    where = f"/D={machine.path(folder)}" if folder else ""
    return machine.run(f'"{machine.path(machine.drive / "setups" / file.name)}" /S {more} {where}')


def install(machine: Windows, file: Path, folder: Path | None = None) -> None:
    """Install, and expect all to be right."""
    ran = setup(machine, file, folder)
    expect(f"the status of {file.name} ({ran.told})", ran.status, 0)


def remove(machine: Windows, program: Path, key: str, *options: str) -> None:
    """Run the uninstaller, which goes on in a process of its own, and wait until it is done."""
    line = f'"{machine.path(program / "uninstall.exe")}" {" ".join(options)} /S'
    expect("the status of removing", machine.run(line).status, 0)
    wait_until(lambda: not program.exists() and not machine.registry(key))
    if "/PURGE" in options:
        wait_until(lambda: not (machine.local / DATA).exists())
    expect("the menu", menu(machine), [])
    kind = r"HKEY_CURRENT_USER\Software\Classes\.p7m\OpenWithProgids"
    expect("what opens documents", machine.registry(kind), {})


def program_of(machine: Windows) -> Path:
    """Return the folder that the program is in for one user."""
    return machine.local / "Programs" / NAME / "program"


def menu(machine: Windows) -> list[Path]:
    """Return the entries of the start menu, the user's and everybody's."""
    return [entry for pattern in MENUS for entry in machine.drive.glob(pattern)]


@contextmanager
def open_window(machine: Windows) -> Iterator[None]:
    """Have the window open, as the start menu opens it; close it as a user does."""
    lock = machine.local / DATA / LOCK
    python = machine.path(program_of(machine) / "python/pythonw.exe")
    with machine.running(f'"{python}" -m desktop_client'):
        wait_until(lock.exists)
        try:
            yield
        finally:
            machine.run("taskkill /im pythonw.exe")
            wait_until(lambda: not lock.exists())


def picture(file: Path) -> None:
    """Take a picture of the screen, once something is on it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-c", PICTURE, str(file)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    wait_until(lambda: not subprocess.run(command, check=False, env=environment).returncode)


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Path]:
    """Put a file system with little room (mount options of tmpfs) into a folder; yields a folder
    on it."""
    folder.mkdir(exist_ok=True)
    owner = f"uid={UID},gid={UID}"
    mount = ["mount", "-t", "tmpfs", "-o", f"{options},{owner}", "small", str(folder)]
    subprocess.run(mount, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def qt_test(folder: Path) -> list[Path]:
    """Return Qt's module that clicks, of the pinned Qt, which is not installed with the program."""
    (wheel,) = (CACHE / TARGET.name / TARGET.pythons[0]).glob("pyside6_essentials-*.whl")
    folder.mkdir()
    made = []
    with zipfile.ZipFile(wheel) as packed:
        for name in ("QtTest.pyd", "Qt6Test.dll"):
            made.append(folder / name)
            made[-1].write_bytes(packed.read(f"PySide6/{name}"))
    return made


def digest(folder: Path) -> str:
    """Return a digest of every file's name and contents."""
    summed = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        summed.update(str(file.relative_to(folder)).encode("utf-8"))
        if file.is_file():
            summed.update(file.read_bytes())
    return summed.hexdigest()


def expect(what: str, found: object, wanted: object) -> None:
    """Raise AssertionError where what was found is not what is wanted."""
    if found != wanted:
        raise AssertionError(f"{what}: {found!r}, not {wanted!r}")
