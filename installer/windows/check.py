"""Plays the installer in a Windows of its own: `make installer-windows-test PYTHON=ZIP` (root).

Installs silently as a user with a Korean name, plays practice, sets a paper like the one set
here, upgrades, and removes; then again in a folder with Korean letters and spaces on another
drive, for all users, on a full disk, from a damaged file. Wine proves nothing of SmartScreen,
Defender, real printers and high resolutions.
"""

import argparse
import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from installer.alike import expect_itself, read_paper
from installer.product import ROOT, product
from installer.windows.acts import (
    DATA,
    KEY,
    KEY_OF_ALL,
    digest,
    expect,
    install,
    menu,
    open_window,
    picture,
    program_of,
    qt_test,
    remove,
    setup,
    small_disk,
)
from installer.windows.build import TARGET, file_name, lay_out, pack
from installer.windows.signing import sign
from installer.windows.wine import DEBIAN, NEEDED, Windows, windows
from testing.publisher import publisher

TITLE = product().client.more["title"]["ko"]
ELSEWHERE = "한글 폴더/나라장터 등록"


@dataclass(frozen=True, slots=True)
class Played:
    """What is installed one after the other."""

    setup: Path
    newer: Path
    """A later version with a file less and a file more."""
    tree: Path
    """What is in the first."""
    pictures: Path
    """Where pictures of the screen go."""


def main() -> int:
    """Build the installers and play them; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m installer.windows.check", description=__doc__)
    parser.add_argument("--python", type=Path, required=True, help="the embeddable Python (zip)")
    parser.add_argument("--pictures", type=Path, default=ROOT / "build/installer/windows")
    parser.add_argument("--only", choices=CHECKS, action="append", help="default: all")
    options = parser.parse_args()
    needed = (*NEEDED, "makensis", "osslsigncode")
    if missing := [name for name in needed if not shutil.which(name)]:
        print(f"Not installed: {', '.join(missing)} (Debian: nsis osslsigncode {DEBIAN})")
        return 2
    if os.geteuid() != 0:
        print("root is needed: the programs run as a user of their own")
        return 2
    with tempfile.TemporaryDirectory(prefix="g2b-windows-") as work:
        played = _build(Path(work), options.python, options.pictures)
        with windows(Path(work), played.tree / "python") as machine:
            machine.bring(played.setup.parent, machine.drive / "setups")
            for name in options.only or CHECKS:
                CHECKS[name](machine, played)
                print(f"{name}: right", flush=True)
    return 0


def _build(work: Path, python: Path, pictures: Path) -> Played:
    """Build two versions, compressed little; the first is signed by somebody."""
    tree, setups = work / "tree", work / "setups"
    lay_out(product(), tree, python)
    first = pack(product(), tree, setups / file_name(product()), quick=True)
    sign(first, publisher(work), TITLE)
    later = replace(product(), version=f"{product().version}.1")
    (tree / "LICENSE.txt").rename(tree / "TERMS.txt")
    newer = pack(later, tree, setups / file_name(later), quick=True)
    (tree / "TERMS.txt").rename(tree / "LICENSE.txt")
    return Played(first, newer, tree, pictures)


def check_installing(machine: Windows, played: Played) -> None:
    """Install for one user, silently; the program is as it was packed, and its command answers."""
    install(machine, played.setup)
    program = program_of(machine)
    for file in sorted(played.tree.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            there = program / file.relative_to(played.tree)
            expect(f"{there} is as packed", filecmp.cmp(file, there, shallow=False), True)
    expect("the start menu", [file.stem for file in menu(machine)], [TITLE])
    told = machine.registry(KEY)
    expect("the name it is removed by", told["DisplayName"], TITLE)
    expect("the version", told["DisplayVersion"], product().version)
    kind = r"HKEY_CURRENT_USER\Software\Classes\g2b-client.p7m\shell\open\command"
    expect("what opens a document", machine.registry(kind)[""].endswith('client "%1"'), True)
    command = machine.path(program / "g2b-client.cmd")
    ran = machine.run(f'cmd /c ""{command}" trust list --json"')
    expect("the accredited CAs are there", "KISA RootCA 4" in ran.told, True)
    itself = machine.bring(ROOT / "installer/itself.py", machine.drive / "itself.py")
    python = machine.path(program / "python/python.exe")
    ran = machine.run(f'"{python}" -X utf8 "{machine.path(itself)}"')
    expect_itself(ran.told, TARGET)


def check_journey(machine: Windows, played: Played) -> None:
    """Play practice from the first screen to the login with the installed program."""
    to = machine.bring(ROOT / "testing", machine.drive / "연습 여정/testing").parent
    machine.bring(Path(__file__).with_name("played.py"), to / "played.py")
    for file in qt_test(played.tree.parent / "QtTest"):
        machine.bring(file, to / "PySide6" / file.name)
    python = machine.path(program_of(machine) / "python/python.exe")
    ran = machine.run(f'"{python}" -X utf8 "{machine.path(to / "played.py")}"', seconds=3600)
    pictures = to / "journey"
    if pictures.is_dir():
        shutil.copytree(pictures, played.pictures / "journey", dirs_exist_ok=True)
    expect(f"the journey\n{ran.told}", ran.status, 0)
    expect("its pictures", len(list(pictures.glob("*.png"))) > 30, True)


def check_paper(machine: Windows, played: Played) -> None:
    """A paper has the letters, pages and pictures that it has on Linux, set in the same font."""
    script = ROOT / "installer/paper.py"
    there = machine.bring(script, machine.drive / "종이/paper.py")
    pdf = there.with_suffix(".pdf")
    python = machine.path(program_of(machine) / "python/python.exe")
    ran = machine.run(f'"{python}" -X utf8 "{machine.path(there)}" "{machine.path(pdf)}"')
    expect(f"the status of the paper\n{ran.told}", ran.status, 0)
    fonts, here = played.tree.with_suffix(".fonts"), played.tree.with_suffix(".pdf")
    folder = played.tree / "Lib/resources/fonts"
    fonts.write_text(f"<fontconfig><dir>{folder}</dir></fontconfig>", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FONTCONFIG_FILE": str(fonts)}
    command = [sys.executable, str(script), str(here)]
    told = subprocess.check_output(command, env=environment, text=True)
    expect("the paper", read_paper(pdf, ran.told), read_paper(here, told))


def check_upgrading(machine: Windows, played: Played) -> None:
    """A newer version waits for an open window, and keeps all that is the user's."""
    settings = machine.local / DATA / "settings.json"
    machine.write(settings, '{"language": "en"}')
    program = program_of(machine)
    before = digest(program)
    with open_window(machine):
        picture(played.pictures / "window.png")
        ran = setup(machine, played.newer)
        expect("the status beside an open window", ran.status, 4)
        expect("the program beside an open window", digest(program), before)
    data = digest(machine.local / DATA)
    install(machine, played.newer)
    expect("the newer version", machine.registry(KEY)["DisplayVersion"].endswith(".1"), True)
    expect("a file it has not", (program / "LICENSE.txt").exists(), False)
    expect("a file it has", (program / "TERMS.txt").exists(), True)
    expect("what is beside", sorted(file.name for file in program.parent.iterdir()), ["program"])
    expect("what the user made", digest(machine.local / DATA), data)


def check_failing(machine: Windows, played: Played) -> None:
    """A full disk, a damaged file and a folder of something else leave all as it was."""
    home = program_of(machine).parent
    before = digest(home)
    damaged = machine.drive / "setups/damaged.exe"
    data = bytearray(played.newer.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    expect("a damaged installer", setup(machine, damaged).status, 2)
    damaged.write_bytes(data[: len(data) // 2])
    expect("an installer cut off", setup(machine, damaged).status, 2)
    for full in ("size=100m", "size=900m,nr_inodes=200"):
        with small_disk(machine.drive / "small", full) as small:
            expect("a full disk", setup(machine, played.newer, small).status, 3)
            expect("what is on it", list(small.iterdir()), [])
    other = machine.drive / "other/program"
    machine.write(other / "theirs.txt", "theirs")
    expect("a folder of others", setup(machine, played.newer, other.parent).status, 6)
    expect("what is theirs", [file.name for file in other.iterdir()], ["theirs.txt"])
    expect("the program after all that", digest(home), before)


def check_removing(machine: Windows, played: Played) -> None:
    """Removing leaves the user's own, and nothing else; with /PURGE not that either."""
    data = digest(machine.local / DATA)
    remove(machine, program_of(machine), KEY)
    expect("what the user made", digest(machine.local / DATA), data)
    folder = machine.other_drive / ELSEWHERE
    install(machine, played.setup, folder)
    keeping = folder / "사용자 문서.txt"
    machine.write(keeping, "kept")
    command = machine.path(folder / "program/g2b-client.cmd")
    ran = machine.run(f'cmd /c ""{command}" cert list --json"')
    expect("its command in a Korean folder", '"certificates"' in ran.told, True)
    install(machine, played.newer)
    expect("where it is upgraded", (folder / "program/TERMS.txt").exists(), True)
    remove(machine, folder / "program", KEY, "/PURGE")
    expect("files of others beside it", [file.name for file in folder.iterdir()], [keeping.name])
    expect("what the user made, purged", (machine.local / DATA).exists(), False)


def check_for_all(machine: Windows, played: Played) -> None:
    """An administrator installs it for all users, with settings; Wine's user is one."""
    settings = machine.drive / "setups/전체 설정.json"
    machine.write(settings, '{"language": "en"}')
    alone = f'/SETTINGS="{machine.path(settings)}"'
    expect("settings for one", setup(machine, played.setup, more=alone).status, 5)
    for_all = f'/ALLUSERS /SETTINGS="{machine.path(settings)}"'
    expect("the status for all", setup(machine, played.setup, more=for_all).status, 0)
    home = machine.drive / "Program Files"
    expect("for all", (home / "g2b-client/program/g2b-client.cmd").is_file(), True)
    expect("settings for all", (home / DATA / "settings.json").read_text(), settings.read_text())
    expect("the name it is removed by", machine.registry(KEY_OF_ALL)["DisplayName"], TITLE)
    remove(machine, home / "g2b-client/program", KEY_OF_ALL, "/ALLUSERS")


CHECKS = {
    "installing": check_installing,
    "journey": check_journey,
    "paper": check_paper,
    "upgrading": check_upgrading,
    "failing": check_failing,
    "removing": check_removing,
    "for all": check_for_all,
}


if __name__ == "__main__":
    sys.exit(main())
