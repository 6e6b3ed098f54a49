"""Reads a page of the guide, with what it names on screens as the screens say it.

A page writes `{home.START}` for the words of `desktop_client.views.home.texts.START`: so it never
names a button otherwise than the screen does. `window` are the texts of the window itself.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import resources
from registration.text import Language, Text

GUIDE = Path(resources.__file__).parent / "guide"
VIEWS = "desktop_client.views"
WINDOW = "window"
NAMED = re.compile(r"\{([a-z]+)\.([A-Z0-9_]+)\}")


def read(page: str, language: Language) -> str:
    """Return a page in Markdown. Raises FileNotFoundError where there is none."""
    return NAMED.sub(lambda found: f"**{_words(found, language)}**", source(page, language))


def source(page: str, language: Language) -> str:
    """Return a page as it is written."""
    return file_of(page, language).read_text("utf-8")


def file_of(page: str, language: Language) -> Path:
    """Return the file of a page."""
    return GUIDE / language / f"{page}.md"


def picture_of(name: str, language: Language) -> Path:
    """Return the file of a picture that a page shows."""
    return GUIDE / language / name


def named_in(page: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what a page names: room and name of the text."""
    for found in NAMED.finditer(source(page, language)):
        yield found[1], found[2]


def text_of(room: str, name: str) -> Text:
    """Return a text of a room. Raises LookupError where it has none of that name."""
    module = import_module(f"{VIEWS}.texts" if room == WINDOW else f"{VIEWS}.{room}.texts")
    text = getattr(module, name, None)
    if not isinstance(text, Text):
        raise LookupError(f"{room}.{name}")
    return text


def _words(found: re.Match[str], language: Language) -> str:
    words = text_of(found[1], found[2]).show(language)
    return words.replace("▾", "").rstrip(" …")
