"""No page of signing, following, enrolling and logging in is clipped, unnamed or faint."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.pki.findings import WrongPassword
from desktop_client.views import routes, theme
from desktop_client.views.certificates import CertificatePicker
from desktop_client.views.language import set_language
from desktop_client.views.widgets.full_text import FullText
from desktop_client.views.widgets.layouts import column, scrolling
from desktop_client.views.widgets.tabs import Tabs
from desktop_client.work import Work
from desktop_client.workflows.certificates import Candidate, Sought
from registration.kinds import Key, Kind
from registration.lifecycle import State
from registration.text import Language
from testing.views import looks
from testing.views.acting import FakeParts, Stage
from testing.views.certificates import open_certificate, type_password
from testing.views.faking import Gate, R, Told
from testing.views.made_up import status
from tests.views.signing.test_enrol import write_user
from tests.views.signing.test_session import REGISTRATION

Check = Callable[[QWidget], list[str]]
CORPORATE_NUMBER_TO_CHECK = "110111-1234560"


class Critic:
    """Looks at one page after another and keeps what is wrong with each."""

    def __init__(self, stage: Stage, *checks: Check) -> None:
        self._stage, self._checks = stage, checks
        self.faults: dict[str, list[str]] = {}
        self.seen: list[str] = []

    def look(self, page: str) -> None:
        """Check what is on the screen."""
        looks.settle()
        shown = QApplication.activeModalWidget() or self._stage.top
        faults = [fault for check in self._checks for fault in check(shown)]
        self.seen.append(page)
        if faults:
            self.faults[page] = faults


@contextmanager
def waiting(stage: Stage, told: Told[R], name: str) -> Iterator[None]:
    """Press a button whose work does not end before the page has been looked at."""
    gate = Gate(ClientError("service_unreachable"))
    told.will(gate)
    stage.click(name)
    stage.qtbot.waitUntil(gate.reached.is_set)
    yield
    gate.let_go()
    stage.settle()


def walk(stage: Stage, ready: FakeParts, all_kinds: list[Candidate], critic: Critic) -> None:
    """Come by every page."""
    look_at_certificates(stage, ready, all_kinds, critic)
    look_at_review(stage, ready, critic)
    look_at_status(stage, ready, critic)
    look_at_enrolment(stage, ready, critic)
    look_at_session(stage, ready, critic)


def look_at_certificates(
    stage: Stage, ready: FakeParts, all_kinds: list[Candidate], critic: Critic
) -> None:
    parts: Any = ready
    opened = ready.certificates.open(Work(), None, "", Sought())
    for page, found in (("empty", []), ("unfit", all_kinds[-1:]), ("list", all_kinds)):
        ready.certificates.found.will(found)
        picker = CertificatePicker(parts, Sought(Kind.SUPPLIER))
        page_of_window = QWidget()  # which paints the ground that an area leaves bare
        column(page_of_window).addWidget(scrolling(picker))
        stage.show(page_of_window)
        picker.search()
        stage.settle()
        critic.look(f"certificates-{page}")
    picker.list.table.select_row(0)
    stage.press("certificate-details")
    ready.certificates.opened.will(WrongPassword(), ClientError("identity_mismatch_here"))
    for page in ("wrong", "failed"):
        type_password(stage, "pass-word-1")
        stage.press("certificate-choose")
        critic.look(f"password-{page}")
    ready.certificates.found.will(all_kinds[:1])
    ready.certificates.opened.will(opened)


def look_at_review(stage: Stage, ready: FakeParts, critic: Critic) -> None:
    stage.enter(routes.Review(draft_id=ready.draft(corporate_number=CORPORATE_NUMBER_TO_CHECK).id))
    critic.look("review")
    stage.find(QTabWidget, "signed-document").setCurrentIndex(1)
    critic.look("review-original")
    stage.press("review-sign")
    critic.look("review-certificates")
    open_certificate(stage)
    critic.look("review-confirm")
    with waiting(stage, ready.filing.sending, "review-send"):
        critic.look("review-sending")
    critic.look("review-refused")
    stage.press("review-again")
    stage.press("review-sign")
    open_certificate(stage)
    ready.filing.sending.will(ready.filing.lose)
    stage.press("review-send")
    critic.look("review-lost")
    assert ready.filing.review is not None
    stage.enter(routes.Review(draft_id=ready.filing.review.draft_id))
    critic.look("review-interrupted")
    stage.press("review-resend")
    critic.look("review-sent")
    stage.enter(routes.Review(draft_id=ready.draft(name="").id))
    critic.look("review-problems")


def look_at_status(stage: Stage, ready: FakeParts, critic: Critic) -> None:
    for state in State:
        ready.following.asking.will(status(state))
        stage.enter(routes.Status())
        critic.look(f"status-{state}")
        if state is State.ON_HOLD:
            stage.press("status-cancel")
            critic.look("status-cancel")
    ready.following.asking.will(ClientError("service_unreachable"))
    stage.enter(routes.Status())
    critic.look("status-failed")


def look_at_enrolment(stage: Stage, ready: FakeParts, critic: Critic) -> None:
    ready.following.asking.will(status(State.PENDING))
    stage.enter(routes.Enrolment())
    critic.look("enrol-none")
    ready.following.asking.will(status(State.APPROVED))
    stage.enter(routes.Enrolment())
    stage.press("enrol-sign")
    critic.look("enrol-problems")
    write_user(stage)
    stage.press("enrol-sign")
    open_certificate(stage)
    critic.look("enrol-statement")
    ready.enrolling.sending.will(ServiceRefused("certificate_registered"), None)
    stage.press("enrol-send")
    critic.look("enrol-refused")
    stage.press("enrol-again")
    stage.press("enrol-send")
    critic.look("enrol-done")


def look_at_session(stage: Stage, ready: FakeParts, critic: Critic) -> None:
    applications = {"applications": [status(State.ON_HOLD)]}
    ready.sessions.reading.will(REGISTRATION.model_copy(update=applications))
    ready.sessions.by = Key.PASSWORD
    stage.enter(routes.Login())
    critic.look("session-login")
    stage.press("session-technical")
    critic.look("session-statement")
    stage.find(Tabs, "login-tabs").setCurrentIndex(1)
    critic.look("session-login-by-id")
    stage.find(Tabs, "login-tabs").setCurrentIndex(0)
    open_certificate(stage)
    critic.look("session-registered")
    for page in ("user-edit-2", "user-remove-2", "session-password", "record-export-supplier"):
        stage.find(Tabs, "registered-tabs").setCurrentIndex(1 if "user" in page else 0)
        stage.press(page)
        critic.look(page)
        stage.press("registered-keep" if page == "user-remove-2" else "registered-back")
    ready.sessions.reading.will(ServiceRefused("session_expired"))
    stage.press("session-refresh")
    critic.look("session-ended")


def scrolled_inside(root: QWidget) -> list[str]:
    """Return the texts that do not show all of themselves."""
    return [
        f"{text.accessibleName()} hides {text.verticalScrollBar().maximum()} pixels"
        for text in root.findChildren(FullText)
        if text.isVisible() and text.verticalScrollBar().maximum()
    ]


@pytest.fixture
def all_kinds(candidates: dict[str, Candidate]) -> list[Candidate]:
    """Every practice certificate as the picker orders them."""
    return sorted(candidates.values(), key=lambda one: not one.fits)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_is_clipped_or_unnamed(
    stage: Stage, ready: FakeParts, all_kinds: list[Candidate], language: Language, percent: int
) -> None:
    set_language(language)
    theme.apply(QApplication.instance(), "light", percent)  # type: ignore[arg-type]
    critic = Critic(stage, looks.clipped, looks.unnamed, scrolled_inside)
    walk(stage, ready, all_kinds, critic)
    assert len(critic.seen) > 30
    assert critic.faults == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_nothing_is_faint(
    stage: Stage, ready: FakeParts, all_kinds: list[Candidate], name: str
) -> None:
    theme.apply(QApplication.instance(), name, 100)  # type: ignore[arg-type]
    critic = Critic(stage, looks.faint_texts, looks.faint_borders)
    seen_at_once = [all_kinds[0], all_kinds[-1]]
    walk(stage, ready, seen_at_once, critic)
    assert critic.faults == {}
