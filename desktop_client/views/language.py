"""The language the screens speak now."""

from registration.text import Language, Text


class _Current:
    language: Language = "ko"


def language() -> Language:
    """Return the language of the screens."""
    return _Current.language


def set_language(chosen: Language) -> None:
    """Speak this language from now on; screens already shown have to be built anew."""
    _Current.language = chosen


def say(text: Text, /, **values: object) -> str:
    """Return a sentence in the language of the screens with its values filled in."""
    return text.show(_Current.language, **values)
