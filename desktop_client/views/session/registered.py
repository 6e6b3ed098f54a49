"""The registered record: the firm, its certificates with their users, and the whole form."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.session import texts
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.signing.readable import user_rows
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.summary import FormSummary
from registration.forms import describe
from registration.kinds import PROCEDURES
from registration.korean_time import show_time
from registration.numbers import show_business_number

if TYPE_CHECKING:
    from registration.messages import RegisteredCertificate, Registration, Session

Act = Callable[[], object]


class RegisteredPage(QWidget):
    """What the service holds about the firm that is logged in."""

    def __init__(
        self, session: "Session", registration: "Registration", logout: Act, refresh: Act
    ) -> None:
        super().__init__()
        down = column(self)
        down.addWidget(self._top(session, logout, refresh))
        down.addWidget(Label(say(texts.REGISTRATION), "title"))
        down.addWidget(Facts(_rows(registration), texts.REGISTRATION))
        certificates = registration.certificates
        down.addWidget(Label(say(texts.CERTIFICATES, count=len(certificates)), "title"))
        for number, certificate in enumerate(certificates, 1):
            down.addWidget(Label(say(texts.CERTIFICATE, number=number), "strong"))
            down.addWidget(Facts(_certificate_rows(certificate)))
        down.addWidget(Label(say(texts.FORM), "title"))
        self.form = FormSummary(describe(registration.kind), registration.form)
        down.addWidget(self.form)

    def show_left(self, minutes: int) -> None:
        """Show how long the session still lasts."""
        self._left.setText(say(texts.LEFT, minutes=minutes))

    def _top(self, session: "Session", logout: Act, refresh: Act) -> QWidget:
        card = Card()
        words = say(texts.WELCOME, organisation=session.organisation, user=session.user)
        card.column.addWidget(Label(words, "lead"))
        self._left = Label("", "subtle")
        self._left.setObjectName("session-left")
        card.column.addWidget(self._left)
        self.logout_button = PrimaryButton(say(texts.LOGOUT), logout)
        self.logout_button.setObjectName("session-logout")
        again = Button(say(texts.REFRESH), refresh)
        again.setObjectName("session-refresh")
        card.column.addWidget(wrapping_row(self.logout_button, again))
        return card


def _rows(registration: "Registration") -> list[Row]:
    return [
        (signing_texts.KIND, say(PROCEDURES[registration.kind].title)),
        (texts.ORGANISATION, registration.organisation),
        (signing_texts.BUSINESS_NUMBER, show_business_number(registration.business_number)),
        (texts.RECEIPT_NUMBER, registration.receipt_number),
        (texts.REGISTERED, show_time(registration.registered)),
    ]


def _certificate_rows(certificate: "RegisteredCertificate") -> list[Row]:
    return [
        (signing_texts.HOLDER, certificate.holder),
        (signing_texts.ISSUER, certificate.issuer),
        (signing_texts.EXPIRY, _expiry(certificate.expires)),
        *user_rows(certificate.user),
        (texts.FINGERPRINT, certificate.fingerprint),
    ]


def _expiry(expires: str) -> str:
    days = (datetime.fromisoformat(expires) - datetime.now(UTC)).days
    day = show_time(expires).partition(" ")[0]
    return say(texts.EXPIRED, day=day) if days < 0 else say(texts.EXPIRY, day=day, days=days)
