"""The proxy that this program's settings name, for every exchange of the process."""


class ChosenProxy:
    """What is chosen now."""

    address = ""
    """As http://host:port; "" leaves it to what is set on the computer."""


CHOSEN = ChosenProxy()
