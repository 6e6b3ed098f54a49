"""The Korean font that is shipped, so that printed papers look alike on every system.

It is taken from the package `pretendard-gov` of the npm registry (SIL Open Font License 1.1), the
typeface of the government's design system, and checked against its pinned digest.
"""

import base64
import hashlib
import subprocess
import tarfile
from pathlib import Path
from typing import Any

from installer.sbom import licensed

PACKAGE = "pretendard-gov"
VERSION = "1.3.9"
SHA512 = "U9bEVWfBoM5AUAM2yJvmbffrt4oO//onVbKOIzy/pEU0SEP+6O/YmOxGgYaMgDr+zmqhDGhSwQqOnBFSgmp4bQ=="
FILES = {
    "package/dist/public/static/PretendardGOV-Regular.otf": "PretendardGOV-Regular.otf",
    "package/dist/public/static/PretendardGOV-Bold.otf": "PretendardGOV-Bold.otf",
    "package/dist/LICENSE.txt": "LICENSE.txt",
}


def ship_fonts(site: Path, cache: Path) -> None:
    """Put the font and its licence into resources/fonts of a bundle.

    Raises ValueError where the archive is another one than the pinned.
    """
    kept = cache / "fonts" / VERSION
    if not all((kept / name).is_file() for name in FILES.values()):
        _unpack(_archive(cache / "fonts"), kept)
    target = site / "resources" / "fonts"
    target.mkdir(parents=True)
    for name in FILES.values():
        (target / name).write_bytes((kept / name).read_bytes())


def component(site: Path) -> dict[str, Any]:
    """Return the font for the bill of materials of a bundle that has it."""
    text = (site / "resources/fonts/LICENSE.txt").read_text("utf-8")
    return {
        "type": "data",
        "name": "Pretendard GOV",
        "version": VERSION,
        "purl": f"pkg:npm/{PACKAGE}@{VERSION}",
        "licenses": licensed({"id": "OFL-1.1"}, text),
        "hashes": [{"alg": "SHA-512", "content": base64.b64decode(SHA512).hex()}],
    }


def _archive(folder: Path) -> Path:
    """Return the archive; fetched where it is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"{PACKAGE}-{VERSION}.tgz"
    if not archive.is_file():
        command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    digest = hashlib.sha512()
    with archive.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    if base64.b64encode(digest.digest()).decode() != SHA512:
        archive.unlink()
        raise ValueError(f"{archive.name} is not the pinned archive")
    return archive


def _unpack(archive: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as packed:
        for member, name in FILES.items():
            stream = packed.extractfile(member)
            if stream is None:
                raise ValueError(f"{archive.name} holds no {member}")
            (folder / name).write_bytes(stream.read())
