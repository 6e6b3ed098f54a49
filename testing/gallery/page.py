"""The page that shows the pictures by screen, with choices; it needs no network."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testing.gallery.taking import Shot

PAGE = Path(__file__).with_name("page.html")


def write_page(folder: Path, shots: "Sequence[Shot]") -> Path:
    """Write index.html into the folder of the pictures; return it."""
    known = json.dumps([shot._asdict() for shot in shots], ensure_ascii=False)
    file = folder / "index.html"
    folder.mkdir(parents=True, exist_ok=True)
    # A picture's fault may hold any text of the screen, also one that would end the script.
    page = PAGE.read_text(encoding="utf-8").replace("[/* shots */]", known.replace("</", "<\\/"))
    file.write_text(page, encoding="utf-8")
    return file
