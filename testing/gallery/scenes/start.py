"""The first screen, and what stands around every screen: header, menus, notices."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QApplication, QDialog

from desktop_client.views.home.screen import HomeScreen
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.notice import Notice
from desktop_client.work import Work
from desktop_client.workflows.certificate_manager import ManagedCertificate
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import State
from testing.gallery.scene import scene
from testing.gallery.studio import Studio
from testing.views import hands
from testing.views.made_up import status


def home(studio: Studio) -> HomeScreen:
    """Open the window and wait until the first screen is whole."""
    shown = studio.window.current
    assert isinstance(shown, HomeScreen)
    studio.qtbot.waitUntil(lambda: shown.saved is not None)
    studio.settle()
    return shown


@scene("home", "empty")
def empty(studio: Studio) -> None:
    home(studio)


@scene("home", "practice")
def practice(studio: Studio) -> None:
    studio.set_up(practice=True)
    home(studio)


@scene("home", "applications")
def applications(studio: Studio) -> None:
    studio.draft(form={"general": {"name": "주식회사 연습상사"}})
    filed = {
        state: studio.filed_draft(number=f"202600000{at}")
        for at, state in enumerate((State.ON_HOLD, State.APPROVED, State.REJECTED), 1)
    }
    for state, draft in filed.items():
        studio.answers.following.by_draft[draft.id] = status(state)
    signed = studio.draft(Kind.STOCKPILE)
    studio.parts.drafts.keep_signed(signed.id, b"signed", b"sealed")
    studio.parts.drafts.create(Kind.SUPPLIER, form={}, purpose=FilingPurpose.CHANGE)
    (studio.folder / "drafts" / "broken").mkdir()
    home(studio)


@scene("home", "steps")
def steps(studio: Studio) -> None:
    hands.click(home(studio).procedures[1].steps_button)
    studio.settle()


@scene("home", "warnings")
def warnings(studio: Studio) -> None:
    studio.bring_certificates("supplier")
    found = studio.parts.certificate_manager.find(Work())[0]
    assert found.certificate
    over = (datetime.now(UTC) + timedelta(days=6)).replace(microsecond=0)
    ending = replace(found, certificate=replace(found.certificate, not_after=over))

    def expiring(_work: Work) -> list[ManagedCertificate]:
        return [ending]

    vars(studio.parts.certificate_manager)["expiring"] = expiring
    shown = home(studio)
    studio.qtbot.waitUntil(lambda: bool(shown.findChildren(Notice)))
    studio.settle()


@scene("window", "menu")
def view_menu(studio: Studio) -> None:
    home(studio)
    hands.click(studio.window.header.view_button)
    studio.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)


@scene("window", "shortcuts")
def shortcuts(studio: Studio) -> None:
    home(studio)
    studio.window.show_shortcuts()
    studio.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog))


@scene("window", "unexpected")
def unexpected(studio: Studio) -> None:
    home(studio)
    studio.window.show_unexpected(OSError("made up"))
    studio.qtbot.waitUntil(lambda: bool(studio.window.findChildren(FailurePanel)))


@scene("window", "logged-in")
def logged_in(studio: Studio) -> None:
    studio.begin_session()
    studio.answers.sessions.begin(Work())
    home(studio)
