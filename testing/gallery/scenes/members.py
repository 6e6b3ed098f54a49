"""Logging in, what is registered, and registering a certificate."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.views import routes
from desktop_client.views.widgets.tabs import Tabs
from registration.kinds import Key, Kind
from registration.lifecycle import State
from registration.wire import RecordChange, RecordHistory, Sanction
from testing.gallery.scene import scene
from testing.gallery.studio import Studio
from testing.views import hands
from testing.views.certificates import open_certificate
from testing.views.made_up import RECORD, registration, status

USER = {
    "name": "김이용",
    "department": "영업팀",
    "email": "user@practice.example.kr",
    "mobile": "010-0000-0002",
}
EXPIRES = "2027-03-03T15:00:00Z"


def login(studio: Studio, tab: int = 0) -> None:
    """Come to the login."""
    studio.ready()
    studio.begin_session()
    known = registration(EXPIRES)
    filed = [status(State.ON_HOLD), status(State.APPROVED)]
    studio.answers.sessions.reading.will(known.model_copy(update={"applications": filed}))
    studio.enter(routes.Login())
    studio.find(Tabs, "login-tabs").setCurrentIndex(tab)


def log_in(studio: Studio, tab: int = 0) -> None:
    """Log in and show a tab of what is registered."""
    login(studio)
    open_certificate(studio)
    studio.find(Tabs, "registered-tabs").setCurrentIndex(tab)


@scene("login", "certificate")
def by_certificate(studio: Studio) -> None:
    login(studio)


@scene("login", "list")
def by_certificates(studio: Studio) -> None:
    login(studio)
    studio.answers.certificates.found.will(studio.store.all)
    studio.enter(routes.Login())


@scene("login", "technical")
def technical(studio: Studio) -> None:
    login(studio)
    studio.press("session-technical")


@scene("login", "id")
def by_id(studio: Studio) -> None:
    login(studio, 1)


@scene("login", "refused")
def refused(studio: Studio) -> None:
    login(studio)
    studio.answers.sessions.logging_in.will(ServiceRefused("certificate_not_registered"))
    open_certificate(studio)


@scene("login", "ended")
def ended(studio: Studio) -> None:
    log_in(studio)
    studio.answers.sessions.reading.will(ServiceRefused("session_expired"))
    studio.press("session-refresh")


@scene("registered", "data")
def data(studio: Studio) -> None:
    log_in(studio)


@scene("registered", "users")
def users(studio: Studio) -> None:
    log_in(studio, 1)


@scene("registered", "applications")
def applications(studio: Studio) -> None:
    log_in(studio, 2)


@scene("registered", "sanctioned")
def sanctioned(studio: Studio) -> None:
    studio.answers.sessions.sanctions = [
        Sanction(agency="한국도로공사", start="2026-11-01", end="2027-04-30", reason="뇌물 제공")
    ]
    log_in(studio)


@scene("registered", "history")
def history(studio: Studio) -> None:
    old: dict[str, Any] = RECORD.form | {"general": RECORD.form["general"] | {"name": "옛 이름"}}
    versions = [
        RecordChange(
            version=number, at="2026-11-22T15:30:00Z", receipt_number="2026000001", form=form
        )
        for number, form in ((2, RECORD.form), (1, old))
    ]
    studio.answers.members.history.will(RecordHistory(kind=Kind.SUPPLIER, versions=versions))
    log_in(studio)
    studio.press("record-history-supplier")


@scene("registered", "change-begun")
def change_begun(studio: Studio) -> None:
    studio.answers.members.begun.will(studio.draft())
    log_in(studio)
    studio.press("record-change-supplier")


@scene("registered", "export")
def export(studio: Studio) -> None:
    log_in(studio)
    studio.press("record-export-supplier")


@scene("registered", "password")
def password(studio: Studio) -> None:
    studio.answers.sessions.by = Key.PASSWORD
    log_in(studio)
    studio.press("session-password")


@scene("registered", "user-edit")
def user_edit(studio: Studio) -> None:
    log_in(studio, 1)
    studio.press("user-edit-2")


@scene("registered", "user-remove")
def user_remove(studio: Studio) -> None:
    log_in(studio, 1)
    studio.press("user-remove-2")


@scene("registered", "failed")
def failed(studio: Studio) -> None:
    log_in(studio)
    studio.answers.sessions.reading.will(ClientError("service_unreachable"))
    studio.press("session-refresh")


@scene("enrol", "none")
def none(studio: Studio) -> None:
    draft = studio.filed_draft()
    studio.answers.following.asking.will(status(State.PENDING))
    studio.enter(routes.Enrolment(routes.Status(draft.id)))


@scene("enrol", "user")
def user(studio: Studio) -> None:
    studio.ready()
    draft = studio.filed_draft()
    studio.answers.following.asking.will(status(State.APPROVED))
    studio.enter(routes.Enrolment(routes.Status(draft.id)))


@scene("enrol", "problems")
def problems(studio: Studio) -> None:
    user(studio)
    studio.press("enrol-sign")


@scene("enrol", "statement")
def statement(studio: Studio) -> None:
    user(studio)
    for key, answer in USER.items():
        line = studio.find(QLineEdit, f"enrol-{key}")
        line.setFocus()
        studio.qtbot.waitUntil(line.hasFocus)
        line.clear()
        hands.type_text(answer)
    studio.press("enrol-sign")
    open_certificate(studio)


@scene("enrol", "refused")
def enrolment_refused(studio: Studio) -> None:
    studio.answers.enrolling.sending.will(ServiceRefused("certificate_registered"))
    statement(studio)
    studio.press("enrol-send")


@scene("enrol", "done")
def done(studio: Studio) -> None:
    statement(studio)
    studio.press("enrol-send")
