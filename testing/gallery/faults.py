"""What is wrong with a scene, by all that is checked."""

from PySide6.QtWidgets import QWidget

from testing.views import looks


def all_faults(shown: QWidget) -> list[str]:
    """Return every fault of what is shown."""
    return looks.clipped(shown) + looks.unnamed(shown)
