"""The service's package: a systemd unit with its own user, settings in /etc, data in /var/lib."""

from pathlib import Path

from backend.__main__ import command_line
from installer.linux.manual import commands, manual
from installer.linux.package import (
    Control,
    file_name,
    pack,
    write,
    write_compressed,
    write_control,
)
from installer.linux.tree import HERE, PYTHON_DEPENDS, lay_out, write_script
from installer.product import Product

FILES = HERE / "server_files"
MANUAL = FILES / "g2b-server.1"
DEPENDS = ("libc6 (>= 2.34)", "libgcc-s1", "libstdc++6", "adduser")


def build_server(product: Product, work: Path, folder: Path, *, quick: bool) -> Path:
    """Build g2b-server_VERSION_ARCHITECTURE.deb in `folder`; returns it."""
    root, part = work / "root", product.server
    name = part.package
    lay_out(root, product, part, "server", "backend")
    for file, place in (
        ("g2b-server.service", "usr/lib/systemd/system/g2b-server.service"),
        ("service.toml.example", f"usr/share/doc/{name}/service.toml.example"),
    ):
        write(root / place, (FILES / file).read_text("utf-8"))
    page = manual(MANUAL, commands=commands(command_line()))
    write_compressed(root / f"usr/share/man/man1/{name}.1.gz", page)
    (root / "etc/g2b-server").mkdir(parents=True)
    for script in ("postinst", "prerm"):
        more = (FILES / f"{script}.more").read_text("utf-8")
        write_script(root / "DEBIAN" / script, script, name, more=more)
    write(root / "DEBIAN/postrm", (FILES / "postrm").read_text("utf-8"), executable=True)
    write_control(root, product, part, Control((*PYTHON_DEPENDS, *DEPENDS), section="net"))
    return pack(root, folder / file_name(product, part), quick=quick)
