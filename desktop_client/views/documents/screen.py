"""문서 서명·검증: one page to sign, one to verify."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_client.views import routes
from desktop_client.views.documents import texts
from desktop_client.views.documents.signing import SignPage, SignParts
from desktop_client.views.documents.verifying import VerifyPage
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.widgets.buttons import MarkedButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.swap import Swap

SIGN, VERIFY = "sign", "verify"


class DocumentsScreen(Screen):
    """Two tasks; the page of the chosen one below."""

    title = texts.TITLE

    def __init__(self, parts: SignParts, navigate: Navigate, route: routes.Documents) -> None:
        super().__init__(navigate)
        self.parts = parts
        self._route = route
        self._page = Swap()
        self._tabs = {
            SIGN: named(
                MarkedButton(say(texts.SIGN_TAB), self.show_signing, "nav"), "documents-sign"
            ),
            VERIFY: named(
                MarkedButton(say(texts.VERIFY_TAB), self.show_verifying, "nav"), "documents-verify"
            ),
        }
        tabs = wrapping_row(*self._tabs.values(), gap=4)
        tabs.setAccessibleName(say(texts.TABS))
        down = column(self.body, margin=24)
        down.addWidget(Label(say(texts.TITLE), "heading"))
        down.addWidget(Label(say(texts.LEAD), "subtle"))
        down.addWidget(tabs)
        down.addWidget(self._page, 1)

    def enter(self) -> None:
        """Begin with a task, and what was typed before the language changed, or verify a file."""
        if self._route.file:
            self.verify(self._route.file)
            return
        if self._route.verify:
            self.show_verifying()
        else:
            self.show_signing()
        self.page.fill(self._route.typed)

    def place(self) -> routes.Route:
        """Come back to the same task and files."""
        return routes.Documents(isinstance(self.page, VerifyPage), self.page.typed)

    def start_focus(self) -> QWidget | None:
        """Begin at the file."""
        return self.page.start

    def show_signing(self) -> None:
        """Show the page that signs."""
        self._show(SIGN, SignPage(self.parts, self.verify))

    def show_verifying(self) -> None:
        """Show the page that verifies."""
        self._show(VERIFY, VerifyPage(self.parts.jobs, self.parts.documents))

    def verify(self, file: Path) -> None:
        """Verify a signature that was just made."""
        self.show_verifying()
        self.page.fill((str(file), ""))
        self.page.begin()

    def _show(self, task: str, page: SignPage | VerifyPage) -> None:
        self.page = page
        for name, tab in self._tabs.items():
            tab.mark(marked=name == task)
        self._page.show_only(page)
        page.start.setFocus()
