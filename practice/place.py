"""Where the practice service and its PKI are kept."""

from pathlib import Path


def practice_folder() -> Path:
    """Return the practice folder of this user, whether or not it exists."""
    from platformdirs import user_data_path

    return user_data_path("g2b-registration", appauthor=False) / "practice"
