"""인증서 관리: every certificate of this computer, how it stands, and what can be done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.actions import Action, Offered, Told, import_pfx, offered
from desktop_client.views.manager.arrange_bar import ArrangeBar
from desktop_client.views.manager.arranging import Arrangement
from desktop_client.views.manager.details import Details
from desktop_client.views.manager.dialog import ActionDialog
from desktop_client.views.manager.listing import KeptList
from desktop_client.views.screen import Navigate, Parts, Screen
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, DangerButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.jobs import Job
    from desktop_client.work import Work
    from desktop_client.workflows.keeping import Kept


class Found(NamedTuple):
    """What was found, where was looked, and the folder that imports go to unless told."""

    found: list[Kept]
    places: list[Path]
    target: Path | None


class ManagerScreen(Screen):
    """The list above, the chosen certificate below, its actions beside it."""

    title = texts.TITLE

    def __init__(self, parts: Parts, navigate: Navigate) -> None:
        super().__init__(parts, navigate)
        self._found: list[Kept] = []
        self._target: Path | None = None
        self._current: Path | None = None
        self._job: Job | None = None

    def enter(
        self, arrangement: Arrangement | None = None, current: Path | None = None, **_more: Any
    ) -> None:
        """Look for the certificates; `current` is the folder of the one to show."""
        self._current = current
        self._bar = ArrangeBar(arrangement or Arrangement())
        self._bar.changed.connect(self._arrange)
        self.list = KeptList()
        self.list.currentRowChanged.connect(self._choose)
        self._told, self._details = Swap(), Swap()
        self._count = Label("", "subtle")
        self._actions = Swap()
        self.page = StatePage(self._content())
        down = column(self, margin=24)
        down.addWidget(Label(say(texts.TITLE), "heading"))
        down.addWidget(self._told)
        down.addWidget(self.page)
        down.addStretch(1)
        QShortcut(QKeySequence("F5"), self).activated.connect(self._refresh)
        self._search()

    def place(self) -> dict[str, Any]:
        """Come back to the same certificate of the same list."""
        return {"arrangement": self._bar.arrangement, "current": self._current}

    def _content(self) -> QWidget:
        content = QWidget()
        down = column(content)
        buttons = wrapping_row(*self._general_buttons())
        for widget in (self._bar, self._count, self.list, buttons, self._actions, self._details):
            down.addWidget(widget)
        return content

    def _general_buttons(self) -> tuple[Button, Button]:
        again = Button(say(texts.LOOK_AGAIN), self._search)
        again.setObjectName("manager-again")
        bring = Button(say(texts.IMPORT), self._import)
        bring.setObjectName("manager-import")
        return again, bring

    def _refresh(self) -> None:
        if self.page.panel is None:
            self._search()

    def _search(self) -> None:
        panel = self.page.show_working(stop=self._stop)
        panel.stop_button.setObjectName("manager-stop")
        self._job = self.parts.jobs.run(
            self._find, done=self._show, failed=self._failed, progress=panel.report, owner=self
        )

    def _find(self, work: Work) -> Found:
        places = self.parts.keeping.places(work)
        target = next((one for one in places if one.is_dir()), None)
        return Found(self.parts.keeping.find(work), places, target)

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
        self.page.show_empty(say(texts.STOPPED), *self._general_buttons())

    def _failed(self, failure: Failure) -> None:
        self.page.show_failure(failure, self._search).retry_button.setObjectName("manager-retry")

    def _show(self, result: Found) -> None:
        self._found, self._target = result.found, result.target
        if not self._found:
            listed = ", ".join(breakable(str(one)) for one in result.places)
            words = say(texts.NONE_FOUND, places=listed)
            self.page.show_empty(words, *self._general_buttons())
            return
        self.page.show_content()
        self._arrange(self._bar.arrangement)
        self.list.setFocus()

    def _arrange(self, arrangement: Arrangement) -> None:
        shown = arrangement.apply(self._found)
        count = say(texts.COUNT, shown=len(shown), all=len(self._found))
        self._count.setText(count if shown else say(texts.NONE_MATCHES))
        announce(self, self._count.text())
        self.list.setVisible(bool(shown))
        self.list.show_all(shown, self._current)
        self._choose()

    def _choose(self, *_row: int) -> None:
        kept = self.list.kept
        if kept is None:
            self._details.clear()
            self._actions.clear()
            return
        self._current = kept.folder
        self._details.show_only(Details(self.parts, kept))
        self._actions.show_only(wrapping_row(*self._buttons(kept)))

    def _buttons(self, kept: Kept) -> list[Button]:
        buttons = []
        for name, words, action in offered(kept):
            look = DangerButton if name == "delete" else Button
            button = look(say(words), partial(self._offer, action, kept))
            button.setObjectName(f"manager-{name}")
            buttons.append(button)
        return buttons

    def _offer(self, action: Offered, kept: Kept) -> None:
        self._ask(action(self.parts.keeping, kept))

    def _import(self) -> None:
        self._ask(import_pfx(self.parts.keeping, self._target))

    def _ask(self, action: Action) -> None:
        dialog = ActionDialog(self.parts, action, self)
        dialog.succeeded.connect(self._succeeded)
        dialog.open()

    def _succeeded(self, told: Told) -> None:
        notice = Notice(*told)
        self._told.show_only(notice)
        notice.tell()
        self._search()
