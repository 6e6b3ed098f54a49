"""The service as Python calls."""

from desktop_client.api.service import Service

__all__ = ["Service"]
