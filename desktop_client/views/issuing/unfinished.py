"""What was begun and interrupted: to be continued, or given up."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_client.views.certificates.typing_hint import TypingHint
from desktop_client.views.issuing import texts
from desktop_client.views.issuing.codes import TypedLine
from desktop_client.views.issuing.done import way
from desktop_client.views.language import say
from desktop_client.views.manager.fields import Ask, AskField
from desktop_client.views.times import minute
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, DangerButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.listing import go_to_selected
from desktop_client.views.widgets.notice import Notice
from desktop_client.workflows.issuing.obtaining import Begun
from desktop_client.workflows.issuing.pending import Stage, State
from desktop_client.workflows.issuing.token_keys import label_of
from registration.korean_time import today
from registration.text import Text

Act = Callable[[], object]
MOST_SEEN = 4


class UnfinishedPage(QWidget):
    """The chosen one is continued with its password, or given up after a question."""

    def __init__(
        self,
        begun: Sequence[Begun],
        *,
        go_on: Callable[[Begun, str], object],
        give_up: Callable[[Begun], object],
        anew: Button | None,
        notice: Notice | None = None,
    ) -> None:
        super().__init__()
        self._begun = begun
        self._go_on, self._give_up = go_on, give_up
        self.notice = notice or Notice("warning", say(texts.UNFINISHED_LEAD))
        self.list = _listed(begun)
        self.list.currentRowChanged.connect(self._chosen)
        self._stage = Label(_stage(begun[0].state), "subtle")
        self.password = TypedLine(
            "issuing-password", texts.UNFINISHED_PASSWORD, "", texts.FORGOTTEN
        )
        self.password.line.setEchoMode(self.password.line.EchoMode.Password)
        self.password.line.returnPressed.connect(self._go)
        self._ask_what_opens_it()
        down = column(self)
        for widget in (
            self.notice,
            Label(say(texts.UNFINISHED_WHY)),
            self.list,
            self._stage,
            self.password,
            TypingHint(self.password.line),
        ):
            down.addWidget(widget)
        ways = [
            way(say(texts.GIVE_UP), "give-up", lambda: self._give_up(self.chosen)),
            *([anew] if anew else []),
        ]
        stand_in_bar(self, way(say(texts.GO_ON), "go-on", self._go, first=True), *ways)

    @property
    def chosen(self) -> Begun:
        """The one that is chosen."""
        return self._begun[max(0, self.list.currentRow())]

    def tell_wrong(self, words: str) -> None:
        """Say that the password is another one."""
        self.password.tell(words)
        self.password.line.selectAll()

    def _go(self) -> None:
        typed = self.password.line.text()
        if not typed:
            self.password.tell(say(texts.MISSING))
            return
        self._go_on(self.chosen, typed)

    def _chosen(self) -> None:
        self.password.line.clear()
        self._stage.setText(_stage(self.chosen.state))
        self._ask_what_opens_it()

    def _ask_what_opens_it(self) -> None:
        state = self.chosen.state
        if state.on_token:
            self.password.ask(say(texts.UNFINISHED_PIN, label=state.token), say(texts.TOKEN_NEEDED))
        else:
            self.password.ask(say(texts.UNFINISHED_PASSWORD), say(texts.FORGOTTEN))


class GiveUpPage(QWidget):
    """What giving up means; leaving it as it is comes first.

    `give_up` is called with the PIN of the token that the key is in, or with None: the key is on
    disk, or stays in its token.
    """

    def __init__(self, begun: Begun, give_up: Callable[[str | None], object], keep: Act) -> None:
        super().__init__()
        self._give_up, self._on_token = give_up, begun.state.on_token
        self.pin = AskField(Ask.PIN)
        self.pin.setVisible(self._on_token)
        self._without = way(
            say(texts.GIVE_UP_WITHOUT), "give-up-without", lambda: self._give_up(None)
        )
        self._without.hide()
        name = label_of(begun.pending)
        self._left = Notice(
            "warning", say(texts.LEFT_ON_TOKEN, label=begun.state.token, name=name), self._without
        )
        self._left.hide()
        self.notice = Notice("danger", say(_warning(begun.state)))
        self.keep = way(say(texts.GIVE_UP_NO), "keep", keep)
        down = column(self)
        down.addWidget(Label(_words(begun), "strong"))
        down.addWidget(Label(_stage(begun.state), "subtle"))
        down.addWidget(self.notice)
        if self._on_token:
            down.addWidget(Label(say(texts.GIVE_UP_PIN_NEEDED)))
        down.addWidget(self.pin)
        down.addWidget(self._left)
        leave = DangerButton(say(texts.GIVE_UP_YES), self._go)
        leave.setObjectName("issuing-give-up-yes")
        stand_in_bar(self, None, leave, back=self.keep)

    def tell_wrong(self, words: str) -> None:
        """Say why the token did not do it, and offer to leave there what is there."""
        self.pin.show_problem(words)
        announce(self, words, at_once=True)
        for widget in (self._left, self._without):
            widget.show()

    def _go(self) -> None:
        typed = self.pin.line.text()
        if self._on_token and not typed:
            self.pin.show_problem(say(texts.MISSING))
            return
        self._give_up(typed if self._on_token else None)


def _listed(begun: Sequence[Begun]) -> QListWidget:
    listed = QListWidget()
    listed.setObjectName("issuing-unfinished")
    listed.setAccessibleName(say(texts.UNFINISHED_LIST))
    for each in begun:
        listed.addItem(QListWidgetItem(_words(each)))
    go_to_selected(listed)
    listed.setCurrentRow(0)
    height = listed.sizeHintForRow(0) * min(len(begun), MOST_SEEN)
    listed.setFixedHeight(height + 2 * listed.frameWidth() + 2)
    return listed


def _words(begun: Begun) -> str:
    state = begun.state
    what = (
        say(texts.RENEWAL_OF, holder=begun.renewed)
        if begun.renewed
        else say(texts.ISSUE_OF, reference=state.reference)
    )
    day = today(datetime.fromisoformat(state.begun)).isoformat()
    return say(texts.UNFINISHED_ROW, what=what, day=day)


def _stage(state: State) -> str:
    waits = state.stage is Stage.BEGUN and not state.asked
    return say(
        texts.UNFINISHED_STAGE,
        begun=minute(datetime.fromisoformat(state.begun)),
        stage=say(texts.NOT_ASKED if waits else texts.STAGES[state.stage]),
    )


def _warning(state: State) -> Text:
    """Return what giving up means, as far as it has come."""
    if state.renews:
        return texts.GIVE_UP_RENEWAL if state.asked else texts.GIVE_UP_RENEWAL_NOT_ASKED
    if state.stage is not Stage.BEGUN:
        return texts.GIVE_UP_ISSUED
    return texts.GIVE_UP_ASKED if state.asked else texts.GIVE_UP_NOT_ASKED
