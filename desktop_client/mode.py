"""The real service: the address of the settings, the accredited CAs, this system's NPKI folders."""

import threading
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from desktop_client.api import Service
from desktop_client.pki.anchors import accredited_and_added
from desktop_client.pki.chain import Revocation
from desktop_client.pki.crl import CrlFetcher
from desktop_client.pki.list_cache import ListCache
from desktop_client.pki.online import Online
from desktop_client.pki.places import npki_places
from desktop_client.pki.trust import TrustList
from desktop_client.settings import Settings
from desktop_client.work import Work
from desktop_client.workflows.mode import Trust

MAX_AGE = timedelta(hours=6)
"""Of a kept list, after which the network is asked for a newer one."""


class RealMode:
    """Implements `workflows.mode.Mode`."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._lists = CrlFetcher(cache=ListCache(folder / "revocation"), max_age=MAX_AGE)
        self._anchors = folder / "anchors"
        self._lock = threading.Lock()
        self._service: tuple[str, Service] | None = None

    def service(self, work: Work) -> Service:  # noqa: ARG002 - nothing to wait for
        """The service at the address of the settings."""
        address = self._settings.get("service_url")
        with self._lock:
            if self._service is None or self._service[0] != address:
                self._service = (address, Service(address))
            return self._service[1]

    def trust(self, work: Work) -> Trust:  # noqa: ARG002 - nothing to wait for
        """The accredited CAs, and the roots this user has added."""
        responders = self._settings.get("ocsp")
        return Trust(
            self._trust_list,
            crls=list,
            fetcher=Online(
                self._lists,
                responders=responders != "off",
                responders_first=responders == "first",
            ),
            revocation=lambda: Revocation(self._settings.get("revocation")),
        )

    def places(self, work: Work) -> list[Path]:  # noqa: ARG002 - nothing to wait for
        """This system's NPKI folders and those of the settings."""
        further = self._settings.get("certificate_folders")
        return [*npki_places(), *(Path(one) for one in further)]

    @cached_property
    def _trust_list(self) -> TrustList:
        return accredited_and_added(self._anchors)
