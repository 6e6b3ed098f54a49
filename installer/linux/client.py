"""The client's package: the window, practice and the commands."""

from datetime import UTC, datetime
from pathlib import Path

from desktop_client.commands.options import every_command
from installer.linux import desktop
from installer.linux.manual import commands, manual, settings
from installer.linux.package import (
    Control,
    file_name,
    pack,
    source_date,
    write,
    write_compressed,
    write_control,
)
from installer.linux.tree import HERE, PYTHON_DEPENDS, lay_out, write_script
from installer.product import ROOT, Product
from registration.text import Language

FILES = HERE / "client_files"
DEPENDS = (
    "libc6 (>= 2.34)",
    "libbrotli1",
    "libcups2 | libcups2t64",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgcc-s1",
    "libgl1",
    "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi-krb5-2",
    "libstdc++6",
    "libwayland-client0",
    "libwayland-cursor0",
    "libx11-6",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxcb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
    "libzstd1",
    "zlib1g",
)
"""What the packed libraries are linked with."""
MANUALS: dict[Language, Path] = {
    "en": FILES / "g2b-client.1",
    "ko": FILES / "g2b-client.ko.1",
}
RECOMMENDS = ("fonts-noto-cjk | fonts-nanum",)


def build_client(product: Product, work: Path, folder: Path, *, quick: bool) -> Path:
    """Build g2b-client_VERSION_ARCHITECTURE.deb in `folder`; returns it."""
    root, part = work / "root", product.client
    name = part.package
    lay_out(root, product, part, "client", "desktop_client")
    released = datetime.fromtimestamp(source_date(), UTC).date().isoformat()
    share = root / "usr/share"
    write(share / f"applications/{name}.desktop", desktop.menu_entry(product))
    write(share / f"metainfo/{name}.metainfo.xml", desktop.appstream(product, released))
    write(share / f"mime/packages/{name}.xml", desktop.file_kinds(product))
    icon = ROOT / "resources/icons/g2b-client.svg"
    write(share / f"icons/hicolor/scalable/apps/{name}.svg", icon.read_text("utf-8"))
    for language, page in MANUALS.items():
        folder = share / "man" / ("" if language == "en" else language)
        write_compressed(folder / f"man1/{name}.1.gz", client_manual(page, language))
    more = (FILES / "postinst.more").read_text("utf-8")
    write_script(root / "DEBIAN/postinst", "postinst", name, more=more)
    write_script(root / "DEBIAN/prerm", "prerm", name)
    write(root / "DEBIAN/postrm", (FILES / "postrm").read_text("utf-8"), executable=True)
    write_control(root, product, part, Control((*PYTHON_DEPENDS, *DEPENDS), RECOMMENDS, "utils"))
    return pack(root, folder / file_name(product, part), quick=quick)


def client_manual(page: Path, language: Language) -> str:
    """Return a man page with commands and settings in its language."""
    return manual(page, commands=commands(every_command(language)), settings=settings(language))
