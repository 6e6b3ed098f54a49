"""Where this user's drafts, receipts, settings, lists and added roots are kept."""

from pathlib import Path

PROGRAM = "g2b-registration"
"""What the folder is called, wherever a system keeps such folders."""


def data_folder() -> Path:
    """Return the program's folder among the user's own data, whether or not it exists."""
    from platformdirs import user_data_path  # takes longer to import than the window may wait

    return user_data_path(PROGRAM, appauthor=False)
