"""The tokens of the look, as they stand in resources/theme/tokens.toml for window and pages."""

import tomllib
from pathlib import Path
from typing import Any

import resources

_TOKENS: dict[str, Any] = tomllib.loads(
    (Path(resources.__file__).parent / "theme" / "tokens.toml").read_text(encoding="utf-8")
)

TEXT_SIZES: dict[str, int] = _TOKENS["text_sizes"]
"""Pixels at 100 %."""


CONTRAST = "_contrast"
"""Ends the name of a theme that says only what differs from the one it stands for."""


def colours_of(theme: str) -> dict[str, str]:
    """Return the colours of a theme by what each is for, as #rrggbb.

    Themes are "light", "dark", "light_contrast" and "dark_contrast".
    """
    colours = _TOKENS["colours"]
    named = colours[theme.removesuffix(CONTRAST)] | colours[theme]
    return {use: _colour(name) for use, name in named.items()}


def _colour(name: str) -> str:
    """Return a step of a scale, such as gray-40."""
    scale, step = name.split("-")
    return str(_TOKENS["scales"][scale][step])
