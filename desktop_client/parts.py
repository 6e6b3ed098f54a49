"""Builds every part of the program once; nothing else constructs services.

Parts that are heavy to import are built at their first use, so that the window comes first.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_client.pki.http.chosen_proxy import CHOSEN
from desktop_client.settings import ADMINISTRATOR_FILE, USER_FILE, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_client.drafts import DraftStore
    from desktop_client.jobs import Jobs
    from desktop_client.practice_mode import PracticeMode
    from desktop_client.workflows.addresses import Addresses
    from desktop_client.workflows.attaching import Attaching
    from desktop_client.workflows.certificate_manager import CertificateManager
    from desktop_client.workflows.certificates import Certificates
    from desktop_client.workflows.checkup.checkup import Checkup
    from desktop_client.workflows.documents import Documents
    from desktop_client.workflows.enquiries import Enquiries
    from desktop_client.workflows.enrolment import EnrolmentWorkflow
    from desktop_client.workflows.exporting import Exporting
    from desktop_client.workflows.filing import FilingWorkflow
    from desktop_client.workflows.following import Following
    from desktop_client.workflows.issuing.obtaining import Obtaining
    from desktop_client.workflows.known import Known
    from desktop_client.workflows.members import Members
    from desktop_client.workflows.mode import Mode
    from desktop_client.workflows.printouts.printing import Printing
    from desktop_client.workflows.session import Sessions
    from desktop_client.workflows.trusting import Trusting
    from desktop_client.workflows.verdicts import Verdicts
    from desktop_client.workflows.versions.following import Versions


class Parts:
    """All parts of the program, for practice or for the real service."""

    def __init__(
        self, *, practice: bool, folder: Path, administrator_file: Path = ADMINISTRATOR_FILE
    ) -> None:
        self.practice = practice
        self.folder = folder
        self.settings = Settings(folder / USER_FILE, administrator_file)
        self.settings.on_change(self._follow_proxy)
        self._follow_proxy("proxy")

    def _follow_proxy(self, setting: str) -> None:
        if setting == "proxy":
            CHOSEN.address = self.settings.get("proxy")

    @cached_property
    def drafts(self) -> DraftStore:
        """Unfinished and filed applications; practice has its own."""
        from desktop_client.drafts import DraftStore

        return DraftStore(self.folder / ("practice-drafts" if self.practice else "drafts"))

    @cached_property
    def jobs(self) -> Jobs:
        """Work away from the screen's thread."""
        from desktop_client.jobs import Jobs

        return Jobs()

    @cached_property
    def mode(self) -> Mode:
        """The service, trust and places of this mode."""
        if self.practice:
            return self.practice_mode
        from desktop_client.mode import RealMode

        return RealMode(self.settings, self.folder)

    @cached_property
    def practice_mode(self) -> PracticeMode:
        """Practice, which has pages for officers besides."""
        from desktop_client.practice_mode import PracticeMode

        return PracticeMode(self.folder / "practice", lambda: self.settings.get("token_drivers"))

    @cached_property
    def certificates(self) -> Certificates:
        """Finding and opening certificates."""
        from desktop_client.remembered import Remembered
        from desktop_client.workflows.certificates import Certificates

        name = "practice-state.json" if self.practice else "state.json"
        return Certificates(self.mode, self.verdicts, Remembered(self.folder / name))

    @cached_property
    def certificate_manager(self) -> CertificateManager:
        """Looking after the certificates of this computer."""
        from desktop_client.workflows.certificate_manager import CertificateManager

        return CertificateManager(self.mode, self.verdicts)

    @cached_property
    def verdicts(self) -> Verdicts:
        """What was found out about certificates."""
        from desktop_client.workflows.verdicts import Verdicts

        return Verdicts()

    @cached_property
    def obtaining(self) -> Obtaining:
        """Certificates by reference number and code; practice has its own under way."""
        from desktop_client.workflows.issuing.obtaining import Obtaining
        from desktop_client.workflows.issuing.pending import PLACE

        if self.practice:
            return Obtaining(self.mode, self.folder / f"practice-{PLACE}", drives=list)
        return Obtaining(self.mode, self.folder / PLACE)

    @cached_property
    def documents(self) -> Documents:
        """Signing and verifying documents of one's own; practice asks no time stamp server."""
        from desktop_client.workflows.documents import Documents

        def servers() -> list[str]:
            return [] if self.practice else self.settings.get("timestamp_servers").split()

        return Documents(self.mode, servers)

    @cached_property
    def trusting(self) -> Trusting:
        """Trust lists and kept revocation lists; practice keeps none."""
        from desktop_client.mode import RealMode
        from desktop_client.pki.judging.installation import Installation
        from desktop_client.pki.revocation.crl import CrlFetcher
        from desktop_client.workflows.trusting import Trusting

        if isinstance(self.mode, RealMode):
            return Trusting(self.mode.installation, self.mode.lists)
        return Trusting(Installation(self.folder / "practice"), CrlFetcher())

    @property
    def checkup(self) -> Checkup:
        """The checks of this computer; each time anew, since they keep what they find."""
        from desktop_client.mode import RealMode
        from desktop_client.workflows.checkup.checkup import Checkup

        installation = self.mode.installation if isinstance(self.mode, RealMode) else None
        own = os.getpid()
        return Checkup(self.mode, self.settings, self.folder, installation, own_window=own)

    @cached_property
    def filing(self) -> FilingWorkflow:
        """From a finished form to a receipt."""
        from desktop_client.workflows.filing import FilingWorkflow

        return FilingWorkflow(
            self.drafts,
            self.mode,
            lambda: self.sessions.token,
            self.versions.require_supported,
        )

    @cached_property
    def versions(self) -> Versions:
        """What the publisher says of this version; practice asks nobody."""
        from desktop_client.workflows.versions.following import Source, Versions, shipped_source

        def source() -> Source | None:
            off = self.practice or self.settings.get("version_notices") == "off"
            return None if off else shipped_source()

        return Versions(self.folder / "versions", source)

    @cached_property
    def attaching(self) -> Attaching:
        """The files attached to drafts."""
        from desktop_client.workflows.attaching import Attaching

        return Attaching(self.drafts)

    @cached_property
    def known(self) -> Known:
        """What the applicant has given before."""
        from desktop_client.workflows.known import Known

        return Known(self.drafts, self.sessions)

    @cached_property
    def addresses(self) -> Addresses:
        """The search for 도로명주소; practice asks a stand-in."""
        from desktop_client.workflows.addresses import Addresses
        from registration.road_addresses import SERVER

        if self.practice:
            return Addresses(self.practice_mode.address_source)
        return Addresses(lambda _work: (SERVER, self.settings.get("address_key")))

    @cached_property
    def enquiries(self) -> Enquiries:
        """What the service is asked while a form is filled in."""
        from desktop_client.workflows.enquiries import Enquiries

        return Enquiries(self.mode)

    @cached_property
    def following(self) -> Following:
        """The status of filed applications."""
        from desktop_client.workflows.following import Following

        return Following(self.drafts, self.mode, lambda: self.sessions.token)

    @cached_property
    def enrolling(self) -> EnrolmentWorkflow:
        """Registering a certificate."""
        from desktop_client.workflows.enrolment import EnrolmentWorkflow

        return EnrolmentWorkflow(self.mode, self.sessions)

    @cached_property
    def sessions(self) -> Sessions:
        """Logging in and out."""
        from desktop_client.workflows.session import Sessions

        return Sessions(self.mode)

    @cached_property
    def printing(self) -> Printing:
        """Papers to print."""
        from desktop_client.workflows.printouts.printing import Printing

        return Printing(self.drafts, self.mode, self.following)

    @cached_property
    def members(self) -> Members:
        """The records, users and certificates of the organisation that is logged in."""
        from desktop_client.workflows.members import Members

        return Members(self.drafts, self.sessions)

    @cached_property
    def exporting(self) -> Exporting:
        """Handing a record on to another service."""
        from desktop_client.workflows.exporting import Exporting

        return Exporting(self.mode)

    def close(self, seconds: float = 10) -> bool:
        """End all work and what the mode has started; what was never built is not built now.

        Returns False where some work did not end within so many seconds.
        """
        ended = self.jobs.drain(seconds) if "jobs" in self.__dict__ else True
        if "mode" in self.__dict__:
            self.mode.stop()
        return ended
