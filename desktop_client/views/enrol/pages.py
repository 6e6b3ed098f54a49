"""The pages of the enrolment: whose certificate, what is signed, and that it is done."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_client.views.enrol import texts
from desktop_client.views.enrol.firms import Firm
from desktop_client.views.enrol.user_form import UserForm
from desktop_client.views.language import say
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.certificate import certificate_rows
from desktop_client.views.signing.document import SignedDocument, readable_page
from desktop_client.views.signing.facts import Facts
from desktop_client.views.signing.find_bar import FindBar
from desktop_client.views.signing.readable import enrolment_rows, user_rows
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton, SecondaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.listing import go_to_selected
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from registration.field_types import show_business_number
from registration.forms.carrying import user_in
from registration.submission import Enrolment

if TYPE_CHECKING:
    from desktop_client.workflows.certificates import Opened
    from desktop_client.workflows.enrolment import EnrolmentReview
    from registration.wire import Enrolled

Act = Callable[[], object]
MOST_FIRMS_SEEN = 4


class UserPage(QWidget):
    """The approved firm and the user of its certificate."""

    def __init__(
        self,
        firms: Sequence[Firm],
        which: str | None,
        answers: Mapping[str, Any],
        go_on: Act,
        *,
        replaced: str | None = None,
        back: Act | None = None,
        ready: str | None = None,
    ) -> None:
        """`ready`: the holder of the certificate to register, where it need not be chosen."""
        super().__init__()
        self._firms = firms
        self.list = _firm_list(firms, which)
        self.form = UserForm(answers)
        down = column(self)
        down.addWidget(Label(say(texts.INTRODUCTION)))
        if replaced is not None:
            down.addWidget(Notice("info", say(texts.REPLACES, holder=replaced)))
        down.addWidget(Label(say(texts.FIRMS), "strong"))
        down.addWidget(self.list)
        down.addWidget(Label(say(texts.USER), "title"))
        self._known = Swap()
        down.addWidget(self._known)
        down.addWidget(self.form)
        if replaced is not None:
            self.form.setEnabled(False)  # it stays who it was; 이용자 정보 수정 changes it
        if ready is not None:
            down.addWidget(Notice("info", say(texts.READY, holder=ready)))
        button = PrimaryButton(say(texts.CHOOSE if ready is None else texts.GO_ON), go_on)
        button.setObjectName("enrol-sign")
        if replaced is None:
            self.list.currentRowChanged.connect(self._offer_known)
            self._offer_known()
        way_back = Button(say(texts.TO_REGISTERED), back) if back else None
        if way_back:
            way_back.setObjectName("enrol-registered")
        stand_in_bar(self, button, back=way_back)

    def _offer_known(self) -> None:
        """Offer what the application says of the user, while nothing was typed."""
        firm = self.firm
        known = user_in(firm.draft.form) if firm and firm.draft else {}
        if not known or any(self.form.answers.values()):
            self._known.clear()
            return
        fill = named(
            SecondaryButton(say(texts.FILL_IN), lambda: self._fill_in(known)), "enrol-known"
        )
        told = say(texts.KNOWN_USER, known=", ".join(known.values()))
        self._known.show_only(Notice("info", told, fill))
        QWidget.setTabOrder(self.list, fill)  # as it stands, before the fields below

    def _fill_in(self, known: Mapping[str, str]) -> None:
        self.form.fill_in(known)
        self._known.clear()
        self.form.focus()

    @property
    def firm(self) -> Firm | None:
        """The firm that is chosen, if its application is approved."""
        row = self.list.currentRow()
        return self._firms[row] if row >= 0 and self._firms[row].approved else None


def _firm_list(firms: Sequence[Firm], which: str | None) -> QListWidget:
    listed = QListWidget()
    listed.setObjectName("enrol-list")
    listed.setAccessibleName(say(texts.FIRMS))
    for firm in firms:
        item = QListWidgetItem(firm.words)
        if not firm.approved:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        listed.addItem(item)
    go_to_selected(listed)
    chosen = [row for row, firm in enumerate(firms) if firm.which == which and firm.approved]
    listed.setCurrentRow(chosen[0] if chosen else 0)
    height = listed.sizeHintForRow(0) * min(len(firms), MOST_FIRMS_SEEN)
    listed.setFixedHeight(height + 2 * listed.frameWidth() + 2)
    return listed


class StatementPage(QWidget):
    """The whole document to be signed and the certificate that signs it.

    `ends_password`: nobody logs in by ID and password any more once this is registered.
    """

    def __init__(
        self,
        review: "EnrolmentReview",
        opened: "Opened",
        send: Act,
        other: Act,
        back: Act,
        *,
        ends_password: bool,
    ) -> None:
        super().__init__()
        shown = Enrolment.parse(review.content)
        down = column(self)
        if ends_password:
            down.addWidget(named(Notice("warning", say(texts.ENDS_PASSWORD)), "enrol-ends"))
        down.addWidget(Label(say(texts.REVIEW)))
        down.addWidget(Label(say(signing_texts.SIGNER), "strong"))
        down.addWidget(Facts(certificate_rows(opened), signing_texts.SIGNER))
        self.document = SignedDocument(readable_page(enrolment_rows(shown)), review.content)
        down.addWidget(FindBar(self.document))
        down.addWidget(self.document)
        self.send_button = PrimaryButton(say(texts.SEND), send)
        self.send_button.setObjectName("enrol-send")
        another = Button(say(texts.OTHER), other)
        another.setObjectName("enrol-other")
        back_button = Button(say(texts.BACK), back)
        back_button.setObjectName("enrol-back")
        stand_in_bar(self, self.send_button, another, back=back_button)


class DonePage(QWidget):
    """The certificate is registered; next comes the login."""

    def __init__(self, enrolled: "Enrolled", login: Act, *, replaced: bool) -> None:
        super().__init__()
        down = column(self)
        self.notice = Notice("success", say(texts.DONE_REPLACED if replaced else texts.DONE))
        down.addWidget(self.notice)
        self.login_button = PrimaryButton(say(texts.LOGIN), login)
        self.login_button.setObjectName("enrol-login")
        stand_in_bar(self, self.login_button)
        number = show_business_number(enrolled.key)
        down.addWidget(
            Facts(
                [
                    (texts.ORGANISATION, enrolled.organisation),
                    (signing_texts.KEY, number),
                    *user_rows(enrolled.user),
                ]
            )
        )
