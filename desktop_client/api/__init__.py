"""The service, called over HTTP."""

from desktop_client.api.client import ServiceClient

__all__ = ["ServiceClient"]
