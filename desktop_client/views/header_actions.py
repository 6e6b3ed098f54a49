"""What the top of the window and its menu can do."""

from collections.abc import Callable
from typing import NamedTuple

from desktop_client.views.routes import Route


class Actions(NamedTuple):
    """What the header can do; `choose` sets a setting by its name.

    `practise` opens a window for practice; None in such a window.
    """

    go: Callable[[Route], None]
    choose: Callable[[str, object], None]
    show_guide: Callable[[], None]
    show_shortcuts: Callable[[], None]
    practise: Callable[[], None] | None
    log_out: Callable[[], None]
