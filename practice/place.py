"""Where the practice service and its PKI are kept."""

from pathlib import Path

SERVICE_ADDRESS = "service.json"
"""File of the running practice service: its address and process."""
OFFICER = "officer"
OFFICER_PASSWORD = "officer.password"
"""File with the practice officer's password."""


def practice_folder() -> Path:
    """Return the practice folder of this user, whether or not it exists."""
    from platformdirs import user_data_path

    return user_data_path("g2b-registration", appauthor=False) / "practice"
