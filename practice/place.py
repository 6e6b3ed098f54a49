"""Where the practice service and its PKI are kept."""

from pathlib import Path

from desktop_client.folders import data_folder

SERVICE_ADDRESS = "service.json"
"""File of the running practice service: its address and process."""
OFFICER = "officer"
OFFICER_NPKI = "officer"
"""Folder of the practice PKI that holds the practice officer's certificate, as NPKI folders do."""
OFFICER_PASSWORD = "officer.password"
"""File with the practice officer's password."""
REGISTRY_KEY = "registry.key"
"""File with the key to the stand-in of the registry of businesses (국세청)."""


def practice_folder() -> Path:
    """Return the practice folder of this user, whether or not it exists."""
    return data_folder() / "practice"
