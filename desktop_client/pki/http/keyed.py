"""Fetches from addresses in which a key stands: what is raised never holds the address."""

from desktop_client.pki.findings import PkiError
from desktop_client.pki.http.limits import Limits
from desktop_client.pki.http.web import fetch


class Unfetched(Exception):
    """There is no answer; `reason` as those of `web.fetch`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def fetch_keyed(url: str, limits: Limits) -> bytes:
    """Return what a URL gives to GET. Raises Unfetched."""
    try:
        return fetch(url, limits)
    except PkiError as error:
        raise Unfetched(str(error.values.get("reason", error.code))) from None
