"""The real window over made-up answers, in which the scenes are arranged."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import shiboken6
import time_machine
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.drafts import Draft, DraftStore, FilingReference
from desktop_client.errors import ClientError
from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.language import set_language
from desktop_client.views.window import MainWindow
from desktop_client.work import Work
from desktop_client.workflows.certificate_manager import CertificateManager
from desktop_client.workflows.certificates import Candidate, Certificates, Opened, Sought
from desktop_client.workflows.checkup.checkup import Checkup
from desktop_client.workflows.documents import Documents
from desktop_client.workflows.issuing.obtaining import Obtaining
from desktop_client.workflows.printouts.printing import Printing
from desktop_client.workflows.versions.following import Versions
from practice.applicants import applicant
from practice.pki import PASSWORD, Practice
from registration.kinds import Kind
from registration.korean_time import KST
from registration.submission import moment
from registration.text import Language
from testing.gallery.sizes import SIZES, Size
from testing.views.acting import Stage
from testing.views.faking import (
    NUMBER,
    FakeCertificates,
    FakeEnrolling,
    FakeFiling,
    FakeFollowing,
    FakeMembers,
    FakeSessions,
    Gate,
    Told,
)
from testing.views.patience import LIMIT_MS
from testing.views.places import PracticePlaces

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
"""The moment of every picture."""
THEMES = ("light", "dark", "contrast")
STEP_SECONDS = 0.002
SERVICE = "https://service.example.kr"


class Waits:
    """Waits as pytest-qt's bot does, without a test around; the studio puts windows away."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = LIMIT_MS) -> None:  # noqa: N802
        """Wait until `callback` returns True. Raises TimeoutError."""
        ends = time.monotonic() + timeout / 1000
        while not callback():
            if time.monotonic() > ends:
                raise TimeoutError
            QApplication.processEvents()
            time.sleep(STEP_SECONDS)

    def addWidget(self, _widget: QWidget) -> None:  # noqa: N802
        """Leave the widget to the studio."""


@contextmanager
def fixed_clock() -> Iterator[None]:
    """Have it be the moment of every picture, from which time goes on as it does."""
    with time_machine.travel(NOW, tick=True):
        yield


class Store:
    """The practice certificates, found and opened once for all scenes."""

    def __init__(self, pki: Practice) -> None:
        self.pki = pki
        self._certificates = Certificates(PracticePlaces(pki))

    @cached_property
    def candidates(self) -> dict[str, Candidate]:
        """Every practice certificate by the name of its sample."""
        from practice.samples import SAMPLES

        found = self._certificates.find(Work(), Sought(Kind.SUPPLIER, NUMBER))
        by_place = {each.places[0].ko: each for each in found}
        return {name: by_place[str(self.pki.sample(name).path)] for name in SAMPLES}

    @property
    def all(self) -> list[Candidate]:
        """Those that fit before those that do not."""
        return sorted(self.candidates.values(), key=lambda each: not each.fits)

    @cached_property
    def opened(self) -> Opened:
        """The good supplier's certificate, open."""
        sought = Sought(Kind.SUPPLIER, NUMBER)
        return self._certificates.open(Work(), self.candidates["supplier"], PASSWORD, sought)


class Answers:
    """What is answered in the place of the service and of the certificates' folders."""

    def __init__(self, drafts: DraftStore) -> None:
        self.certificates = FakeCertificates()
        self.filing = FakeFiling(drafts)
        self.following = FakeFollowing()
        self.enrolling = FakeEnrolling()
        self.sessions = FakeSessions()
        self.members = FakeMembers()


class StudioParts(Parts):
    """The real parts, over made-up answers."""

    def __init__(self, folder: Path, store: Store, *, practice: bool) -> None:
        super().__init__(
            practice=practice, folder=folder, administrator_file=folder / "administrator.json"
        )
        self.npki = folder / "disk" / "NPKI"
        places = PracticePlaces(store.pki, self.npki)
        self.mode = places
        self.answers = answers = Answers(self.drafts)
        answers.certificates.found.will(store.all)
        answers.certificates.where = [Path("C:/Users/user/AppData/LocalLow/NPKI"), Path("E:/NPKI")]
        self.certificates = answers.certificates
        self.certificate_manager = CertificateManager(places)
        self.obtaining = Obtaining(places, folder / "issuing", drives=list)
        self.filing = answers.filing
        self.following = answers.following
        self.enrolling = answers.enrolling
        self.sessions = answers.sessions
        self.members = answers.members
        self.documents = Documents(places, list)
        self.versions = Versions(folder / "versions", lambda: None)
        self.printing = Printing(self.drafts, cast(Any, None), self.following)
        self.made_up_checkup: Checkup | None = None

    @property
    def checkup(self) -> Checkup:
        """The checks a scene has made up."""
        assert self.made_up_checkup
        return self.made_up_checkup


@dataclass(slots=True)
class Look:
    """How a scene is dressed."""

    language: Language = "ko"
    theme: str = "light"
    size: Size = field(default_factory=lambda: SIZES[0])


class Studio(Stage):
    """One scene: a window of its own with its own folder; `close` puts everything away."""

    parts: StudioParts

    def __init__(self, folder: Path, store: Store, look: Look) -> None:
        self.folder, self.store, self.look = folder, store, look
        self._gates: list[Gate] = []
        set_language(look.language)
        self.set_up()

    def set_up(self, *, practice: bool = False) -> None:
        """Make the parts anew, for practice if asked to; the window is opened at its first use."""
        parts = StudioParts(self.folder, self.store, practice=practice)
        super().__init__(cast("QtBot", Waits()), parts)
        self.answers = parts.answers
        parts.settings.set("service_url", SERVICE)
        for setting, value in (
            ("language", self.look.language),
            ("theme", self.look.theme),
            ("text_scale", self.look.size.percent),
        ):
            parts.settings.set(setting, value)
        vars(self).pop("window", None)

    @cached_property
    def window(self) -> MainWindow:
        """The window, shown as large as the screen of this size leaves it."""
        window = MainWindow(self.parts)
        window.resize(self.look.size.window)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        self.top = window
        return window

    def begin(self, route: routes.Route) -> Any:
        """Go to a screen, without waiting for what it begins with."""
        self.window.navigate(route)
        return self.window.current

    def shown(self) -> QWidget:
        """What a picture is taken of: the menu or dialog in front, or the window."""
        popup = QApplication.activePopupWidget()
        return popup or QApplication.activeModalWidget() or self.window

    def begin_session(self) -> None:
        """Have whoever logs in be logged in for half an hour."""
        ends = datetime.now(UTC) + timedelta(minutes=30, seconds=30)
        self.answers.sessions.expires = moment(ends.replace(microsecond=0))

    def hold(self, told: Told[Any]) -> Gate:
        """Have what is asked next not be answered before the scene is over."""
        gate = self.gate()
        told.will(gate)
        return gate

    def gate(self) -> Gate:
        """Return an answer that comes once the scene is over."""
        gate = Gate(ClientError("service_unreachable"))
        self._gates.append(gate)
        return gate

    def wait_for(self, gate: Gate) -> None:
        """Wait until the work is under way, and told."""
        self.qtbot.waitUntil(gate.reached.is_set)

    def bring_certificates(self, *samples: str) -> None:
        """Put practice certificates on the disk of this computer; all, where none is named."""
        if not samples:
            shutil.copytree(self.store.pki.npki, self.parts.npki)
        for sample in samples:
            folder = self.store.pki.sample(sample).path
            target = self.parts.npki / folder.relative_to(self.store.pki.npki)
            shutil.copytree(folder, target)

    def draft(self, kind: Kind = Kind.SUPPLIER, form: dict[str, Any] | None = None) -> Draft:
        """A finished form of a kind, or one that is given."""
        drafts = self.parts.drafts
        return drafts.save_form(drafts.create(kind).id, applicant(kind) if form is None else form)

    def filed_draft(self, kind: Kind = Kind.SUPPLIER, number: str = "2026000001") -> Draft:
        """A draft that was signed, sent and answered."""
        draft = self.draft(kind)
        self.parts.drafts.keep_signed(draft.id, b"signed", b"sealed")
        self.parts.drafts.keep_receipt(draft.id, b"receipt", FilingReference(number, "k" * 43))
        return self.parts.drafts.load(draft.id)

    def ready(self) -> None:
        """Have the supplier's certificate be the one there is, opened by any password."""
        self.answers.certificates.found.will([self.store.candidates["supplier"]])
        self.answers.certificates.opened.will(self.store.opened)

    def close(self) -> None:
        """Let go of what is held, and put the window away."""
        for gate in self._gates:
            gate.let_go()
        while popup := QApplication.activePopupWidget():
            popup.close()
            QApplication.processEvents()
        while dialog := QApplication.activeModalWidget():
            shiboken6.delete(dialog)
        if "window" in vars(self):
            self.settle()
            for menu in self.window.findChildren(QMenu):
                menu.close()
            self.window.current.leave()
            self.settle()
            shiboken6.delete(self.window)
        self.parts.jobs.drain()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        shutil.rmtree(self.folder, ignore_errors=True)
