"""What each colour is for, in each theme."""

from typing import NamedTuple

from desktop_client.views.theme.tokens import colours_of


class Colours(NamedTuple):
    """One theme; text reaches 4.5:1 on the backgrounds it is used on, borders 3:1."""

    background: str
    surface: str
    raised: str
    text: str
    text_strong: str
    text_subtle: str
    text_disabled: str
    text_primary: str
    border: str
    input_border: str
    disabled_border: str
    primary: str
    primary_hover: str
    primary_pressed: str
    on_primary: str
    selection: str
    on_selection: str
    secondary: str
    secondary_border: str
    focus: str
    focus_on_primary: str
    danger: str
    danger_text: str
    danger_surface: str
    warning: str
    warning_text: str
    warning_surface: str
    success: str
    success_text: str
    success_surface: str
    info: str
    info_text: str
    info_surface: str


LIGHT = Colours(**colours_of("light"))
DARK = Colours(**colours_of("dark"))
LIGHT_CONTRAST = Colours(**colours_of("light_contrast"))
DARK_CONTRAST = Colours(**colours_of("dark_contrast"))
