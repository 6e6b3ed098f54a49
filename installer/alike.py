"""Papers set by installed programs, compared: on each system the same letters on the same pages."""

import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

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
