"""A desktop for assistive programs: a screen, a bus and its registry, and a program on them."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from testing.atspi.wire import CallFailed, Connection
from testing.virtual_screen import virtual_screen

T = TypeVar("T")

CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"""
REGISTRY = "org.a11y.atspi.Registry"
REGISTRY_PATH = "/org/a11y/atspi/registry"
ANNOUNCED: tuple[str, list[str], str] = ("object:announcement", [], "")
"""What the registry is told this program wants to hear."""
ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
STOP_SECONDS = 10
LIMIT_SECONDS = 40
TURN_SECONDS = 0.2


def missing() -> str:
    """Return which program this needs and this computer lacks; "" where there are all."""
    if not shutil.which("Xvfb"):
        return "Xvfb"
    if not shutil.which("dbus-daemon"):
        return "dbus-daemon"
    return "" if _registry() else "at-spi2-registryd"


@contextmanager
def desktop(folder: Path) -> Iterator[tuple[Connection, dict[str, str]]]:
    """Yield a connection to the bus, and the environment of the programs that are to be on it."""
    configuration = folder / "bus.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder), "utf-8")
    registry = _registry()
    assert registry
    with virtual_screen() as kind:
        assert kind == "Xvfb"
        command = ["dbus-daemon", "--nofork", f"--config-file={configuration}", "--print-address=1"]
        with _running(command, dict(os.environ), subprocess.PIPE) as bus:
            assert bus.stdout
            address = bus.stdout.readline().decode().strip()
            environment = {
                **os.environ,
                "AT_SPI_BUS_ADDRESS": address,
                "DBUS_SESSION_BUS_ADDRESS": address,
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "QT_QPA_PLATFORM": "xcb",
            }
            with _running([str(registry)], environment, subprocess.DEVNULL):
                connection = Connection(address)
                connection.listen("type='signal',interface='org.a11y.atspi.Event.Object'")
                try:
                    wait(lambda: _programs(connection) is not None, "the registry")
                    connection.call(
                        REGISTRY, REGISTRY_PATH, REGISTRY, "RegisterEvent", "sass", *ANNOUNCED
                    )
                    yield connection, environment
                finally:
                    connection.close()


@contextmanager
def program(
    connection: Connection, environment: dict[str, str], command: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Run a program for the block; yields its name on the bus and the path of its root."""
    with _running(command, environment, subprocess.DEVNULL):
        yield wait(lambda: next(iter(_programs(connection) or ()), None), "the program")


def wait(look: Callable[[], T | None], what: str) -> T:
    """Return what `look` finds once it finds something. Raises AssertionError after a while."""
    ends = time.monotonic() + LIMIT_SECONDS
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < ends, f"did not come: {what}"
        time.sleep(TURN_SECONDS)


def _programs(connection: Connection) -> list[tuple[str, str]] | None:
    try:
        (found,) = connection.call(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")
    except CallFailed:
        return None
    return [(str(name), str(path)) for name, path in found]


def _registry() -> Path | None:
    unpacked = os.environ.get("G2B_UNPACKED", "")
    places = [Path(root, "usr/libexec/at-spi2-registryd") for root in ("/", unpacked) if root]
    return next((each for each in places if each.is_file()), None)


@contextmanager
def _running(
    command: Sequence[str], environment: dict[str, str], output: int
) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()
