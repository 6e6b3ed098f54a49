"""What each colour is for, in the light and the dark theme.

KRDS has no ordinary dark theme; the dark one is derived from its high contrast mode.
"""

from typing import NamedTuple

from desktop_client.views.theme.tokens import (
    DANGER,
    GRAY,
    INFORMATION,
    PRIMARY,
    SUCCESS,
    WARNING,
)


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
    secondary: str
    secondary_border: str
    focus: str
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


LIGHT = Colours(
    background=GRAY[0],
    surface=GRAY[5],
    raised=GRAY[10],
    text=GRAY[90],
    text_strong=GRAY[95],
    text_subtle=GRAY[70],
    text_disabled=GRAY[40],
    text_primary=PRIMARY[60],
    border=GRAY[40],
    input_border=GRAY[60],
    disabled_border=GRAY[30],
    primary=PRIMARY[50],
    primary_hover=PRIMARY[60],
    primary_pressed=PRIMARY[70],
    on_primary=GRAY[0],
    secondary=PRIMARY[5],
    secondary_border=PRIMARY[50],
    focus=PRIMARY[50],
    danger=DANGER[50],
    danger_text=DANGER[60],
    danger_surface=DANGER[5],
    warning=WARNING[50],
    warning_text=WARNING[60],
    warning_surface=WARNING[5],
    success=SUCCESS[50],
    success_text=SUCCESS[60],
    success_surface=SUCCESS[5],
    info=INFORMATION[50],
    info_text=INFORMATION[60],
    info_surface=INFORMATION[5],
)

DARK = Colours(
    background=GRAY[95],
    surface=GRAY[90],
    raised=GRAY[80],
    text=GRAY[5],
    text_strong=GRAY[0],
    text_subtle=GRAY[20],
    text_disabled=GRAY[50],
    text_primary=PRIMARY[20],
    border=GRAY[50],
    input_border=GRAY[40],
    disabled_border=GRAY[70],
    primary=PRIMARY[50],
    primary_hover=PRIMARY[60],
    primary_pressed=PRIMARY[70],
    on_primary=GRAY[0],
    secondary=PRIMARY[95],
    secondary_border=PRIMARY[40],
    focus=PRIMARY[30],
    danger=DANGER[40],
    danger_text=DANGER[20],
    danger_surface=DANGER[90],
    warning=WARNING[20],
    warning_text=WARNING[20],
    warning_surface=WARNING[90],
    success=SUCCESS[20],
    success_text=SUCCESS[20],
    success_surface=SUCCESS[90],
    info=INFORMATION[20],
    info_text=INFORMATION[20],
    info_surface=INFORMATION[90],
)
