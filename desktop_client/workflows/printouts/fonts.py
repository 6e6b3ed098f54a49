"""Where Korean fonts lie that papers are set in; a paper is never set with boxes for letters.

Installers ship one (resources/fonts), so that a paper looks alike on every system; the system's
own serve from a checkout, and for rare letters.
"""

import os
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from desktop_client.errors import ClientError

FONT_FILES = re.compile(
    r"(PretendardGOV|NotoSansCJK|NotoSansKR|malgun|AppleSDGothicNeo).*\.(ttc|ttf|otf)", re.I
)

FOLDERS = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    "win32": (r"%SystemRoot%\Fonts", r"%LocalAppData%\Microsoft\Windows\Fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
}
_DIR = re.compile(r"<dir>\s*([^<]+?)\s*</dir>")


def font_folders() -> list[Path]:
    """Return the folders that hold a Korean font; raises `ClientError("fonts_missing")`."""
    found = sorted({file.parent for folder in _folders() for file in _korean(folder)})
    if not found:
        raise ClientError("fonts_missing")
    return found


def _folders() -> Iterator[Path]:
    yield Path(str(files("resources") / "fonts"))
    yield from _configured()
    for folder in FOLDERS.get(sys.platform, FOLDERS["linux"]):
        yield Path(os.path.expandvars(folder)).expanduser()


def _configured() -> Iterator[Path]:
    """Yield the folders a fontconfig file of one's own names (FONTCONFIG_FILE)."""
    file = os.environ.get("FONTCONFIG_FILE")
    if file:
        try:
            text = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return
        yield from (Path(folder).expanduser() for folder in _DIR.findall(text))


def _korean(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names if FONT_FILES.fullmatch(name))
