"""What certificates are opened and judged with: folders, tokens, the list of CAs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.storage.store import scan
from desktop_client.pki.storage.token_search import TokenSearch
from desktop_client.workflows.checkup import texts
from desktop_client.workflows.checkup.check import Result, fine, mend, skipped

if TYPE_CHECKING:
    from desktop_client.pki.judging.installation import Installation
    from desktop_client.work import Work
    from desktop_client.workflows.mode import Mode

OLD_LIST = timedelta(days=730)
"""CAs come, go and renew their certificates every few years."""


class Folders:
    """Certificates on the disk."""

    name, title = "certificates", texts.CERTIFICATES

    def __init__(self, mode: Mode) -> None:
        self._mode = mode

    def look(self, work: Work) -> Result:
        """Count what can be read in the folders that are there; one will do."""
        places = [place for place in self._mode.places(work) if place.is_dir()]
        found = list(scan(places, lambda: work.stopped))
        work.check()
        readable = sum(entry.certificate is not None for entry in found)
        damaged = len(found) - readable
        facts: dict[str, str | int] = {
            "folders": len(places),
            "certificates": readable,
            "damaged": damaged,
        }
        if readable:
            told = texts.SOME_DAMAGED if damaged else texts.CERTIFICATES_ARE
            return fine(told.filled(**facts), **facts)
        if damaged:
            return mend(texts.SOME_DAMAGED.filled(**facts), texts.LOOK_AT_DAMAGED, **facts)
        return mend(texts.NO_CERTIFICATE, texts.BRING_CERTIFICATE, **facts)


class Tokens:
    """Drivers of security tokens, each asked what is plugged in."""

    name, title = "tokens", texts.TOKENS

    def __init__(self, mode: Mode) -> None:
        self._mode = mode

    def look(self, work: Work) -> Result:
        """Ask every driver; one that hangs or crashes is named by its file."""
        drivers = self._mode.drivers(work)
        if not drivers:
            return fine(texts.NO_DRIVER, drivers=0)
        with TokenSearch(drivers) as search:
            found = list(search.entries(lambda: work.stopped))
        work.check()
        failed = sorted({entry.driver.name for entry in found if entry.is_driver})
        tokens = len({(entry.label, entry.serial) for entry in found if not entry.is_driver})
        facts: dict[str, str | int] = {"drivers": len(drivers), "tokens": tokens}
        if failed:
            names = ", ".join(failed)
            return mend(texts.DRIVER_FAILED.filled(names=names), texts.MEND_DRIVER, **facts)
        return fine(texts.TOKENS_ARE.filled(**facts), **facts)


class TrustListAge:
    """The list of accredited CAs in force."""

    name, title = "trust_list", texts.TRUST_LIST

    def __init__(self, installation: Installation | None) -> None:
        self._installation = installation

    def look(self, work: Work) -> Result:
        """Tell its version and age, and whether the newest that was taken is used."""
        work.check()
        if self._installation is None:
            return skipped(texts.PRACTICE_CA)
        authorities = self._installation.authorities()
        if authorities.fault is not None:
            told = FINDING_TEXTS[authorities.fault.code]
            return mend(told.what, told.next, code=authorities.fault.code)
        age = datetime.now(UTC) - authorities.issued
        facts: dict[str, str | int] = {"version": authorities.version, "days": max(age.days, 0)}
        told_age = texts.TRUST_LIST_IS.filled(**facts)
        if age > OLD_LIST:
            return mend(told_age, texts.RENEW_LIST, **facts)
        return fine(told_age, **facts)
