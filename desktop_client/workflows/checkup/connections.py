"""The way to others: proxy, the service and its clock, the CAs' directories."""

from __future__ import annotations

import socket
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop_client.api.transport import UNREACHED
from desktop_client.errors import ClientError
from desktop_client.pki.http.exchange import Client, Limits, Request
from desktop_client.pki.http.failures import ExchangeFailed
from desktop_client.pki.http.proxies import proxies_for, script_is_set
from desktop_client.pki.revocation.directory import PORT
from desktop_client.workflows.checkup import texts
from desktop_client.workflows.checkup.check import Result, fine, mend, skipped
from desktop_client.workflows.service_identity import own_service
from registration.text import Text

if TYPE_CHECKING:
    from desktop_client.pki.judging.installation import Installation
    from desktop_client.pki.revocation.addresses import Services
    from desktop_client.work import Work
    from desktop_client.workflows.mode import Mode

CLOCK_SECONDS = 300
"""How far the clock may be off: what CAs and time stamps say is compared with it."""
REACH_SECONDS = 3.0
ANSWER = Limits(REACH_SECONDS, REACH_SECONDS, 2 * REACH_SECONDS, 1024 * 1024)


class Proxy:
    """Which proxy leads to the service, if any."""

    name, title = "proxy", texts.PROXY

    def __init__(self, address: str) -> None:
        """`address`: of the service; "" where it lies on this computer, or none is set."""
        self._address = address

    def look(self, work: Work) -> Result:
        """Tell the proxy without the user and password that may stand in it."""
        work.check()
        if not self._address:
            return skipped(texts.NO_ADDRESS)
        try:
            used = proxies_for(self._address)
        except ExchangeFailed as failed:
            raise ClientError(UNREACHED[failed.reason]) from None
        if used:
            parts = urlsplit(used["https"] if "://" in used["https"] else f"//{used['https']}")
            host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
            return fine(texts.PROXY_IS.filled(host=host), proxy=host)
        if script_is_set():
            return mend(texts.PROXY_SCRIPT, texts.SET_PROXY)
        return fine(texts.NO_PROXY)


class Service:
    """The service: reached, over a trusted connection, and the one that was confirmed."""

    name, title = "service", texts.SERVICE

    def __init__(self, mode: Mode) -> None:
        self._mode = mode

    def look(self, work: Work) -> Result:
        """Ask who it is. Raises as `own_service`, which says what is wrong."""
        identity = own_service(work, self._mode)
        return fine(texts.SERVICE_IS.filled(name=identity.name), service=identity.name)


class Clock:
    """This computer's clock beside the service's."""

    name, title = "clock", texts.CLOCK

    def __init__(self, mode: Mode) -> None:
        self._mode = mode

    def look(self, work: Work) -> Result:
        """Compare them; skipped where the service cannot be asked, which its check tells."""
        try:
            ahead = self._mode.service(work).clock_ahead(work)
        except ClientError:
            return skipped(texts.NO_CLOCK)
        if ahead is None:
            return skipped(texts.NO_CLOCK)
        seconds = round(ahead)
        if abs(seconds) <= CLOCK_SECONDS:
            return fine(texts.CLOCK_FINE, seconds=seconds)
        told = texts.CLOCK_AHEAD if seconds > 0 else texts.CLOCK_BEHIND
        return mend(told.filled(minutes=abs(seconds) // 60), texts.SET_CLOCK, seconds=seconds)


class Directories:
    """Where the accredited CAs say which certificates are revoked."""

    name, title = "directories", texts.DIRECTORIES

    def __init__(self, installation: Installation | None) -> None:
        self._installation = installation

    def look(self, work: Work) -> Result:
        """Reach one service of each CA; either its directory or its responder suffices.

        Raises DamagedFile `table_damaged`.
        """
        if self._installation is None:
            return skipped(texts.PRACTICE_CA)
        table = self._installation.addresses()
        known = {name: services for name, services in sorted(table.items()) if _urls(services)}
        silent = [name for name, services in known.items() if not _reaches(services, work)]
        if silent:
            told = texts.DIRECTORIES_SILENT.filled(names=self._names(silent))
            reached = len(known) - len(silent)
            return mend(told, texts.OPEN_PORTS, reached=reached, silent=", ".join(silent))
        return fine(texts.DIRECTORIES_FINE.filled(count=len(known)), reached=len(known))

    def _names(self, organisations: list[str]) -> Text:
        """Return what people call these CAs; an operator's own by their O."""
        assert self._installation  # noqa: S101 - asked only where there is one
        told = {
            listed.organisation.lower(): Text(listed.name_ko, listed.name_en)
            for listed in self._installation.authorities().listed
        }
        names = [told.get(name, Text(name, name)) for name in organisations]
        return Text(", ".join(name.ko for name in names), ", ".join(name.en for name in names))


def _urls(services: Services) -> list[str]:
    directory = f"ldap://{services.ldap}" if services.ldap else ""
    return [url for url in (directory, services.crl, services.ocsp) if url]


def _reaches(services: Services, work: Work) -> bool:
    return any(_is_reached(url, work) for url in _urls(services))


def _is_reached(url: str, work: Work) -> bool:
    work.check()
    parts = urlsplit(url)
    try:
        if parts.scheme == "ldap":
            place = (parts.hostname or "", parts.port or PORT)
            socket.create_connection(place, REACH_SECONDS).close()
            return True
        with closing(Client()) as client, client.exchange(Request("GET", url), ANSWER, work.check):
            return True  # whatever it says to a question that is none
    except (OSError, ExchangeFailed):
        return False
