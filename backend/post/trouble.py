"""How handing a message over may fail; `why` is a word of registration.notices.TROUBLE_NAMES."""


class Trouble(Exception):
    """The message was not handed over, or perhaps."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class PutOff(Trouble):
    """It did not arrive; the same may succeed later."""


class Declined(Trouble):
    """It did not arrive, and will not."""


class Unclear(Trouble):
    """It may have arrived."""
