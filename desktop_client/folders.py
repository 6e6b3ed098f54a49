"""Where this user's drafts, receipts, settings, lists and added roots are kept."""

from pathlib import Path

from platformdirs import user_data_path


def data_folder() -> Path:
    """Return the program's folder among the user's own data, whether or not it exists."""
    return user_data_path("g2b-registration", appauthor=False)
