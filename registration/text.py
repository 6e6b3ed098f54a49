"""A sentence a person reads, in every language the program speaks."""

from typing import Literal, NamedTuple

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")


class Text(NamedTuple):
    """Korean first, English complete; `{name}` marks a value filled in by `show`."""

    ko: str
    en: str

    def show(self, language: Language, /, **values: object) -> str:
        """Return the sentence in `language` with its values filled in."""
        template = self.ko if language == "ko" else self.en
        return template.format(**values) if values else template

    def filled(self, **values: object) -> "Text":
        """Return the sentence filled in, with values that are a `Text` in each language."""

        def shown(language: Language) -> str:
            inside = {
                name: value.show(language) if isinstance(value, Text) else value
                for name, value in values.items()
            }
            return self.show(language, **inside)

        return Text(shown("ko"), shown("en"))


class Explanation(NamedTuple):
    """What a person is told when something failed: what happened, why, what to do next."""

    what: Text
    why: Text
    next: Text
