"""이용자: a person of the organisation with their certificates, and what may be done with them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from desktop_client.views.language import say
from desktop_client.views.registered import texts
from desktop_client.views.registered.acting import Acting
from desktop_client.views.registered.days import ends_at
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.signing.readable import user_rows
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import wrapping_row
from desktop_client.views.widgets.look import named
from registration.korean_time import show_time
from registration.text import Text

if TYPE_CHECKING:
    from registration.wire import RegisteredCertificate, RegisteredUser


class UserCard(Card):
    """One user. The 대표수신자 manages all of them, everybody else their own particulars."""

    def __init__(
        self, user: "RegisteredUser", users: Sequence["RegisteredUser"], acting: Acting
    ) -> None:
        super().__init__()
        self._user, self._acting = user, acting
        self._others = [other for other in users if other.id != user.id]
        self._manages = any(member.is_self and member.is_recipient for member in users)
        self.setObjectName(f"user-{user.id}")
        marks = (texts.RECIPIENT, user.is_recipient), (texts.SELF, user.is_self)
        words = [user.user.name, *(say(mark) for mark, holds in marks if holds)]
        self.column.addWidget(Label(" · ".join(words), "strong"))
        rows = user_rows(user.user)
        if user.account_id:
            rows.append((texts.ACCOUNT, user.account_id))
        self.column.addWidget(Facts(rows))
        buttons = list(self._buttons())
        if buttons:
            self.column.addWidget(wrapping_row(*buttons))
        if not user.certificates and not user.account_id:
            self.column.addWidget(Label(say(texts.NO_CERTIFICATES), "subtle"))
        for number, certificate in enumerate(user.certificates, 1):
            self.column.addWidget(Label(say(texts.CERTIFICATE, number=number), "strong"))
            self.column.addWidget(Facts(_rows(certificate)))
            self.column.addWidget(wrapping_row(*self._certificate_buttons(certificate)))

    def _buttons(self) -> Iterator[Button]:
        user, act = self._user, self._acting
        if self._manages or user.is_self:
            yield self._button(texts.EDIT, "edit", partial(act.edit, user))
        if self._manages and not user.is_recipient:
            if user.certificates or user.account_id:
                ask = partial(act.ask_recipient, user)
                yield self._button(texts.NAME_RECIPIENT, "recipient", ask)
            yield self._button(texts.REMOVE_USER, "remove", partial(act.ask_remove, user))

    def _certificate_buttons(self, certificate: "RegisteredCertificate") -> Iterator[Button]:
        user, act = self._user, self._acting
        place = f"{certificate.fingerprint[:8]}"
        if self._manages or user.is_self:
            renew = Button(say(texts.RENEW), partial(act.renew, user, certificate))
            yield named(renew, f"certificate-renew-{place}")
            end = Button(say(texts.REMOVE_CERTIFICATE), partial(act.ask_end, user, certificate))
            yield named(end, f"certificate-end-{place}")
        if self._manages and self._others:
            give = Button(
                say(texts.TRANSFER), partial(act.ask_transfer, user, certificate, self._others)
            )
            yield named(give, f"certificate-give-{place}")

    def _button(self, words: Text, name: str, act: "partial[None]") -> Button:
        return named(Button(say(words), act), f"user-{name}-{self._user.id}")


def _rows(certificate: "RegisteredCertificate") -> list[Row]:
    return [
        (signing_texts.HOLDER, certificate.holder),
        (signing_texts.ISSUER, certificate.issuer),
        (signing_texts.EXPIRY, ends_at(datetime.fromisoformat(certificate.expires))),
        (texts.ENROLLED_AT, show_time(certificate.registered)),
        (texts.FINGERPRINT, certificate.fingerprint),
    ]
