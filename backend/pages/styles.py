"""The pages' style sheet: the tokens of the look as CSS, and what is made of them."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import resources

_RESOURCES = Path(resources.__file__).parent
_CONTRASTS = (
    ("", "light"),
    ("(prefers-color-scheme: dark)", "dark"),
    ("(prefers-contrast: more)", "light_contrast"),
    ("(prefers-color-scheme: dark) and (prefers-contrast: more)", "dark_contrast"),
)
"""What a browser asks for, and the colours that answer; later ones go over earlier ones."""


class Sheet(NamedTuple):
    """A style sheet whose address changes with its content, so that it may be kept for ever."""

    path: str
    content: bytes


def _rules() -> str:
    tokens = tomllib.loads((_RESOURCES / "theme" / "tokens.toml").read_text("utf-8"))
    sizes = {f"size-{name}": f"{size / 16}rem" for name, size in tokens["text_sizes"].items()}
    rules = [_root(sizes)]
    for asked, theme in _CONTRASTS:
        root = _root(_colours(tokens, theme))
        rules.append(f"@media {asked} {{ {root} }}" if asked else root)
    return "\n".join([*rules, (_RESOURCES / "theme" / "pages.css").read_text("utf-8")])


def _colours(tokens: dict[str, Any], theme: str) -> dict[str, str]:
    found = {}
    for use, name in tokens["colours"][theme].items():
        scale, step = name.split("-")
        found[use.replace("_", "-")] = tokens["scales"][scale][step]
    return found


def _root(values: dict[str, str]) -> str:
    return ":root { " + " ".join(f"--{name}: {value};" for name, value in values.items()) + " }"


def _sheet() -> Sheet:
    content = _rules().encode()
    digest = hashlib.sha256(content).hexdigest()[:16]
    return Sheet(f"/officer/static/pages.{digest}.css", content)


STYLESHEET = _sheet()
