"""Which program this is, as a help desk asks."""


def versions() -> str:
    """Return the versions of program, Python and system, for a report of a failure."""
    import platform

    from registration import program

    python = f"Python {platform.python_version()}"
    return f"{program.NAME} {program.version()}, {python}, {platform.platform()}"
