"""A Windows of its own to try an installer in: a Wine prefix in a temporary folder.

Its user has a Korean name and the Korean language. Libraries that Windows has and this Wine lacks
are stood in for by `standins/`, compiled here and put into the prefix alone; none is ever packed.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from testing.virtual_screen import virtual_screen

NEEDED = ("wine", "wineserver", "x86_64-w64-mingw32-gcc", "localedef", "setpriv", "Xvfb")
DEBIAN = "wine wine64 gcc-mingw-w64-x86-64 locales util-linux xvfb"
STANDINS = {"bcryptprimitives": ["-lbcrypt"], "icuuc": [], "mscms": []}
DRIVE_D = "drive_d"
USER, UID = "홍길동", 45678
"""A user that the machine does not know: Wine then takes the name from the environment."""
AS_USER = ("setpriv", f"--reuid={UID}", f"--regid={UID}", "--clear-groups")
OVERRIDES = "mscoree,mshtml=;mscms=n;winemenubuilder.exe=d;wbemprox="
"""No Mono, no Gecko, our mscms, no menus of this desktop, no WMI: asked for it, Wine aborts."""
RUN = """\
import subprocess, sys
sys.exit(subprocess.run(sys.stdin.read(), stdin=subprocess.DEVNULL).returncode)
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command of Windows came to."""

    status: int
    told: str


class Windows:
    """A prefix, with a user and a screen."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.drive = folder / "prefix/drive_c"
        self.other_drive = folder / DRIVE_D
        self.python = self.drive / "python/python.exe"
        """Starts what is run here; the installed program has its own."""
        self._environment = dict(environment)

    @property
    def home(self) -> Path:
        """The user's folder."""
        return self.drive / "users" / USER

    @property
    def local(self) -> Path:
        """Where programs keep what is the user's, on this computer alone."""
        return self.home / "AppData/Local"

    def path(self, file: Path) -> str:
        """Return what Windows calls a file on one of its drives."""
        on_other = file.is_relative_to(self.other_drive)
        letter, root = ("D", self.other_drive) if on_other else ("C", self.drive)
        return f"{letter}:\\" + "\\".join(file.relative_to(root).parts)

    def bring(self, what: Path, to: Path) -> Path:
        """Copy a file or a folder to a place on the drive, the user's with the folders made for it;
        returns it there."""
        made = [folder for folder in to.parents if not folder.exists()]
        to.parent.mkdir(parents=True, exist_ok=True)
        for folder in made:
            os.chown(folder, UID, UID)
        if what.is_dir():
            shutil.copytree(what, to, dirs_exist_ok=True)
        else:
            shutil.copy(what, to)
        _give(to)
        return to

    def write(self, file: Path, text: str) -> None:
        """Write a text into a file of the user's."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        _give(file.parent)

    def run(self, line: str, seconds: float = 3600) -> Ran:
        """Run a command line as it stands and return what came of it.

        A Python within Windows starts it: Wine would put quotes of its own around arguments.
        Raises subprocess.TimeoutExpired.
        """
        with self.running(line) as process:
            told, _ = process.communicate(timeout=seconds)
        return Ran(process.returncode, told.decode("utf-8", "replace"))

    @contextmanager
    def running(self, line: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Have a command run while the block does."""
        reading, writing = os.pipe()  # Wine takes no other standard input and output
        with os.fdopen(writing, "wb") as told, os.fdopen(reading, "rb") as heard:
            told.write(line.encode())
            process = subprocess.Popen(
                [*AS_USER, "wine", str(self.python), "-X", "utf8", "-c", RUN],
                stdin=heard,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=self._environment,
                cwd=self.drive,
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()

    def registry(self, key: str) -> dict[str, str]:
        """Return the values of a key by their names; nothing where it is not there."""
        ran = self.run(f'"{self.path(self.python)}" -X utf8 -c "{READ_KEY}" {key}')
        if ran.status:
            return {}
        return dict(line.split("=", 1) for line in ran.told.splitlines() if "=" in line)


READ_KEY = (
    "import sys, winreg; root, _, name = sys.argv[1].partition(chr(92));"
    " key = winreg.OpenKey(getattr(winreg, root), name);"
    " [print('{}={}'.format(*winreg.EnumValue(key, at)[:2]))"
    " for at in range(winreg.QueryInfoKey(key)[1])]"
)


@contextmanager
def windows(work: Path, python: Path) -> Iterator[Windows]:
    """Yield a fresh Windows in `work`; `python` is the folder of an embeddable Python.

    Root is needed, since its user is another. What lies on its drive is that user's.
    """
    folder = work / "windows"
    for name in ("home", "prefix", DRIVE_D):
        (folder / name).mkdir(parents=True)
    _make_korean(folder / "locales")
    work.chmod(0o755)  # temporary folders are closed to others
    _give(folder)
    with virtual_screen():
        environment = _environment(folder)
        try:
            _serve("--persistent", environment)  # or it ends with each command
            _boot(environment)
            machine = Windows(folder, environment)
            (folder / "prefix/dosdevices/d:").symlink_to(folder / DRIVE_D)
            _stand_in(machine.drive / "windows/system32")
            machine.bring(python, machine.python.parent)
            yield machine
        finally:
            _serve("--kill", environment)


def _serve(option: str, environment: Mapping[str, str]) -> None:
    """Start or end what serves the prefix; it stays behind, and would keep a pipe open."""
    command = [*AS_USER, "wineserver", option]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def _boot(environment: Mapping[str, str]) -> None:
    """Make the prefix. Its output is no terminal's, which Wine would take over, and is not waited
    for, since services that stay behind keep it open."""
    command = [*AS_USER, "wine", "wineboot", "--init"]
    with subprocess.Popen(
        command,
        env=environment,
        cwd=environment["HOME"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        if status := process.wait(600):
            raise AssertionError(f"wineboot ended with {status}")


def _make_korean(folder: Path) -> None:
    """Compile the Korean locale, by which Wine knows the language and the code page."""
    folder.mkdir()
    command = ["localedef", "-i", "ko_KR", "-f", "UTF-8", str(folder / "ko_KR.UTF-8")]
    subprocess.run(command, check=True)


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DISPLAY": os.environ["DISPLAY"],
        "USER": USER,
        "HOME": str(folder / "home"),
        "LOCPATH": str(folder / "locales"),
        "LC_ALL": "ko_KR.UTF-8",
        "WINEPREFIX": str(folder / "prefix"),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": OVERRIDES,
        "WINEQT_QPA_PLATFORM": "windows",
    }


def _stand_in(folder: Path) -> None:
    for name, libraries in STANDINS.items():
        source = Path(__file__).with_name("standins") / f"{name}.c"
        command = [
            "x86_64-w64-mingw32-gcc",
            "-O1",
            "-shared",
            "-s",
            "-o",
            str(folder / f"{name}.dll"),
        ]
        subprocess.run([*command, str(source), *libraries], check=True)


def _give(folder: Path) -> None:
    """Make a folder and all in it the user's."""
    for file in (folder, *folder.rglob("*")):
        os.chown(file, UID, UID, follow_symlinks=False)


def wait_until(there: Callable[[], bool], seconds: float = 300) -> None:
    """Wait for a condition; raises TimeoutError."""
    until = time.monotonic() + seconds
    while not there():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.2)
