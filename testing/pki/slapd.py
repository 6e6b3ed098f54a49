"""A real LDAP directory (OpenLDAP's slapd) on the loopback, for one test session."""

import base64
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

BESIDE_CHECKOUT = Path(__file__).resolve().parents[2] / ".setup" / "root"
UNPACKED = Path(os.environ.get("G2B_UNPACKED", BESIDE_CHECKOUT))
SUFFIX = "c=kr"
MANAGER, PASSWORD = f"cn=manager,{SUFFIX}", "only-for-tests"
CLASSES = {"c": "country", "o": "organization", "ou": "organizationalUnit", "cn": "device"}
START_SECONDS = 30

CONFIGURATION = """
include {root}/etc/ldap/schema/core.schema
modulepath {root}/usr/lib/ldap
moduleload back_mdb
sizelimit unlimited
sockbuf_max_incoming 268435456
sockbuf_max_incoming_auth 268435456
pidfile {folder}/pid
argsfile {folder}/arguments
database mdb
suffix "{suffix}"
rootdn "{manager}"
rootpw {password}
directory {folder}/data
maxsize 1073741824
access to * by * read
"""


@dataclass
class Directory:
    """A running directory; entries are added with the ldapadd command."""

    address: str
    _entries: set[str] = field(default_factory=set)

    def add(self, entry: str, attribute: str = "", *values: bytes) -> str:
        """Add an entry, and those above it, with an attribute's values; returns its URL."""
        above = entry.partition(",")[2]
        if above and above not in self._entries:
            self.add(above)
        kind, _, name = entry.partition(",")[0].partition("=")
        lines = [f"dn: {entry}", f"objectClass: {CLASSES[kind.lower()]}", f"{kind}: {name}"]
        lines += ["objectClass: pkiCA"] if values else []
        lines += [f"{attribute};binary:: {base64.b64encode(value).decode()}" for value in values]
        _tool("ldapadd", self.address, data="\n".join(lines).encode())
        self._entries.add(entry)
        return f"{self.address}/{entry}" + (f"?{attribute}" if attribute else "")


def _environment() -> dict[str, str]:
    libraries = [str(path) for path in UNPACKED.glob("usr/lib/*-linux-gnu")]
    libraries += filter(None, [os.environ.get("LD_LIBRARY_PATH")])
    return {**os.environ, "LD_LIBRARY_PATH": ":".join(libraries), "LDAPNOINIT": "1"}


def _tool(name: str, address: str, data: bytes) -> None:
    command = [str(UNPACKED / "usr/bin" / name), "-x", "-H", address, "-D", MANAGER, "-w", PASSWORD]
    done = subprocess.run(
        command, input=data, capture_output=True, check=False, timeout=60, env=_environment()
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def directory() -> Iterator[Directory]:
    """A directory with the suffix c=kr, which dies with the tests."""
    if not (UNPACKED / "usr/sbin/slapd").exists():
        pytest.fail(f"no slapd in {UNPACKED}: run installer/dev/setup.sh")
    folder = Path(tempfile.mkdtemp(prefix="slapd-"))
    (folder / "data").mkdir()
    (folder / "slapd.conf").write_text(
        CONFIGURATION.format(
            root=UNPACKED, folder=folder, suffix=SUFFIX, manager=MANAGER, password=PASSWORD
        )
    )
    port = free_port()
    address = f"ldap://127.0.0.1:{port}"
    slapd = subprocess.Popen(
        [
            *("setpriv", "--pdeathsig", "KILL", UNPACKED / "usr/sbin/slapd"),
            *("-f", folder / "slapd.conf", "-h", f"{address}/", "-d", "0"),
        ],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_listening(port, slapd)
        own = Directory(address)
        own.add(SUFFIX)
        yield own
    finally:
        slapd.kill()
        slapd.wait()
        shutil.rmtree(folder)


def _wait_until_listening(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("slapd does not start")
