"""인증서 관리: every certificate of this computer, how it stands, and what can be done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_client.jobs import Jobs
from desktop_client.views import routes
from desktop_client.views.certificates.listing import CertificateList
from desktop_client.views.certificates.rows import Arrangement, CertificateRow, Rows
from desktop_client.views.certificates.watch import PlaceWatch
from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.actions import Told, import_pfx
from desktop_client.views.manager.details import Details
from desktop_client.views.manager.dialog import ActionDialog
from desktop_client.views.manager.offers import Offer, Offered, offered
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, DangerButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task
from desktop_client.views.widgets.working import WorkingPanel
from desktop_client.workflows.holding import can_sign

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.views.issuing.revocation import Revoke
    from desktop_client.work import Work
    from desktop_client.workflows.certificate_manager import CertificateManager, ManagedCertificate
    from desktop_client.workflows.holding import Holding
    from registration.text import Text


class Found(NamedTuple):
    """What was found, where was looked, and which of these places are there."""

    rows: list[CertificateRow]
    places: list[Path]
    present: frozenset[Path]


class ManagerScreen(Screen):
    """The list above, the chosen certificate below, its actions beside it."""

    title = texts.TITLE

    def __init__(
        self,
        jobs: Jobs,
        manager: CertificateManager,
        revoke: Revoke,
        navigate: Navigate,
        route: routes.Manager,
        *,
        last_used: str = "",
    ) -> None:
        super().__init__(navigate)
        self._revoke = revoke
        self._jobs, self._manager = jobs, manager
        self._route, self._last_used = route, last_used
        self._found: list[CertificateRow] = []
        self._target: Path | None = None
        self._current: Text | None = None
        self._awaited = False
        """Whether the one to go back to has still to be found: none is shown till then."""
        self._shown: ManagedCertificate | None = None
        self._task = Task(jobs, self)

    def enter(self) -> None:
        """Look for the certificates."""
        self._current = self._route.current
        self._awaited = self._current is not None
        self._told, self._working, self._details = Swap(), Swap(), Swap()
        arrangement = self._route.arrangement or Arrangement()
        self.list = CertificateList("manager", arrangement=arrangement, full=True)
        self.list.moved.connect(self._choose)
        self.list.chosen.connect(lambda _subject: self._details.setFocus())
        self.list.table.typed.connect(self.list.search_for)
        self._actions = Swap()
        self.page = StatePage(self._content(), self._jobs, "manager")
        down = column(self.body, margin=24)
        down.addWidget(Label(say(texts.TITLE), "heading"))
        for widget in (self._told, self._working, self.page):
            down.addWidget(widget)
        down.addStretch(1)
        QShortcut(QKeySequence("F5"), self).activated.connect(self._refresh)
        self._watch = PlaceWatch(self._jobs, self._manager.present, self)
        self._watch.changed.connect(self._search)
        self._search()

    def place(self) -> routes.Route:
        """Come back to the same certificate of the same list."""
        current = self._shown.places[0] if self._shown else self._current
        return routes.Manager(self.list.bar.arrangement, current)

    def _content(self) -> QWidget:
        content = QWidget()
        down = column(content)
        buttons = wrapping_row(*self._general_buttons())
        for widget in (self.list, buttons, self._actions, self._details):
            down.addWidget(widget)
        return content

    def _general_buttons(self) -> tuple[Button, ...]:
        again = Button(say(texts.LOOK_AGAIN), self._search)
        again.setObjectName("manager-again")
        bring = Button(say(texts.IMPORT), self._import)
        bring.setObjectName("manager-import")
        issue = Button(say(texts.ISSUE), lambda: self.navigate(routes.Issuing()))
        issue.setObjectName("manager-issue")
        return again, bring, issue

    def _refresh(self) -> None:
        if not self._task.running:
            self._search()

    def _search(self) -> None:
        """Look again; what is listed stays until there is as much to list."""
        self._watch.know(None)
        panel = WorkingPanel(stop=self._stop)
        panel.stop_button.setObjectName("manager-stop")
        self._working.show_only(panel)
        self.page.setVisible(bool(self._found))
        self._task.run(
            self._find, self._done, self._failed, progress=panel.report, given=self._given
        )

    def _find(self, work: Work) -> Found:
        manager, rows = self._manager, Rows(self._last_used)
        present = manager.present(work)
        found = rows(manager.find(work.handing(rows)))
        return Found(found, manager.places(work), present)

    def _end(self) -> None:
        self._awaited = False
        self._working.clear()
        self.page.show()

    def _stop(self) -> None:
        self._task.stop()
        self._end()
        if self._found:
            self._told.show_only(Notice("info", say(texts.STOPPED)))
        else:
            self.page.show_empty(say(texts.STOPPED), *self._general_buttons())

    def _failed(self, failure: Failure) -> None:
        self._found = []
        self._end()
        self.page.show_failure(failure, self._search)

    def _given(self, rows: list[CertificateRow]) -> None:
        if rows and len(rows) >= len(self._found):
            self._list(rows)

    def _done(self, result: Found) -> None:
        self._end()
        self._watch.know(result.present)
        self._target = next((place for place in result.places if place in result.present), None)
        if result.rows:
            self._list(result.rows)
            announce(self, self.list.count.text())
            return
        self._found = []
        listed = ", ".join(breakable(str(place)) for place in result.places)
        words = say(texts.NONE_FOUND, places=listed)
        self.page.show_empty(words, *self._general_buttons())

    def _list(self, rows: list[CertificateRow]) -> None:
        is_first = not self._found
        self._found = rows
        self.page.show()
        self.page.show_content()
        self.list.show_rows(rows)
        self._return_to_current()
        self._show_chosen()
        if is_first:
            self.list.table.setFocus()

    def _return_to_current(self) -> None:
        """Go to the certificate at the place where one was before."""
        current = self._current
        row = next((row for row in self._found if row.subject.places[0] == current), None)
        if row is not None:
            self._awaited = False
            self.list.go_to(row.subject)

    def _choose(self) -> None:
        row = self.list.row
        self._awaited = False
        self._current = row.subject.places[0] if row else None
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show the one that is current, unless it is already shown as it is."""
        kept = None if self._awaited else self.kept
        if kept is not None and kept == self._shown:
            return
        self._shown = kept
        if kept is None:
            self._details.clear()
            self._actions.clear()
            return
        self._details.show_only(Details(self._jobs, self._manager, kept))
        self._actions.show_only(wrapping_row(*self._buttons(kept)))

    @property
    def kept(self) -> ManagedCertificate | None:
        """The certificate that is current: nothing else is listed here."""
        from desktop_client.workflows.certificate_manager import ManagedCertificate

        row = self.list.row
        return row.subject if row and isinstance(row.subject, ManagedCertificate) else None

    def _buttons(self, kept: ManagedCertificate) -> list[Button]:
        buttons = []
        for name, words, action in offered(kept):
            look = DangerButton if name == "delete" else Button
            button = look(say(words), partial(self._offer, action))
            button.setObjectName(f"manager-{name}")
            buttons.append(button)
        return [*buttons[:-1], *self._ca_buttons(kept), *buttons[-1:]]

    def _ca_buttons(self, kept: ManagedCertificate) -> list[Button]:
        """What the CA of a certificate is asked for, by the certificate itself."""
        entry = kept.entry
        if not (kept.certificate and can_sign(entry)):
            return []
        renew = Button(say(texts.RENEW), lambda: self.navigate(routes.Renewal(entry)))
        renew.setObjectName("manager-renew")
        revoke = DangerButton(say(texts.REVOKE), lambda: self._ask_to_revoke(entry))
        revoke.setObjectName("manager-revoke")
        return [renew, revoke]

    def _ask_to_revoke(self, entry: Holding) -> None:
        from desktop_client.views.issuing.revocation import RevocationDialog

        dialog = RevocationDialog(self._jobs, entry, self._revoke, self)
        dialog.succeeded.connect(self._succeeded)
        dialog.open()

    def _offer(self, offered: Offered) -> None:
        self._ask(offered(self._manager))

    def _import(self) -> None:
        self._ask({"": import_pfx(self._manager, self._target)})

    def _ask(self, offer: Offer) -> None:
        dialog = ActionDialog(self._jobs, offer, self)
        dialog.succeeded.connect(self._succeeded)
        dialog.tried.connect(self._search)
        dialog.open()

    def _succeeded(self, told: Told) -> None:
        notice = Notice(*told)
        self._told.show_only(notice)
        notice.tell()
