"""How the service says no: a code of `registration.refusals` and harmless values."""

from typing import Any

from registration.refusals import REFUSALS, told
from registration.text import Explanation
from registration.wire import RefusalBody


class Refused(Exception):
    """The request is refused; nothing of it is stored."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.status = REFUSALS[code].status

    @property
    def told(self) -> Explanation:
        """What a person is told: what, why, and what to do next, with the values filled in."""
        return told(self.code, self.values)

    @property
    def body(self) -> RefusalBody:
        """What the caller is told."""
        return RefusalBody(code=self.code, values=self.values)
