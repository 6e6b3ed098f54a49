"""Fetches from addresses in which a key stands: no error and no log has the address."""

import logging

from desktop_client.pki.findings import PkiError
from desktop_client.pki.http.limits import Limits
from desktop_client.pki.http.web import fetch


class Unfetched(Exception):
    """There is no answer; `reason` as those of `web.fetch`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def silence_addresses() -> None:
    """Keep the paths of requests out of the log: urllib3 tells them at DEBUG."""
    logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


def fetch_keyed(url: str, limits: Limits) -> bytes:
    """Return what a URL gives to GET. Raises Unfetched."""
    silence_addresses()
    try:
        return fetch(url, limits)
    except PkiError as error:
        raise Unfetched(str(error.values.get("reason", error.code))) from None
