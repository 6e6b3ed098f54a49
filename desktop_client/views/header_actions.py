"""What the top of the window and its menu can do."""

from collections.abc import Callable
from typing import NamedTuple

from desktop_client.views.routes import Route


class Actions(NamedTuple):
    """What the header can do; `choose` sets a setting by its name."""

    go: Callable[[Route], None]
    choose: Callable[[str, object], None]
    show_shortcuts: Callable[[], None]
    log_out: Callable[[], None]
