"""The real service: the address of the settings, the accredited CAs, this system's NPKI folders."""

import threading
from datetime import timedelta
from pathlib import Path

from desktop_client.api import ServiceClient
from desktop_client.pki.judging.chain import Revocation
from desktop_client.pki.judging.installation import Installation
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.pki.revocation.list_cache import ListCache
from desktop_client.pki.storage.places import npki_places
from desktop_client.pki.storage.token_drivers import token_drivers
from desktop_client.settings import Settings
from desktop_client.work import Work
from desktop_client.workflows.mode import Pin, Trust

MAX_AGE = timedelta(hours=6)
"""Of a kept list, after which the network is asked for a newer one."""


def list_cache(folder: Path) -> ListCache:
    """Return the revocation lists that are kept in the data folder."""
    return ListCache(folder / "revocation")


class RealMode:
    """Implements `workflows.mode.Mode`."""

    def __init__(self, settings: Settings, folder: Path, *, fetch: bool = True) -> None:
        """`fetch`: whether the network is asked about revocation, or only what is kept."""
        self._settings, self._fetch = settings, fetch
        self.lists = CrlFetcher(cache=list_cache(folder), max_age=MAX_AGE, online=fetch)
        self.installation = Installation(folder, settings.get("trust_list_signer"))
        self._lock = threading.Lock()
        self._service: tuple[str, ServiceClient] | None = None

    def service(self, work: Work) -> ServiceClient:  # noqa: ARG002 - nothing to wait for
        """The service at the address of the settings."""
        address = self._settings.get("service_url")
        with self._lock:
            if self._service is None or self._service[0] != address:
                self._service = (address, ServiceClient(address))
            return self._service[1]

    def pin(self, work: Work) -> Pin | None:  # noqa: ARG002 - nothing to wait for
        """What the user confirmed in the settings, or the administrator set."""
        certificate = self._settings.get("service_certificate").lower()
        if not certificate:
            return None
        fixed = self._settings.is_fixed("service_certificate")
        return Pin(certificate, "" if fixed else self._settings.get("service_holder"))

    def trust(self, work: Work) -> Trust:  # noqa: ARG002 - nothing to wait for
        """The accredited CAs, the roots this user has added, and an operator's tables.

        Raises DamagedFile `table_damaged`.
        """
        own = self.installation
        return Trust(
            own.trust(),
            crls=list,
            fetcher=own.online(self.lists, self._settings.get("ocsp") if self._fetch else "off"),
            revocation=lambda: Revocation(self._settings.get("revocation")),
            policies=own.policies(),
        )

    def places(self, work: Work) -> list[Path]:  # noqa: ARG002 - nothing to wait for
        """This system's NPKI folders and those of the settings."""
        further = self._settings.get("certificate_folders")
        return [*npki_places(), *(Path(each) for each in further)]

    def drivers(self, work: Work) -> list[Path]:  # noqa: ARG002 - nothing to wait for
        """The drivers installed on this computer and those of the settings, each once."""
        further = [Path(each) for each in self._settings.get("token_drivers")]
        return list(dict.fromkeys([*token_drivers(), *further]))

    def issuing_url(self, work: Work, known: str = "") -> str:  # noqa: ARG002 - nothing to wait for
        """Where it was asked before, or the address of the settings."""
        return known or str(self._settings.get("issuing_url"))

    def stop(self) -> None:
        """Close the connections to the service."""
        with self._lock:
            if self._service:
                self._service[1].close()
