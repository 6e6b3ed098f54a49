"""Plays the packages in a bare Debian of their own: `make installer-test` (root; debootstrap).

Builds each twice, to the same bytes. Installs each with nothing but what it depends on, plays the
practice journey as a plain user, with and without a screen, upgrades beside an open window, has
installing fail in every way, removes and purges; what users made stays.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import PySide6

from installer.alike import Paper, expect_itself, read_paper
from installer.linux import bad_days
from installer.linux.__main__ import FOLDER, build
from installer.linux.machine import USER, Machine, bare_debian, wait_until
from installer.linux.package import file_name, pack
from installer.linux.tree import TARGET
from installer.product import ROOT, product

SUITES = ("bookworm", "trixie")
JOURNEY = "/opt/journey"
DATA = ".local/share/g2b-registration"
START_PAIRS = 11
START_MOST = 1.2
"""How much longer the installed program may take to start than the same from its sources."""


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
        made = build(program, FOLDER, quick=options.quick)
        _expect_same_bytes(program, made, quick=options.quick)
        return made
    told = product()
    part: Path = options.built / file_name(told, getattr(told, program))
    return part


def _expect_same_bytes(program: str, made: Path, *, quick: bool) -> None:
    """Build it once more as somebody else would: in a process with other settings, elsewhere."""
    with tempfile.TemporaryDirectory(prefix="another-") as folder:
        command = [sys.executable, "-m", "installer.linux", "--only", program, "--folder", folder]
        subprocess.run(
            [*command, *(["--quick"] if quick else [])],
            check=True,
            cwd=ROOT,
            env={**os.environ, "TZ": "Asia/Seoul", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
            umask=0o077,
        )
        both = [_sha256(package) for package in (made, Path(folder) / made.name)]
    _expect(f"a second build of {made.name}", both[1], both[0])
    size = made.stat().st_size
    print(f"{made.name}: {size} bytes, SHA-256 {both[0]}, the same in two builds", flush=True)


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
    bad_days.play_before_installing(machine, package)
    _expect_settings_kept(machine, package)
    trusted = machine.run("g2b-client", "trust", "list", "--json", user=USER)
    _expect("the accredited CAs are there", "KISA RootCA 4" in trusted, True)
    _expect_version(machine, product().client.package)
    _bring_journey(machine)
    itself = ("/usr/lib/g2b-client/bin/python3", f"{JOURNEY}/itself.py")
    expect_itself(machine.run(*itself, user=USER), TARGET)
    _expect_alike_paper(machine)
    _expect_quick_start(machine)
    _journey(machine, "without-screen", "offscreen")
    machine.install("xvfb", "xauth")
    _journey(machine, "on-xvfb", "Xvfb")
    machine.write(f"{DATA}/settings.json", '{"language": "en"}')
    bad_days.play_full_disk(machine, newer)
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
    _expect_version(machine, product().server.package)
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


def _expect_settings_kept(machine: Machine, package: Path) -> None:
    """Settings that an administrator has put in place before stay; otherwise there are none."""
    settings = "/etc/g2b-registration/settings.json"
    file = machine.root / settings.lstrip("/")
    file.parent.mkdir()
    file.write_text('{"language": "ko"}\n')
    machine.install(package)
    _expect("settings that were there", file.read_text(), '{"language": "ko"}\n')
    file.unlink()
    machine.run(f"/var/lib/dpkg/info/{product().client.package}.postinst", "configure")
    _expect("settings for all", file.read_text(), "{}\n")


def _expect_version(machine: Machine, package: str) -> None:
    told = machine.run(package, "--version", user=USER)
    _expect("the version it tells", told, f"{package} {product().version}\n")


def _bring_journey(machine: Machine) -> None:
    """Put what plays the journey beside the installed program, with Qt's module that clicks."""
    to = machine.root / JOURNEY.lstrip("/")
    shutil.copytree(ROOT / "testing", to / "testing")
    for name in ("linux/played.py", "linux/starting.py", "paper.py", "itself.py"):
        shutil.copy(ROOT / "installer" / name, to)
    (to / "bench").mkdir()
    shutil.copy(ROOT / "bench/start_child.py", to / "bench")
    qt = Path(PySide6.__path__[0])
    for name in ("QtTest.abi3.so", "Qt/lib/libQt6Test.so.6"):
        (to / "PySide6" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(qt / name, to / "PySide6" / name)


def _expect_alike_paper(machine: Machine) -> None:
    """A paper is set in the font that came along, whatever fonts and Debian are there."""
    pdf = machine.home / "paper.pdf"
    command = ("/usr/lib/g2b-client/bin/python3", f"{JOURNEY}/paper.py", pdf.name)
    paper = read_paper(pdf, machine.run(*command, user=USER))
    _expect("the paper's pages", paper, ALIKE.setdefault("paper", paper))


def _expect_quick_start(machine: Machine) -> None:
    """The installed program starts like the same from its sources, by the same Python."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if version not in machine.run("/usr/bin/python3", "--version"):
        return  # the packages that are here are another Python's
    sources, packages = f"{JOURNEY}/sources", f"{JOURNEY}/packages"
    site = Path(sysconfig.get_path("purelib"))
    with machine.seeing(ROOT, sources), machine.seeing(site, packages):
        script = ("/usr/bin/python3", f"{JOURNEY}/starting.py", str(START_PAIRS))
        told = json.loads(machine.run(*script, JOURNEY, sources, packages))
    print("start: {installed:.2f} s, from its sources {sources:.2f} s".format(**told), end=", ")
    print(f"ratio of pairs {told['ratio']:.2f}, at most {START_MOST}", flush=True)
    _expect("the start is quick enough", told["ratio"] <= START_MOST, True)


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


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise AssertionError(f"{what}: {found!r}, not {wanted!r}")


ALIKE: dict[str, Paper] = {}
"""What must be the same in every Debian."""
CHECKS = {"client": check_client, "server": check_server}


if __name__ == "__main__":
    sys.exit(main())
