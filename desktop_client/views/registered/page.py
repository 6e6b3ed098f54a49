"""What the service holds about the organisation that is logged in."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.registered import texts
from desktop_client.views.registered.acting import Acting
from desktop_client.views.registered.records import RecordCard
from desktop_client.views.registered.users import UserCard
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.tabs import Tabs
from registration.comparison import differing
from registration.field_types import show_business_number
from registration.kinds import Key
from registration.lifecycle import STATE_NAMES
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from registration.wire import Registration, Session, Status


class RegisteredPage(QWidget):
    """Who is logged in, the records, the users with their certificates, the applications."""

    def __init__(
        self,
        session: "Session",
        registration: "Registration",
        acting: Acting,
        notice: Notice | None = None,
    ) -> None:
        super().__init__()
        down = column(self)
        if notice:
            down.addWidget(notice)
        for sanction in registration.sanctions:
            down.addWidget(Notice("danger", say(texts.SANCTION, **sanction.model_dump())))
        down.addWidget(self._top(session, registration, acting))
        pages = (
            self._record_page(registration, acting),
            _users_page(registration, acting),
            _applications_page(registration, acting),
        )
        titles = (texts.REGISTRATION, texts.USERS, texts.APPLICATIONS)
        count = len(registration.applications)
        self.tabs = named(
            Tabs(say(texts.PARTS), (say(title, count=count) for title in titles)),
            "registered-tabs",
        )
        down.addWidget(self.tabs)
        for page in pages:
            down.addWidget(page)
        self._pages = pages
        self.tabs.currentChanged.connect(self._show)
        self._show(0)

    def _show(self, tab: int) -> None:
        for at, page in enumerate(self._pages):
            page.setVisible(at == tab)

    def _record_page(self, registration: "Registration", acting: Acting) -> QWidget:
        page = QWidget()
        down = column(page)
        down.addWidget(Facts(_rows(registration), texts.REGISTRATION))
        for warning in _differing(registration):
            down.addWidget(warning)
        self.records = [RecordCard(record, acting) for record in registration.records]
        for record in self.records:
            down.addWidget(record)
        return page

    def show_left(self, minutes: int) -> None:
        """Show how long the session still lasts."""
        self._left.setText(say(texts.LEFT, minutes=minutes))

    def _top(self, session: "Session", registration: "Registration", acting: Acting) -> QWidget:
        card = Card()
        user = next(
            (member.user.name for member in registration.users if member.is_self), session.user
        )
        words = say(texts.WELCOME, organisation=registration.organisation, user=user)
        card.column.addWidget(Label(words, "lead"))
        self._left = named(Label("", "subtle"), "session-left")
        card.column.addWidget(self._left)
        self.start = named(Button(say(texts.REFRESH), acting.back), "session-refresh")
        buttons = [self.start]
        if session.by is Key.PASSWORD:
            change = Button(say(texts.PASSWORD), lambda: acting.ask_password(registration))
            buttons.append(named(change, "session-password"))
        card.column.addWidget(wrapping_row(*buttons))
        return card


def _users_page(registration: "Registration", acting: Acting) -> QWidget:
    page = QWidget()
    down = column(page)
    add = named(Button(say(texts.ADD), acting.add), "registered-add")
    down.addWidget(wrapping_row(add))
    for user in registration.users:
        down.addWidget(UserCard(user, registration.users, acting))
    return page


def _applications_page(registration: "Registration", acting: Acting) -> QWidget:
    page = QWidget()
    down = column(page)
    if not registration.applications:
        down.addWidget(Label(say(texts.NO_APPLICATIONS), "subtle"))
    for application in registration.applications:
        down.addWidget(_ApplicationCard(application, acting))
    return page


def _differing(registration: "Registration") -> Iterator[Notice]:
    """Yield a notice for every two records that say different things of the firm."""
    for first, second in combinations(registration.records, 2):
        titles = differing(first.kind, first.form, second.kind, second.form)
        if titles:
            names = {
                "first": say(PROCEDURES[first.kind].title),
                "second": say(PROCEDURES[second.kind].title),
                "titles": ", ".join(say(title) for title in titles),
            }
            yield Notice("warning", say(texts.DIFFERING, **names))


def _rows(registration: "Registration") -> list[Row]:
    return [
        (texts.ORGANISATION, registration.organisation),
        *_code_row(registration),
        (signing_texts.BUSINESS_NUMBER, show_business_number(registration.business_number)),
        (texts.STANDING, say(texts.SANCTIONED if registration.sanctions else texts.REGULAR)),
    ]


def _code_row(registration: "Registration") -> list[Row]:
    """Return 수요기관코드 where an institution is known by one."""
    if registration.key == registration.business_number:
        return []
    return [(texts.INSTITUTION_CODE, registration.key)]


class _ApplicationCard(Card):
    """One application, and the way to its status."""

    def __init__(self, status: "Status", acting: Acting) -> None:
        super().__init__()
        number = status.receipt_number
        words = say(
            texts.APPLICATION,
            number=number,
            title=say(PROCEDURES[status.kind].title),
            purpose=say(signing_texts.PURPOSES[status.purpose]),
            state=say(STATE_NAMES[status.state]),
        )
        self.column.addWidget(Label(words))
        show = Button(say(texts.SHOW_STATUS), lambda: acting.show_application(number))
        show.setAccessibleName(f"{say(texts.SHOW_STATUS)}: {words}")
        self.column.addWidget(wrapping_row(named(show, f"registered-application-{number}")))
