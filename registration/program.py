"""Which program this is: client and service are one distribution, released together."""

NAME = "g2b-registration"


def version() -> str:
    """Return the version of client and service."""
    from importlib import metadata  # takes a while, and hardly a start asks

    return metadata.version(NAME)
