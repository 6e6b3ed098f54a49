"""Plays the packages in a bare Debian of their own: `make installer-test` (root; debootstrap).

Installs each with nothing but what it depends on, plays the practice journey as a plain user, with
and without a screen, upgrades beside an open window, removes and purges; what users made stays.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6

from installer.linux.__main__ import FOLDER, build
from installer.linux.machine import USER, Machine, bare_debian, wait_until
from installer.linux.package import file_name, pack
from installer.product import ROOT, product

SUITES = ("bookworm", "trixie")
JOURNEY = "/opt/journey"
DATA = ".local/share/g2b-registration"


def main() -> int:
    """Build the packages and play them; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suite", choices=SUITES, action="append", help="default: all")
    parser.add_argument("--only", choices=CHECKS, help="this program's package alone")
    parser.add_argument("--quick", action="store_true", help="compress little")
    parser.add_argument("--built", type=Path, help="play the packages in this folder")
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("root is needed: a bare Debian is made with debootstrap and run with chroot")
        return 1
    for program in [options.only] if options.only else CHECKS:
        package = _package(program, options)
        check_lintian(package)
        with tempfile.TemporaryDirectory(prefix="g2b-installer-") as work:
            newer = newer_version(package, Path(work))
            for suite in options.suite or SUITES:
                with bare_debian(suite, Path(work)) as machine:
                    CHECKS[program](machine, package, newer)
                print(f"{suite}: {package.name}: right", flush=True)
    return 0


def _package(program: str, options: argparse.Namespace) -> Path:
    if options.built is None:
        return build(program, FOLDER, quick=options.quick)
    told = product()
    part: Path = options.built / file_name(told, getattr(told, program))
    return part


def check_lintian(package: Path) -> None:
    """Have Debian's own checker look at a package, where it is installed."""
    if shutil.which("lintian"):
        subprocess.run(["lintian", "--allow-root", "--fail-on", "error", str(package)], check=True)


def newer_version(package: Path, work: Path) -> Path:
    """Return the same package as one version later."""
    root = work / "newer"
    subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(root)], check=True)
    control = root / "DEBIAN/control"
    told = control.read_text("utf-8")
    control.write_text(re.sub(r"^(Version: .*)$", r"\1+1", told, flags=re.M), "utf-8")
    made = pack(root, work / "newer.deb", quick=True)
    shutil.rmtree(root)
    return made


def check_client(machine: Machine, package: Path, newer: Path) -> None:
    """Play the client from installing to purging."""
    machine.install(package)
    _expect("settings for all", machine.run("cat", "/etc/g2b-registration/settings.json"), "{}\n")
    trusted = machine.run("g2b-client", "trust", "list", "--json", user=USER)
    _expect("the accredited CAs are there", "KISA RootCA 4" in trusted, True)
    _bring_journey(machine)
    _expect_alike_paper(machine)
    _journey(machine, "without-screen", "offscreen")
    machine.install("xvfb", "xauth")
    _journey(machine, "on-xvfb", "Xvfb")
    machine.write(f"{DATA}/settings.json", '{"language": "en"}')
    _upgrade_beside_an_open_window(machine, newer)
    before = _digest(machine.home)
    machine.run("apt-get", "purge", "-y", "-q", product().client.package)
    for place in ("/usr/lib/g2b-client", "/usr/bin/g2b-client", "/etc/g2b-registration"):
        _expect(f"{place} after purging", machine.has(place), False)
    _expect("what the user made is as before", _digest(machine.home), before)


def check_server(machine: Machine, package: Path, newer: Path) -> None:
    """Play the service from installing to purging: what was filed stays."""
    machine.install(package)
    _expect("its own user", "g2b-server" in machine.run("id", "g2b-server"), True)
    example = "/usr/share/doc/g2b-server/service.toml.example"
    machine.run("cp", example, "/etc/g2b-server/service.toml")
    machine.install(newer)
    database = "/var/lib/g2b-server/service.sqlite"
    told = machine.run("stat", "-c", "%U %a", "/var/lib/g2b-server", database)
    _expect("tables were made as the service's own user", told.split()[::2], ["g2b-server"] * 2)
    _expect("nobody else reads its data", told.split()[1], "700")
    before = _digest(machine.root / "var/lib/g2b-server")
    machine.run("apt-get", "purge", "-y", "-q", product().server.package)
    for place in ("/usr/lib/g2b-server", "/usr/bin/g2b-server"):
        _expect(f"{place} after purging", machine.has(place), False)
    _expect("what was filed is as before", _digest(machine.root / "var/lib/g2b-server"), before)
    _expect("its settings are kept", machine.has("/etc/g2b-server/service.toml"), True)


def _bring_journey(machine: Machine) -> None:
    """Put what plays the journey beside the installed program, with Qt's module that clicks."""
    to = machine.root / JOURNEY.lstrip("/")
    shutil.copytree(ROOT / "testing", to / "testing")
    for name in ("played.py", "paper.py"):
        shutil.copy(ROOT / "installer/linux" / name, to)
    qt = Path(PySide6.__path__[0])
    for name in ("QtTest.abi3.so", "Qt/lib/libQt6Test.so.6"):
        (to / "PySide6" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(qt / name, to / "PySide6" / name)


def _expect_alike_paper(machine: Machine) -> None:
    """A paper is set in the font that came along, whatever fonts and Debian are there."""
    told = machine.run("/usr/lib/g2b-client/bin/python3", f"{JOURNEY}/paper.py", user=USER)
    _expect("the paper's font", "PretendardGOV-Regular" in told and "NotoSans" not in told, True)
    ALIKE.setdefault("paper", told)
    _expect("the paper's pages", told, ALIKE["paper"])


def _journey(machine: Machine, name: str, screen: str) -> None:
    command = ("/usr/lib/g2b-client/bin/python3", f"{JOURNEY}/played.py", "--folder", name)
    told = machine.run(*command, user=USER)
    _expect("the screen", f"({screen})" in told, True)
    pictures = list((machine.home / name).glob("*.png"))
    _expect("the journey was played to its end", len(pictures) > 30, True)


def _upgrade_beside_an_open_window(machine: Machine, newer: Path) -> None:
    """The window that is open answers as before; the next start is the newer version."""
    command = ("xvfb-run", "-a", "g2b-client")
    with machine.running(*command, user=USER) as window:
        wait_until((machine.home / DATA / "real-window.lock").exists)
        machine.install(newer)
        _expect("the open window's status", window.poll(), None)
        told = machine.run(*command, user=USER)
        _expect("a second start finds the first", "이미 열려" in told, True)


def _digest(folder: Path) -> str:
    """Return a digest of every file's name and contents."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        digest.update(str(file.relative_to(folder)).encode("utf-8", "surrogateescape"))
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise AssertionError(f"{what}: {found!r}, not {wanted!r}")


ALIKE: dict[str, str] = {}
"""What must be the same in every Debian."""
CHECKS = {"client": check_client, "server": check_server}


if __name__ == "__main__":
    sys.exit(main())
