"""What a scene is: one screen in one state, and how to come there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testing.gallery.studio import Studio

Arrange = Callable[["Studio"], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen in a state; `arrange` leads a new window there, as a user does."""

    screen: str
    state: str
    arrange: Arrange

    @property
    def name(self) -> str:
        """What pictures and faults are called by."""
        return f"{self.screen}-{self.state}"


SCENES: dict[str, Scene] = {}
"""By name, in the order of `testing.gallery.scenes`."""


def scene(screen: str, state: str) -> Callable[[Arrange], Arrange]:
    """Put a function that arranges a scene into the list."""

    def put(arrange: Arrange) -> Arrange:
        add(screen, state, arrange)
        return arrange

    return put


def add(screen: str, state: str, arrange: Arrange) -> None:
    """Put a scene into the list. Raises ValueError for a name that is there already."""
    made = Scene(screen, state, arrange)
    if made.name in SCENES:
        raise ValueError(made.name)
    SCENES[made.name] = made
