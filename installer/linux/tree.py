"""What both packages have alike: an environment for Debian's own Python, a launcher, licences."""

from email.utils import formatdate
from pathlib import Path

from desktop_client.workflows.components import BILL
from installer.bundle import build_site
from installer.linux.package import source_date, write, write_compressed
from installer.pins import Target
from installer.product import ROOT, Part, Product
from installer.sbom import licences

HERE = Path(__file__).parent
PYTHONS = ("3.11", "3.13")
"""Of Debian 12 and 13."""
TARGET = Target(
    "linux-x86_64",
    PYTHONS,
    tuple(f"manylinux_2_{minor}_x86_64" for minor in (34, 28, 17, 5)),
    {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    },
)
PYTHON_DEPENDS = ("python3 (>= 3.11)", "python3 (<< 3.12) | python3 (>= 3.13)", "python3 (<< 3.14)")
"""The versions compiled parts are packed for."""


def lay_out(root: Path, product: Product, part: Part, program: str, module: str) -> None:
    """Fill `root` with the packages, an environment, the launcher and the documents of both."""
    home = root / "usr/lib" / part.package
    site = home / "site"
    build_site(program, TARGET, site, ROOT / "build/installer/wheels")
    (home / "bin").mkdir()
    (home / "bin/python3").symlink_to("/usr/bin/python3")
    (home / "pyvenv.cfg").write_text("home = /usr/bin\ninclude-system-site-packages = false\n")
    for python in PYTHONS:
        folder = home / "lib" / f"python{python}"
        folder.mkdir(parents=True)
        (folder / "site-packages").symlink_to("../../site")
    launcher = root / "usr/bin" / part.package
    write_script(launcher, "launcher.sh", part.package, module=module)
    update = root / f"usr/share/python3/runtime.d/{part.package}.rtupdate"
    write_script(update, "rtupdate", part.package)
    _document(root, product, part, site)


def write_script(file: Path, name: str, package: str, *, module: str = "", more: str = "") -> None:
    """Write one of the shared scripts for a package, with `more` lines at its end."""
    text = (HERE / "common" / name).read_text("utf-8")
    text = text.replace("@PACKAGE@", package).replace("@MODULE@", module)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.replace("#MORE#\n", more), "utf-8")
    file.chmod(0o755)


def _document(root: Path, product: Product, part: Part, site: Path) -> None:
    folder = root / "usr/share/doc" / part.package
    folder.mkdir(parents=True)
    (folder / "copyright").write_text(_copyright(product, site), "utf-8")
    when = formatdate(source_date())
    changes = f"""\
{part.package} ({product.version}) unstable; urgency=medium

  * See CHANGELOG.md.

 -- {product.maintainer}  {when}
"""
    write_compressed(folder / "changelog.gz", changes)
    overrides = (HERE / "common/lintian-overrides").read_text("utf-8")
    write(root / "usr/share/lintian/overrides" / part.package, overrides)
    write(folder / "CHANGELOG.md", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    (folder / BILL).symlink_to(f"../../../lib/{part.package}/site/resources/{BILL}")


def _copyright(product: Product, site: Path) -> str:
    """Return our licence and the name of each packed library's, whose texts stay beside it."""
    lines = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "",
        "Files: *",
        "Copyright: g2b-registration maintainers",
        f"License: {product.licence}",
        " On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.",
    ]
    for name, licence, files in licences(site):
        where = ", ".join(str(file.relative_to(site)) for file in files) or "its METADATA"
        short = licence.splitlines()[0][:80] or "unknown"
        lines += ["", f"Files: site/{name}", f"Copyright: see {where}", f"License: {short}"]
    return "\n".join(lines) + "\n"
