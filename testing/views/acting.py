"""A screen on its own, with parts that do what the test says; acted on as a user does."""

from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.drafts import Draft, DraftStore, FilingReference
from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.screens import build
from desktop_client.views.widgets.layouts import column
from desktop_client.workflows.issuing.obtaining import Obtaining
from desktop_client.workflows.printouts.printing import Printing
from desktop_client.workflows.versions.following import Versions
from practice.applicants import supplier
from registration.kinds import Kind
from testing.views.faking import (
    FakeCertificates,
    FakeEnrolling,
    FakeFiling,
    FakeFollowing,
    FakeMembers,
    FakeSessions,
)
from testing.views.patience import is_built

W = TypeVar("W", bound=QWidget)
SIZE = (1024, 640)
"""What the window leaves to a screen."""


class FakeParts(Parts):
    """The real parts, of which those that ask anybody are told what to do.

    Nobody is asked for versions.
    """

    certificates: Any
    """`FakeCertificates`, unless a test puts real ones there."""
    filing: FakeFiling
    following: FakeFollowing
    enrolling: FakeEnrolling
    sessions: FakeSessions
    members: FakeMembers

    def __init__(self, folder: Path, *, practice: bool = True) -> None:
        super().__init__(practice=practice, folder=folder, administrator_file=folder / "none.json")
        self.drafts = DraftStore(folder / "drafts")
        self.certificates = FakeCertificates()
        self.obtaining = Obtaining(cast(Any, None), folder / "issuing", drives=list)
        self.filing = FakeFiling(self.drafts)
        self.following = FakeFollowing()
        self.enrolling = FakeEnrolling()
        self.sessions = FakeSessions()
        self.members = FakeMembers()
        self.versions = Versions(folder / "versions", lambda: None)
        self.printing = Printing(self.drafts, cast(Any, None), self.following)

    def draft(self, **general: Any) -> Draft:
        """A finished form of a supplier."""
        draft = self.drafts.create(Kind.SUPPLIER)
        return self.drafts.save_form(draft.id, supplier(**general))

    def filed_draft(self, number: str = "2026000001") -> Draft:
        """A draft that was signed, sent and answered."""
        draft = self.draft()
        self.drafts.keep_signed(draft.id, b"signed", b"sealed")
        self.drafts.keep_receipt(
            draft.id, b"receipt " + number.encode(), FilingReference(number, "k" * 43)
        )
        return self.drafts.load(draft.id)


class Stage:
    """Shows one screen and acts on it."""

    def __init__(self, qtbot: QtBot, parts: Parts) -> None:
        self.qtbot = qtbot
        self.parts = parts
        self.went: list[routes.Route] = []

    def enter(self, route: routes.Route) -> Any:
        """Show a screen, begin, and wait until nothing is under way."""
        screen = self.begin(route)
        self.settle()
        return screen

    def begin(self, route: routes.Route) -> Any:
        """Show a screen and begin."""
        screen = build(route, self.parts, self.went.append)
        holder = QWidget()
        column(holder).addWidget(screen)
        self.show(holder)
        screen.enter()
        return screen

    def show(self, widget: QWidget) -> None:
        """Show a widget by itself."""
        self.top = widget
        self.qtbot.addWidget(widget)
        widget.resize(*SIZE)
        widget.show()
        self.qtbot.waitExposed(widget)

    def settle(self) -> None:
        """Wait until no job is under way and its results are on the screen."""
        self.qtbot.waitUntil(lambda: not self.parts.jobs.busy and is_built(), timeout=30_000)
        QApplication.processEvents()

    def find(self, kind: type[W], name: str) -> W:
        """Return the visible widget with this object name."""
        found = [each for each in self.seen(kind) if each.objectName() == name]
        assert found, f"no {name} among {sorted(each.objectName() for each in self.seen(QWidget))}"
        return found[0]

    def sees(self, name: str) -> bool:
        """Whether a widget with this object name can be seen."""
        return any(each.objectName() == name for each in self.seen(QWidget))

    def press(self, name: str) -> None:
        """Click a button and wait for what it starts."""
        self.click(name)
        self.settle()

    def click(self, name: str) -> None:
        """Click a button."""
        button = self.find(QAbstractButton, name)
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.top, key)

    def words(self) -> str:
        """Everything that can be read on the screen."""
        labels = [each.text() for each in self.seen(QLabel)]
        texts = [each.toPlainText() for each in self.seen(QTextBrowser)]
        return "\n".join([*labels, *texts]).replace("\u200b", "").replace("\xa0", " ")

    def seen(self, kind: type[W]) -> list[W]:
        """The visible widgets of a kind: those of a dialog, where one is open."""
        QApplication.processEvents()  # what was just put into a layout is shown a moment later
        top = QApplication.activeModalWidget() or self.top
        return [each for each in top.findChildren(kind) if each.isVisible()]
