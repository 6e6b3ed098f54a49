"""A bare Debian in a folder, made with debootstrap, to install packages in and throw away."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from installer.product import ROOT

ROOTS = ROOT / "build" / "installer" / "roots"
"""Where each bare Debian and the packages it fetched are kept for the next time."""
ARCHIVES = "var/cache/apt/archives"
USER = "kim"
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
    "LANG": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}


class Machine:
    """The running copy of a bare Debian."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *command: str, user: str = "root", status: int = 0) -> str:
        """Run a command inside; returns what it said. Raises AssertionError over another status."""
        done = subprocess.run(
            self._inside(command, user),
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode != status:
            said = done.stdout[-4000:]
            raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n{said}")
        return done.stdout

    @contextmanager
    def running(self, *command: str, user: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Let a command run inside while the block does."""
        with subprocess.Popen(
            self._inside(command, user), stdin=subprocess.DEVNULL, start_new_session=True
        ) as process:
            try:
                yield process
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGTERM)

    def _inside(self, command: tuple[str, ...], user: str) -> list[str]:
        home = "/root" if user == "root" else f"/home/{user}"
        settings = [f"{name}={value}" for name, value in (ENVIRONMENT | {"HOME": home}).items()]
        become = [] if user == "root" else ["runuser", "-u", user, "--"]
        return ["chroot", str(self.root), "env", "-i", "-C", home, *settings, *become, *command]

    def install(self, *packages: str | Path) -> str:
        """Install packages of Debian by name, or package files, with what they depend on alone."""
        names = [self.bring(name) if isinstance(name, Path) else name for name in packages]
        return self.run("apt-get", "install", "-y", "-q", "--no-install-recommends", *names)

    def bring(self, package: Path) -> str:
        """Copy a package file inside; returns where it is there."""
        shutil.copy(package, self.root)
        return f"/{package.name}"

    def write(self, place: str, text: str) -> None:
        """Write a file into the home of USER."""
        file = self.home / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        self.run("chown", "-R", f"{USER}:", f"/home/{USER}")

    @property
    def home(self) -> Path:
        """The home of USER, as seen from outside."""
        return self.root / "home" / USER

    @contextmanager
    def seeing(self, folder: Path, place: str) -> Iterator[None]:
        """Let a folder of this machine be seen inside, not to be written, while the block does."""
        there = self.root / place.lstrip("/")
        there.mkdir(parents=True)
        subprocess.run(["mount", "--bind", "-o", "ro", str(folder), str(there)], check=True)
        try:
            yield
        finally:
            subprocess.run(["umount", "--lazy", str(there)], check=True)
            there.rmdir()

    def has(self, place: str) -> bool:
        """Whether there is something at a place."""
        return os.path.lexists(self.root / place.lstrip("/"))


@contextmanager
def bare_debian(suite: str, folder: Path) -> Iterator[Machine]:
    """Copy a bare Debian into `folder` and let it run while the block does."""
    base, fetched = _base(suite), ROOTS / f"{suite}-archives"
    fetched.mkdir(exist_ok=True)
    root = folder / suite
    subprocess.run(["cp", "-a", "--reflink=auto", str(base), str(root)], check=True)
    shutil.copytree(fetched, root / ARCHIVES, dirs_exist_ok=True)
    (root / "dev/shm").mkdir(parents=True, exist_ok=True)
    mounted = []
    try:
        for options, place in (
            (("-t", "proc", "proc"), "proc"),
            (("-t", "tmpfs", "-o", "mode=1777", "tmpfs"), "dev/shm"),
        ):
            subprocess.run(["mount", *options, str(root / place)], check=True)
            mounted.append(root / place)
        machine = Machine(root)
        machine.run("apt-get", "update", "-q")
        machine.run("useradd", "--create-home", USER)
        yield machine
    finally:
        for archive in (root / ARCHIVES).glob("*.deb"):
            shutil.copy(archive, fetched)
        for point in reversed(mounted):
            subprocess.run(["umount", "--lazy", str(point)], check=False)
        shutil.rmtree(root, ignore_errors=True)


def wait_until(there: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for a condition; raises TimeoutError."""
    until = time.monotonic() + seconds
    while not there():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.1)


def _base(suite: str) -> Path:
    """Return a bare Debian, made at the first call."""
    base = ROOTS / suite
    if not base.exists():
        partial = ROOTS / f".{suite}"
        shutil.rmtree(partial, ignore_errors=True)
        partial.parent.mkdir(parents=True, exist_ok=True)
        command = ["debootstrap", "--variant=minbase", suite, str(partial), _mirror()]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        partial.rename(base)
    return base


def _mirror() -> str:
    """Return where this machine itself takes its Debian from."""
    policy = subprocess.run(["apt-cache", "policy"], check=True, capture_output=True, text=True)
    sites = [line.split()[1] for line in policy.stdout.splitlines() if "/main " in line]
    return next(site for site in sites if "security" not in site)
