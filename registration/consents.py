"""동의·서약·약관: the texts that are read before they are agreed to, in resources/consents."""

from functools import cache
from importlib.resources import files

from registration.text import LANGUAGES, Text


@cache
def consent_text(name: str) -> Text:
    """Return the whole text an `Ask.reading` names; FileNotFoundError where there is none."""
    folder = files("resources") / "consents"
    return Text(
        *(
            (folder / f"{name}.{language}.txt").read_text(encoding="utf-8").strip()
            for language in LANGUAGES
        )
    )
