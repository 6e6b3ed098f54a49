"""The look of the program: KRDS colours in each theme, sizes of text and spacing."""

from desktop_client.views.theme.current import apply, ask_for_contrast, colours, px, worn
from desktop_client.views.theme.palettes import (
    DARK,
    DARK_CONTRAST,
    LIGHT,
    LIGHT_CONTRAST,
    Colours,
)

__all__ = [
    "DARK",
    "DARK_CONTRAST",
    "LIGHT",
    "LIGHT_CONTRAST",
    "Colours",
    "apply",
    "ask_for_contrast",
    "colours",
    "px",
    "worn",
]
