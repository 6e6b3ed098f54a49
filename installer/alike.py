"""What must be alike in the installed programs of every system.

Papers have the same letters on the same pages; the program knows its version, and each library that
was packed with its licence.
"""

import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name

from installer.bundle import packed
from installer.pins import Target
from installer.product import product

SHIPPED = {"PretendardGOV-Regular", "PretendardGOV-Bold"}
"""The fonts that installers bring; a paper of the check needs no other."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What `paper.py` came to somewhere."""

    texts: tuple[str, ...]
    """Of each page, as poppler reads it from the PDF: SHA-256 (hex)."""
    pictures: tuple[str, ...]
    """Of each page, as it is shown and printed: SHA-256 (hex)."""


def read_paper(pdf: Path, told: str) -> Paper:
    """Return what lies in `pdf` and was told of it; raises AssertionError where it is not whole."""
    said = json.loads(told.splitlines()[-1])
    if set(said["fonts"]) != SHIPPED:
        raise AssertionError(f"the paper is set in {said['fonts']}")
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
    ran = subprocess.run(command, check=True, capture_output=True)
    pages = ran.stdout.decode("utf-8").split("\f")[:-1]
    if len(pages) < 2 or not all("연습상사" in page or len(page) > 100 for page in pages):
        raise AssertionError(f"the paper has {len(pages)} pages: {pages}")
    texts = tuple(hashlib.sha256(page.encode()).hexdigest() for page in pages)
    return Paper(texts, tuple(said["pages"]))


def expect_itself(told: str, target: Target) -> None:
    """Raise AssertionError where `itself.py` told something else of the client than was packed."""
    said = json.loads(told.splitlines()[-1])
    shown = {canonicalize_name(name) for name in said["libraries"]}
    wanted = {*packed("client", target), "pretendard gov", product().client.package}
    if said["version"] != product().version or said["without_terms"] or wanted - shown:
        raise AssertionError(f"of itself it knows {said}; not listed: {wanted - shown}")
