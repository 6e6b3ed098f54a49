"""What a screen reader and its keys do: look at the tree of a window, press, choose and write."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from testing.atspi.desktop import ACCESSIBLE, wait
from testing.atspi.wire import CallFailed, Connection

ACTION = "org.a11y.atspi.Action"
EDITABLE = "org.a11y.atspi.EditableText"
TEXT = "org.a11y.atspi.Text"
PROPERTIES = "org.freedesktop.DBus.Properties"
LETTER = re.compile(r"\([A-Z]\)|…$")
SHOWING, FOCUSED, CHECKED, ENABLED, SENSITIVE = 25, 12, 4, 8, 24
"""Bits of a state (AtspiStateType)."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the screen, as it is told to assistive programs."""

    bus: Connection
    program: str
    path: str

    @property
    def role(self) -> str:
        """Its role, by its English name."""
        return str(self._call(ACCESSIBLE, "GetRoleName")[0])

    @property
    def name(self) -> str:
        """Its name."""
        return str(self._get(ACCESSIBLE, "Name"))

    @property
    def description(self) -> str:
        """What is said of it besides."""
        return str(self._get(ACCESSIBLE, "Description"))

    @property
    def children(self) -> list["Node"]:
        """What is inside."""
        (found,) = self._call(ACCESSIBLE, "GetChildren")
        return [Node(self.bus, str(name), str(path)) for name, path in found]

    def has(self, state: int) -> bool:
        """Whether it is in a state."""
        (words,) = self._call(ACCESSIBLE, "GetState")
        return bool(words[state // 32] >> state % 32 & 1)

    def press(self) -> None:
        """Do its first action: press, toggle or show a menu."""
        self._call(ACTION, "DoAction", "i", 0)

    def do(self, action: str) -> None:
        """Do an action, by its name."""
        count = int(self._get(ACTION, "NActions"))
        names = [self._call(ACTION, "GetName", "i", number)[0] for number in range(count)]
        self._call(ACTION, "DoAction", "i", names.index(action))

    def write(self, text: str) -> None:
        """Put a text in place of what is there."""
        self._call(EDITABLE, "SetTextContents", "s", text)

    @property
    def text(self) -> str:
        """What is written there."""
        count = int(self._get(TEXT, "CharacterCount"))
        return str(self._call(TEXT, "GetText", "ii", 0, count)[0])

    def tree(self, depth: int = 40) -> Iterator["Node"]:
        """Yield it and what is inside it, from the top, as far as it is shown."""
        yield self
        if depth:
            for child in self.children:
                try:
                    if child.has(SHOWING):
                        yield from child.tree(depth - 1)
                except CallFailed:
                    continue  # it has gone meanwhile

    def find(self, role: str, name: str) -> "Node | None":
        """Return what is shown with this role and beginning of a name."""
        try:
            return next((each for each in self.tree() if _is(each, role, name)), None)
        except CallFailed:
            return None

    def wait_for(self, role: str, name: str) -> "Node":
        """Return it once it is there; else what is there is said."""
        try:
            return wait(lambda: self.find(role, name), f"{role} {name!r}")
        except AssertionError as error:
            error.add_note("\n".join(f"{each.role} {each.name!r}" for each in self.tree()))
            raise

    def _call(self, interface: str, member: str, signature: str = "", *values: Any) -> list[Any]:
        return self.bus.call(self.program, self.path, interface, member, signature, *values)

    def _get(self, interface: str, name: str) -> Any:
        return self._call(PROPERTIES, "Get", "ss", interface, name)[0]


def _is(node: Node, role: str, name: str) -> bool:
    """Whether it is called so; a button's letter is no part of its name, other names go on."""
    if node.role != role:
        return False
    said = node.name
    return LETTER.sub("", said) == name if role == "push button" else said.startswith(name)


def announcements(bus: Connection) -> list[str]:
    """Return what was announced since this was asked last."""
    bus.hear()
    told = [each for each in bus.signals if each.member == "Announcement"]
    bus.signals.clear()
    return [str(each.body[3]) for each in told]
