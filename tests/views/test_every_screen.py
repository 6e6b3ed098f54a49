"""Every screen with every kind in every state, over what the practice service really answers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.drafts import Draft
from desktop_client.parts import Parts
from desktop_client.pki.storage.store import Entry, load
from desktop_client.views import routes
from desktop_client.views.printing.dialog import PaperDialog
from desktop_client.views.screens import SCREENS
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.working import WorkingPanel
from desktop_client.views.window import MainWindow
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened, Sought
from practice.applicants import applicant
from practice.pki import Practice
from registration.forms import business_number_of
from registration.kinds import Kind
from registration.lifecycle import State
from registration.procedures import PROCEDURES
from registration.submission import User
from registration.wire import Status
from testing.journey.officer import decide

PASSWORD = "Good-pass-79"
USER = User(
    name="김이용", department="총무과", email="kim@practice.example.kr", mobile="01000001002"
)

SAMPLES = {Kind.INSTITUTION: "institution", Kind.CATALOGUE: "supplier_pbes1"}
"""The practice certificate of each kind's applicant, where it is not the supplier's."""


class Case:
    """One kind of registration at a practice service of its own, in a real window."""

    def __init__(self, qtbot: QtBot, parts: Parts, kind: Kind) -> None:
        self._qtbot, self.parts, self.kind = qtbot, parts, kind
        self.window = MainWindow(parts)
        qtbot.addWidget(self.window)
        self.window.show()
        self.draft: Draft = self.new_draft()

    def new_draft(self) -> Draft:
        return self.parts.drafts.create(self.kind, form=applicant(self.kind))

    @property
    def entry(self) -> Entry:
        """The folder of a supplier's certificate."""
        pki = Practice.load(self.parts.folder / "practice" / "pki")
        return load(pki.sample("supplier").path)

    @property
    def number(self) -> str:
        """The number the applicant's certificate is issued to."""
        return business_number_of(self.kind, self.draft.form)

    def file(self) -> None:
        """Send the draft as its kind is sent."""
        filing = self.parts.filing
        review = filing.prepare(Work(), self.draft.id)
        if review.signed:
            filing.sign_and_send(Work(), review, self.opened())
        else:
            filing.send_unsigned(Work(), review, PASSWORD if review.asks_password else None)
        self.draft = self.parts.drafts.load(self.draft.id)

    def opened(self) -> Opened:
        """The certificate of this kind's practice applicant, open."""
        sample = SAMPLES.get(self.kind, "supplier")
        pki = Practice.load(self.parts.folder / "practice" / "pki")
        sought = Sought(self.kind, self.number)
        found = self.parts.certificates.find(Work(), sought)
        place = str(pki.sample(sample).path)
        chosen = next(one for one in found if one.places[0].ko == place)
        return self.parts.certificates.open(Work(), chosen, pki.sample(sample).password, sought)

    def status(self) -> Status:
        return self.parts.following.status(Work(), self.draft.id)

    def officer(self, action: str, reason: str = "") -> None:
        """Let the officer act on the application."""
        assert self.draft.filing
        number = self.draft.filing.receipt_number
        decide(self.parts.folder / "practice", action, number, reason)

    def enrol(self) -> None:
        """Register the applicant's certificate."""
        opened = self.opened()
        enrolling = self.parts.enrolling
        review = enrolling.prepare(Work(), self.status().key, USER, opened)
        enrolling.send(Work(), review, opened)

    def log_in(self, by: str) -> None:
        sessions = self.parts.sessions
        if by == "password":
            account = str(self.draft.form["account"]["account_id"])
            sessions.login_by_password(Work(), account, PASSWORD)
        else:
            opened = self.opened()
            sessions.login(Work(), sessions.prepare(Work(), opened.certificate), opened)

    def look_at_all(self) -> None:
        """Enter every screen: nothing spins for ever, nothing fails that was not foreseen."""
        draft_id = self.draft.id
        shown: list[routes.Route] = [] if self.draft.filing else [routes.Application(draft_id)]
        shown += [
            routes.Home(),
            routes.Review(draft_id),
            routes.Status(draft_id),
            routes.Enrolment(routes.Status(draft_id)),
        ]
        for route in shown:
            self.look_at(route)
        if self.parts.sessions.current:
            self.look_at(routes.Login())

    def look_at(self, route: routes.Route) -> None:
        self.window.navigate(route)
        self._settle()
        told = [one.failure.code for one in self.seen(FailurePanel)]
        assert "unexpected" not in told, (self.kind.value, route)
        if not isinstance(route, routes.Login):
            assert not bar_faults(self.window), (self.kind.value, route)

    def print_all(self) -> None:
        """Open every paper of the application: each is made, and could be printed."""
        self.look_at(routes.Status(self.draft.id))
        papers = [one for one in self.seen(QAbstractButton) if one.objectName()[:6] == "paper-"]
        assert papers
        for button in papers:
            self._print(button)

    def seen(self, kind: type[QWidget]) -> list[Any]:
        QApplication.processEvents()
        return [one for one in self.window.findChildren(kind) if one.isVisible()]

    def _print(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._settle()
        dialogs = self.seen(PaperDialog)
        assert len(dialogs) == 1
        assert dialogs[0].print_button.isEnabled(), button.text()
        dialogs[0].close()
        self._settle()

    def _settle(self) -> None:
        def still() -> bool:
            return not self.parts.jobs.busy and not self.seen(WorkingPanel)

        self._qtbot.waitUntil(still, timeout=60_000)


def bar_faults(window: MainWindow) -> list[str]:
    """What is wrong with the buttons one must press: they stand below, back left of the primary."""
    bar = window.current.bar
    shown = [each for each in window.findChildren(QAbstractButton) if each.isVisible()]
    primary = [each for each in shown if each.property("look") == "primary"]
    in_bar = [each for each in shown if bar.isAncestorOf(each)]
    faults = [f"not in the bar: {_name(each)}" for each in primary if each not in in_bar]
    faults += [
        f"not seen whole: {_name(each)}"
        for each in in_bar
        if each.visibleRegion().boundingRect() != each.rect()
    ]
    if len(primary) > 1:
        faults.append(f"more than one primary button: {[*map(_name, primary)]}")
    backs = [each for each in in_bar if each.shortcut().toString() == "Alt+B"]
    if backs and primary and _left(backs[0], window) >= _left(primary[0], window):
        faults.append("back is not left of the primary button")
    return faults


def _name(button: QAbstractButton) -> str:
    return button.objectName() or button.text()


def _left(widget: QWidget, window: QWidget) -> int:
    return widget.mapTo(window, QPoint()).x()


@pytest.fixture
def case_of(
    qtbot: QtBot, practice_home: Path, dress: Callable[..., None]
) -> Iterator[Callable[[Kind], Case]]:
    built = Parts(practice=True, folder=practice_home, administrator_file=practice_home / "none")
    yield lambda kind: Case(qtbot, built, kind)
    built.close()


@pytest.mark.parametrize("kind", Kind)
def test_every_screen_opens_in_every_state(case_of: Callable[[Kind], Case], kind: Kind) -> None:
    case = case_of(kind)
    case.look_at_all()
    if kind is Kind.SUPPLIER:
        needing: dict[Any, routes.Route] = {
            routes.NewApplication: routes.NewApplication(kind),
            routes.Application: routes.Application(case.draft.id),
            routes.Review: routes.Review(case.draft.id),
            routes.Renewal: routes.Renewal(case.entry),
        }
        kind_of_route: Any
        for kind_of_route in SCREENS:
            case.look_at(needing[kind_of_route] if kind_of_route in needing else kind_of_route())
    case.file()
    case.parts.following.cancel(Work(), case.draft.id, case.status().version)
    case.look_at_all()

    case.draft = case.new_draft()
    case.file()
    if case.status().state is State.ON_HOLD:
        case.officer("resume")
    case.officer("reject", "사업자등록 사항이 다릅니다.")
    case.look_at_all()

    case.draft = case.new_draft()
    case.file()
    case.look_at_all()
    case.print_all()
    if case.status().state is State.PENDING:
        case.officer("hold", "등록증 사본을 다시 보내 주십시오.")
    case.look_at_all()
    case.officer("resume")
    case.officer("approve")
    case.look_at_all()
    if kind is Kind.CATALOGUE:
        case.log_in("password")
        case.look_at_all()
    case.enrol()
    case.log_in("certificate")
    case.look_at_all()


def test_every_procedure_has_the_step_an_application_stands_at() -> None:
    for procedure in PROCEDURES.values():
        for state in State:
            for enrolled in (False, True):
                assert procedure.has(procedure.step_after_filing(state, enrolled=enrolled))
