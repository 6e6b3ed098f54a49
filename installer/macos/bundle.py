"""The program for macOS as one folder, "Title.app" (Bundle Programming Guide). Never tried yet.

Laid out as on Windows: a Python that was given, the pinned packages beside it, a launcher.
"""

import plistlib
import shutil
from pathlib import Path
from typing import Any

from installer.bundle import build_site
from installer.pins import Target
from installer.product import ROOT, Product

MACOS = "14.0"
"""The oldest that the pinned Qt runs on."""
TARGET = Target(
    "macos-arm64",
    ("3.13",),
    (
        *(
            f"macosx_{version}_0_{kind}"
            for version in range(14, 10, -1)
            for kind in ("arm64", "universal2")
        ),
        *(f"macosx_10_{minor}_universal2" for minor in (15, 13, 12, 9)),
    ),
    {
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "platform_machine": "arm64",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    },
)
LAUNCHER = """\
#!/bin/sh
# The packaged Python sees the packaged files alone, whatever the user's environment says.
parts="$(cd "$(dirname "$0")/../Resources" && pwd)"
unset PYTHONHOME PYTHONSTARTUP
export PYTHONPATH="$parts/site" PYTHONSAFEPATH=1 PYTHONNOUSERSITE=1 PYTHONDONTWRITEBYTECODE=1
exec "$parts/python/bin/python3" -m desktop_client "$@"
"""


def lay_out(product: Product, folder: Path, python: Path, icon: Path) -> Path:
    """Make the bundle in `folder` with a Python that runs wherever it lies; returns the bundle."""
    name = product.client.package
    contents = folder / f"{product.client.more['title']['en']}.app" / "Contents"
    parts = contents / "Resources"
    build_site("client", TARGET, parts / "site", ROOT / "build/installer/wheels")
    shutil.copytree(python, parts / "python", symlinks=True)
    shutil.copy(icon, parts / f"{name}.icns")
    shutil.copy(ROOT / "LICENSE", parts / "LICENSE.txt")
    for language in ("ko", "en"):
        told = parts / f"{language}.lproj" / "InfoPlist.strings"
        told.parent.mkdir()
        title = product.client.more["title"][language]
        told.write_text(f'CFBundleName = "{title}";\nCFBundleDisplayName = "{title}";\n', "utf-8")
    launcher = contents / "MacOS" / name
    launcher.parent.mkdir()
    launcher.write_text(LAUNCHER, "ascii")
    launcher.chmod(0o755)
    (contents / "Info.plist").write_bytes(plistlib.dumps(info(product)))
    return contents.parent


def info(product: Product) -> dict[str, Any]:
    """Return what macOS is told of the program (Info.plist)."""
    told = product.client.more
    return {
        "CFBundleIdentifier": told["id"].replace("_", "-"),
        "CFBundleName": told["title"]["en"],
        "CFBundleDisplayName": told["title"]["en"],
        "CFBundleExecutable": product.client.package,
        "CFBundleIconFile": f"{product.client.package}.icns",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": product.version,
        "CFBundleVersion": product.version,
        "CFBundleDevelopmentRegion": "ko",
        "CFBundleLocalizations": ["ko", "en"],
        "LSMinimumSystemVersion": MACOS,
        "LSApplicationCategoryType": "public.app-category.business",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": product.licence,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": kind.en,
                "CFBundleTypeRole": "Viewer",
                "CFBundleTypeExtensions": [kind.ending],
                "CFBundleTypeMIMETypes": [kind.mime],
                "LSHandlerRank": "Alternate",
            }
            for kind in product.files
        ],
    }
