"""The parts of the program that screens work with, one by one.

Each screen names those it needs in a protocol of its own, such as `StatusParts`, and mypy holds it
to them. They stay properties: heavy parts are built only when they are first used, and most of
them away from the screen's thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop_client.drafts import DraftStore
    from desktop_client.jobs import Jobs
    from desktop_client.practice_mode import PracticeMode
    from desktop_client.settings import Settings
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
    from desktop_client.workflows.members import Members
    from desktop_client.workflows.printouts.printing import Printing
    from desktop_client.workflows.session import Sessions


class HasJobs(Protocol):
    """Work away from the screen's thread."""

    @property
    def jobs(self) -> Jobs: ...


class HasPractice(Protocol):
    """Whether this is practice."""

    @property
    def practice(self) -> bool: ...


class HasPracticeMode(Protocol):
    """The practice service."""

    @property
    def practice_mode(self) -> PracticeMode: ...


class HasSettings(Protocol):
    """The settings of this computer."""

    @property
    def settings(self) -> Settings: ...


class HasDrafts(Protocol):
    """Unfinished and filed applications."""

    @property
    def drafts(self) -> DraftStore: ...


class HasCertificates(Protocol):
    """Finding and opening certificates."""

    @property
    def certificates(self) -> Certificates: ...


class HasCertificateManager(Protocol):
    """Looking after the certificates of this computer."""

    @property
    def certificate_manager(self) -> CertificateManager: ...


class HasCheckup(Protocol):
    """The checks of this computer."""

    @property
    def checkup(self) -> Checkup: ...


class HasDocuments(Protocol):
    """Signing and verifying one's own documents."""

    @property
    def documents(self) -> Documents: ...


class HasEnquiries(Protocol):
    """What the service is asked while a form is filled in."""

    @property
    def enquiries(self) -> Enquiries: ...


class HasEnrolling(Protocol):
    """Registering a certificate."""

    @property
    def enrolling(self) -> EnrolmentWorkflow: ...


class HasExporting(Protocol):
    """Handing a record on to another service."""

    @property
    def exporting(self) -> Exporting: ...


class HasFiling(Protocol):
    """From a finished form to a receipt."""

    @property
    def filing(self) -> FilingWorkflow: ...


class HasFollowing(Protocol):
    """The status of filed applications."""

    @property
    def following(self) -> Following: ...


class HasObtaining(Protocol):
    """Certificates by reference number and code."""

    @property
    def obtaining(self) -> Obtaining: ...


class HasMembers(Protocol):
    """The records, users and certificates of the organisation."""

    @property
    def members(self) -> Members: ...


class HasPrinting(Protocol):
    """Printouts."""

    @property
    def printing(self) -> Printing: ...


class HasSessions(Protocol):
    """Logging in and out."""

    @property
    def sessions(self) -> Sessions: ...
