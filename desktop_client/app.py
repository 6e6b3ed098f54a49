"""Builds every part once and hands it on; nothing else constructs services.

Parts that are heavy to import are built at their first use, so that the window comes first.
"""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_client import logs
from desktop_client.folders import PROGRAM
from desktop_client.settings import ADMINISTRATOR_FILE, USER_FILE, Settings
from registration.text import Text

if TYPE_CHECKING:
    from types import TracebackType

    from desktop_client.drafts import DraftStore
    from desktop_client.jobs import Jobs
    from desktop_client.views.window import MainWindow
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
    from desktop_client.workflows.mode import Mode
    from desktop_client.workflows.printouts.printing import Printing
    from desktop_client.workflows.session import Sessions
    from desktop_client.workflows.trusting import Trusting

ALREADY_OPEN = Text(
    "프로그램이 이미 열려 있어 그 창을 앞으로 가져왔습니다.",
    "The program is already open; its window was brought to the front.",
)
CLOSE_SECONDS = 1.5
"""How long stopped work is waited for once the window is closed; most ends at once."""
PRACTICE_READY = Text(
    "연습 서비스가 준비되었습니다. 담당자로 보기: g2b-server review list --practice",
    "The practice service is ready. As its officer: g2b-server review list --practice",
)


def window_folder() -> Path:
    """Return `folders.data_folder`, asked of Qt, which is here already."""
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(place)) / PROGRAM


class Parts:
    """All parts of the program, for practice or for the real service."""

    def __init__(
        self, *, practice: bool, folder: Path, administrator_file: Path = ADMINISTRATOR_FILE
    ) -> None:
        self.practice = practice
        self.folder = folder
        self.settings = Settings(folder / USER_FILE, administrator_file)

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
            from desktop_client.practice_mode import PracticeMode

            return PracticeMode(
                self.folder / "practice", lambda: self.settings.get("token_drivers")
            )
        from desktop_client.mode import RealMode

        return RealMode(self.settings, self.folder)

    @cached_property
    def certificates(self) -> Certificates:
        """Finding and opening certificates."""
        from desktop_client.workflows.certificates import Certificates

        return Certificates(self.mode)

    @cached_property
    def certificate_manager(self) -> CertificateManager:
        """Looking after the certificates of this computer."""
        from desktop_client.workflows.certificate_manager import CertificateManager

        return CertificateManager(self.mode)

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

    @cached_property
    def filing(self) -> FilingWorkflow:
        """From a finished form to a receipt."""
        from desktop_client.workflows.filing import FilingWorkflow

        return FilingWorkflow(self.drafts, self.mode, lambda: self.sessions.token)

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


def run_window(*, practice: bool, folder: Path | None = None, file: Path | None = None) -> int:
    """Show the window, with a signed document to verify if any, until it is closed.

    Returns the exit status.
    """
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop_client.single import Single
    from desktop_client.views.window import AFTER_START, MainWindow

    application = QApplication(sys.argv[:1])
    parts = Parts(practice=practice, folder=folder or window_folder())
    single = Single(parts.folder, practice=practice)
    if not single.is_first and single.ask_first(file):
        _say(ALREADY_OPEN)
        return 0
    logs.start(parts.folder)
    logs.hear_qt()
    window = MainWindow(parts)
    window.fit_screen()
    window.show()
    tell_unexpected(window)
    QTimer.singleShot(AFTER_START, lambda: single.listen(window.come_up))
    if file:
        QTimer.singleShot(AFTER_START, lambda: window.come_up(file))
    if practice:
        QTimer.singleShot(AFTER_START, lambda: _start_practice(parts))
    status = 1
    try:
        status = application.exec()
    finally:
        single.close()
        if not parts.close(CLOSE_SECONDS):
            os._exit(status)  # Qt would wait for that work, however long it takes
    return status


def tell_unexpected(window: MainWindow) -> None:
    """Show what fails in a slot: Qt itself goes on as if nothing had been.

    `explain` logs what is shown; what is not shown is left to the hook that was there.
    """
    log = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        from desktop_client.jobs import TOLD

        if TOLD in getattr(error, "__notes__", ()):
            return
        if not isinstance(error, Exception):
            log(kind, error, at)
            return
        try:
            window.show_unexpected(error)
        except Exception as another:  # noqa: BLE001 - nobody is left to raise it to
            log(kind, error, at)
            log(type(another), another, another.__traceback__)

    sys.excepthook = hook


def _start_practice(parts: Parts) -> None:
    """Have the practice service ready before it is needed; a failure is told where it matters."""
    parts.jobs.run(
        lambda work: parts.mode.service(work).info(work),
        done=lambda _info: _say(PRACTICE_READY),
        failed=lambda failure: _say(failure.what),
    )


def _say(text: Text) -> None:
    print(text.ko, text.en, sep="\n", flush=True)  # noqa: T201
