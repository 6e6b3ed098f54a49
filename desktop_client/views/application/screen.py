"""등록 신청: the application is filled in, and saved by itself."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_client.drafts import Attached, Draft, Stage
from desktop_client.errors import ClientError
from desktop_client.views import routes
from desktop_client.views.application import texts
from desktop_client.views.application.controls import finish_typing
from desktop_client.views.application.editing import FormEditing
from desktop_client.views.application.form_page import Spot
from desktop_client.views.application.form_view import FormView
from desktop_client.views.application.known import fill_in, offer_known
from desktop_client.views.application.opening import Open, Opening
from desktop_client.views.application.save_state import SaveState, WaysOut
from desktop_client.views.application.saving import Saver
from desktop_client.views.language import say
from desktop_client.views.papers.files import AttachedFiles
from desktop_client.views.papers.page import PapersPage
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import PrimaryButton, SecondaryButton
from desktop_client.views.widgets.gradually import Gradually
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row
from desktop_client.views.widgets.look import set_look
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.step_bar import StepBar
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task
from registration.enclosure_rules import to_attach
from registration.enclosures import Enclosure, RequiredEnclosure
from registration.kinds import FilingPurpose, StepId
from registration.korean_time import today
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop_client.drafts import DraftStore
    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.views.application.address_dialog import FindAddresses
    from desktop_client.views.application.known import FindKnown
    from desktop_client.views.application.lookup.searches import FindInstitutions
    from desktop_client.workflows.attaching import Attaching

LEAST_HEIGHT_FOR_STEPS = 460
"""Pixels at 100 % of the screen from which the steps of the procedure are shown above the form,
and its title is large."""

log = logging.getLogger(__name__)


class ApplicationScreen(Screen):
    """Opens a draft or begins one, then shows its form."""

    title = texts.TITLE
    remembers_focus = True

    def __init__(
        self,
        jobs: Jobs,
        drafts: DraftStore,
        navigate: Navigate,
        route: routes.NewApplication | routes.Application,
        *,
        attaching: Attaching,
        find_known: FindKnown,
        find_institutions: FindInstitutions,
        find_addresses: FindAddresses,
    ) -> None:
        super().__init__(navigate)
        self.jobs, self.find_institutions = jobs, find_institutions
        self.find_addresses = find_addresses
        self._drafts, self._attaching = drafts, attaching
        self._find_known = find_known
        self._building = Gradually(self)
        self._offering, self._copying = Task(jobs, self), Task(jobs, self)
        self._route = route
        self.form: FormView | None = None
        self.opened: Open | None = None
        self._may_lose = False
        self._steps: StepBar | None = None
        self._title: Label | None = None
        content = QWidget()
        self._column: QVBoxLayout = column(content, gap=8)
        self.page = StatePage(content, jobs, "application")
        layout = column(self.body)
        layout.setContentsMargins(px(24), px(12), px(24), px(12))
        layout.addWidget(self.page, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave a low window to the form."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        has_room = self.height() >= px(LEAST_HEIGHT_FOR_STEPS)
        if self._steps:
            self._steps.setVisible(has_room)
        if self._title:
            set_look(self._title, "heading" if has_room else "strong")

    def enter(self) -> None:
        """Open the draft, or a new one; at once what is still in memory."""
        route = self._route
        if isinstance(route, routes.NewApplication):
            task = Opening(self._drafts, None, route.kind)
        elif route.open_form:
            self._show(route.open_form.opened)
            self._building.finish()  # it was here a moment ago
            return
        else:
            task = Opening(self._drafts, route.draft_id, None)
        self.page.run(task, self._loaded, self._not_opened, what=texts.OPENING)

    def leave(self) -> bool:
        """Save at once; stay where that fails, unless the user gave the changes up."""
        finish_typing()
        opened = self.opened
        if opened is None or self._may_lose:
            return True
        if opened.saver.untouched:
            self._drop_if_empty(opened.draft_id)
        return opened.saver.flush()

    def _drop_if_empty(self, draft_id: str) -> None:
        """Leave no draft behind where nothing was ever typed or attached."""
        drafts = self._drafts
        try:
            if drafts.load(draft_id).is_empty:
                drafts.delete(draft_id)
        except ClientError as error:
            log.info("an empty draft stays: %s", error.code)

    def regions(self) -> list[QWidget]:
        """Return the parts of the form, and the bar."""
        return [*self.form.regions, self.bar] if self.form else super().regions()

    def place(self) -> routes.Route:
        """Return the open form with all its answers, and where the keyboard is."""
        if self.form is None or self.opened is None:
            return self._route
        finish_typing()
        form = self.form
        here = routes.OpenForm(
            self.opened, form.page.spot(), frozenset(form.visited), form.lists_problems
        )
        return routes.Application(self.opened.draft_id, form.page_key, self._start.why, here)

    @property
    def _start(self) -> routes.Application:
        """Where to begin in the form."""
        route = self._route
        return route if isinstance(route, routes.Application) else routes.Application("")

    def start_focus(self) -> QWidget | None:
        """Leave the keyboard where the form has put it; until it is there the screen has it."""
        return self.window().focusWidget() if self.form else self

    def _loaded(self, draft: Draft) -> None:
        if draft.stage is not Stage.EDITING:
            button = SecondaryButton(
                say(texts.SHOW_STATUS), lambda: self.navigate(routes.Status(draft.id))
            )
            self.page.show_empty(say(texts.CLOSED), button)
            button.setFocus()
            return
        editing = FormEditing(draft.kind, draft.form, today)
        editing.before = draft.registered_form
        saver = Saver(self._drafts, self.jobs, draft, editing.snapshot, self)
        editing.on_change(saver.touch)
        self._show(
            Open(draft.id, editing, saver, draft.attachments, draft.purpose, draft.supplements)
        )

    def _not_opened(self, failure: Failure) -> None:
        home = PrimaryButton(say(texts.HOME), lambda: self.navigate(routes.Home()))
        home.setObjectName("application-home")
        self.page.show_failure(failure, None, home)

    def _show(self, opened: Open) -> None:
        self.opened = opened
        opened.saver.setParent(self)  # the screen before this one, in another language, is gone
        ways_out = WaysOut(self._give_up, self._keep_mine, self._take_theirs)
        state = SaveState(opened.saver, ways_out, self)
        self.page.show_content()
        self._building.begin(
            [lambda: self._show_heading(opened, state), lambda: self._show_form(opened)]
        )

    def _show_heading(self, opened: Open, state: SaveState) -> None:
        editing = opened.editing
        self._column.addLayout(self._heading(opened.title, state))
        if opened.purpose is FilingPurpose.NEW:
            self._steps = StepBar(PROCEDURES[editing.kind].steps, StepId.APPLY)
            self._column.addWidget(self._steps)
        self._fit()
        if self._start.why:
            self._column.addWidget(Notice("warning", self._start.why))
        self._column.addWidget(state.place)
        state.start()

    def _show_form(self, opened: Open) -> None:
        editing = opened.editing
        offers = Swap()
        self._column.addWidget(offers)
        here = self._start.open_form
        visited = set(here.visited) if here else set()
        form = FormView(
            editing, visited, lambda: self._papers(opened), lambda: len(_missing(opened))
        )
        form.ready.connect(self._review)
        self._column.addWidget(form, 1)
        self._building.begin([lambda: self._show_page(form, offers)])

    def _show_page(self, form: FormView, offers: Swap) -> None:
        """Show where to begin; from then on it is the form."""
        editing = form.editing
        self.form = form
        self._go_to_start(form)
        if not any(editing.is_begun(page.key) for page in editing.description.pages):
            offer_known(self._offering, self._find_known, editing, offers, self._take)

    def _papers(self, opened: Open) -> PapersPage:
        def keep(attachments: tuple[Attached, ...]) -> None:
            opened.attachments = attachments

        files = AttachedFiles(self.jobs, self._attaching, opened.draft_id, opened.attachments)
        return PapersPage(files, opened.editing, keep)

    def _take(self, form: dict[str, Any]) -> None:
        """Begin with what is known; the form is shown anew."""
        if self.opened:
            fill_in(self.opened.editing, form)
            self.navigate(routes.Application(self.opened.draft_id))

    def _heading(self, title: str, state: SaveState) -> QHBoxLayout:
        across = row()
        self._title = Label(title, "heading")
        across.addWidget(self._title, 1)
        across.addWidget(state.words, 0, Qt.AlignmentFlag.AlignRight)
        return across

    def _go_to_start(self, form: FormView) -> None:
        first = form.editing.description.pages[0].key
        here = self._start.open_form
        if here and here.listing:
            form.show_page(first)
            form.show_all_problems()
        spot = here.spot if here else Spot()
        form.show_page(self._start.page or first, spot, at_once=here is not None)

    def _give_up(self) -> None:
        self._may_lose = True
        self.released.emit()

    def _keep_mine(self) -> None:
        """Go on with a copy that holds what is typed here."""
        if self.opened is None:
            return
        draft_id, form = self.opened.draft_id, self.opened.editing.snapshot()
        self._copying.run(
            lambda _work: self._drafts.copy(draft_id, form),
            lambda draft: self._go_on_with(draft.id),
            self.opened.saver.failed.emit,
        )

    def _take_theirs(self) -> None:
        """Go on with what the other window has saved."""
        if self.opened:
            self._go_on_with(self.opened.draft_id)

    def _go_on_with(self, draft_id: str) -> None:
        self._may_lose = True
        self.navigate(routes.Application(draft_id))

    def _review(self) -> None:
        if self.opened and self.leave():
            self.navigate(routes.Review(self.opened.draft_id))


def _missing(opened: Open) -> tuple[RequiredEnclosure, ...]:
    given = [Enclosure(file.document) for file in opened.attachments]
    editing = opened.editing
    return to_attach(editing.kind, editing.snapshot(), given, editing.before)
