"""Which program this is, as a help desk asks."""


def versions() -> str:
    """Return the versions of program, Python and system, for a report of a failure."""
    import platform
    from importlib.metadata import version

    program = version("g2b-registration")
    return f"g2b-registration {program}, Python {platform.python_version()}, {platform.platform()}"
