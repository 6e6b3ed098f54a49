"""What every screen is, and what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop_client.drafts import DraftStore
    from desktop_client.jobs import Jobs
    from desktop_client.settings import Settings
    from desktop_client.views.routes import Route
    from desktop_client.workflows.attaching import Attaching
    from desktop_client.workflows.certificate_manager import CertificateManager
    from desktop_client.workflows.certificates import Certificates
    from desktop_client.workflows.documents import Documents
    from desktop_client.workflows.enquiries import Enquiries
    from desktop_client.workflows.enrolment import EnrolmentWorkflow
    from desktop_client.workflows.exporting import Exporting
    from desktop_client.workflows.filing import FilingWorkflow
    from desktop_client.workflows.following import Following
    from desktop_client.workflows.known import Known
    from desktop_client.workflows.members import Members
    from desktop_client.workflows.printouts.printing import Printing
    from desktop_client.workflows.session import Sessions
    from desktop_client.workflows.trusting import Trusting
    from registration.text import Text


class Parts(Protocol):
    """The parts of the program a screen may use; `desktop_client.app` builds them."""

    practice: bool
    settings: Settings

    @property
    def drafts(self) -> DraftStore:
        """Unfinished and filed applications."""

    @property
    def jobs(self) -> Jobs:
        """Work away from the screen's thread."""

    @property
    def certificates(self) -> Certificates:
        """Finding and opening certificates."""

    @property
    def certificate_manager(self) -> CertificateManager:
        """Looking after the certificates of this computer."""

    @property
    def documents(self) -> Documents:
        """Signing and verifying documents of one's own."""

    @property
    def trusting(self) -> Trusting:
        """Trust lists and kept revocation lists."""

    @property
    def filing(self) -> FilingWorkflow:
        """From a finished form to a receipt."""

    @property
    def attaching(self) -> Attaching:
        """The files attached to drafts."""

    @property
    def known(self) -> Known:
        """What the applicant has given before."""

    @property
    def enquiries(self) -> Enquiries:
        """What the service is asked while a form is filled in."""

    @property
    def following(self) -> Following:
        """The status of filed applications."""

    @property
    def enrolling(self) -> EnrolmentWorkflow:
        """Registering a certificate."""

    @property
    def sessions(self) -> Sessions:
        """Logging in and out."""

    @property
    def printing(self) -> Printing:
        """Papers to print."""

    @property
    def members(self) -> Members:
        """The records, users and certificates of the organisation that is logged in."""

    @property
    def exporting(self) -> Exporting:
        """Handing a record on to another service."""


class Navigate(Protocol):
    """Goes to another screen."""

    def __call__(self, route: Route, /) -> None:
        """Enter the screen this route leads to."""


class Screen(QWidget):
    """One screen. It is built anew for each route, also after a change of language.

    `title` stands in the window's title bar; `released` goes on with the move that `leave` held up;
    `setting_changed` carries the name of a setting the screen has changed.
    """

    title: ClassVar[Text]
    remembers_focus: ClassVar[bool] = False
    """Whether `place` says which widget has the keyboard."""
    released = Signal()
    setting_changed = Signal(str)

    def __init__(self, parts: Parts, navigate: Navigate) -> None:
        super().__init__()
        self.parts = parts
        self.navigate = navigate

    def enter(self) -> None:
        """Begin, as the route says."""

    def leave(self) -> bool:
        """Keep what must be kept; False to stay, with the reason on the screen."""
        return True

    def place(self) -> Route:
        """Return the route back to this very place."""
        raise NotImplementedError

    @property
    def busy(self) -> bool:
        """Whether work is under way that must not be cut off by building the screen anew."""
        return False

    def start_focus(self) -> QWidget | None:
        """Return the widget that gets the keyboard on entering; None for the first control."""
        return None


def screen_around(widget: QWidget) -> Screen | None:
    """Return the screen a widget stands on, None where it stands on none (yet)."""
    around: QWidget | None = widget.parentWidget()
    while around:
        if isinstance(around, Screen):
            return around
        around = around.parentWidget()
    return None
