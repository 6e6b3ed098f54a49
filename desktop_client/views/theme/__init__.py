"""The look of the program: KRDS colours, light and dark, sizes of text and spacing."""

from desktop_client.views.theme.current import apply, colours, px, worn
from desktop_client.views.theme.palettes import DARK, LIGHT, Colours

__all__ = ["DARK", "LIGHT", "Colours", "apply", "colours", "px", "worn"]
