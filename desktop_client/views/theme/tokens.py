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


def colours_of(theme: str) -> dict[str, str]:
    """Return the colours of a theme ("light" or "dark") by what each is for, as #rrggbb."""
    return {use: _colour(name) for use, name in _TOKENS["colours"][theme].items()}


def _colour(name: str) -> str:
    """Return a step of a scale, such as gray-40."""
    scale, step = name.split("-")
    return str(_TOKENS["scales"][scale][step])
