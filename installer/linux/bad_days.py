"""What goes wrong while a package is installed: it is said why, and nothing is half installed."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.linux.machine import USER, Machine
from installer.product import product

FAILED = 100
"""apt's exit status."""
NAME = product().client.package
HOME = f"/usr/lib/{NAME}"
ROOM = 20 << 20
"""Bytes that are free on the full disk: an upgrade begins and does not end."""


def play_before_installing(machine: Machine, package: Path) -> None:
    """A user without rights, a missing dependency, a damaged package: nothing is installed."""
    file = machine.bring(package)
    install = ("apt-get", "install", "-y", "-q", "--no-install-recommends")
    _expect_said("no rights", machine.run(*install, file, user=USER, status=FAILED), "are you root")
    _expect_nothing(machine)
    nowhere = ("-o", "Dir::State::Lists=/nowhere", "-o", "Dir::Etc::Parts=/nowhere")
    said = machine.run(*install, *nowhere, file, status=FAILED)
    _expect_said("a missing dependency", said, f"{NAME} : Depends: ")
    _expect_nothing(machine)
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    for name, damaged in (("flipped", data), ("cut", data[: len(data) // 2])):
        there = machine.root / f"{name}.deb"
        there.write_bytes(damaged)
        said = machine.run("dpkg", "--install", f"/{there.name}", status=1)
        _expect_said(f"a damaged package ({name})", said, "error processing archive")
        there.unlink()
        _expect_nothing(machine)


def play_full_disk(machine: Machine, newer: Path) -> None:
    """The disk is full in the middle of an upgrade: the program stays the one it was."""
    before = machine.run("dpkg-query", "--show", NAME)
    file = machine.bring(newer)
    with _full_disk(machine.root / HOME.lstrip("/")):
        said = machine.run("dpkg", "--install", file, status=1)
        _expect_said("a full disk", said, "No space left on device")
        _expect_whole(machine, before)
    _expect_whole(machine, before)


def _expect_whole(machine: Machine, version: str) -> None:
    told = machine.run("dpkg-query", "--show", "--showformat", "${db:Status-Status}", NAME)
    if told != "installed" or machine.run("dpkg-query", "--show", NAME) != version:
        raise AssertionError(f"after a failed upgrade it is {told}")
    if changed := machine.run("dpkg", "--verify", NAME):
        raise AssertionError(f"after a failed upgrade these are others: {changed}")
    trusted = machine.run(NAME, "trust", "list", "--json", user=USER)
    if "KISA RootCA 4" not in trusted:
        raise AssertionError(f"after a failed upgrade it says {trusted}")


@contextmanager
def _full_disk(folder: Path) -> Iterator[None]:
    """Put what lies in `folder` on a disk of its own with little room, while the block does."""
    used = int(subprocess.check_output(["du", "-s", "-B1", str(folder)]).split()[0])
    disk = folder.with_name("disk")
    disk.mkdir()
    options = f"size={used + ROOM},mode=755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "full", str(disk)], check=True)
    try:
        subprocess.run(["cp", "-a", f"{folder}/.", str(disk)], check=True)
        subprocess.run(["mount", "--bind", str(disk), str(folder)], check=True)
        try:
            yield
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)
        disk.rmdir()


def _expect_said(what: str, said: str, wanted: str) -> None:
    if wanted not in said:
        raise AssertionError(f"{what}: {said[-2000:]}")


def _expect_nothing(machine: Machine) -> None:
    for place in (HOME, f"/usr/bin/{NAME}", f"/usr/share/applications/{NAME}.desktop"):
        if machine.has(place):
            raise AssertionError(f"{place} is there though nothing was installed")
