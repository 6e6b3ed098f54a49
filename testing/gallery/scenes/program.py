"""The program itself: settings, whom it trusts, its checks of the computer, about it."""

from desktop_client.pki.judging.installation import Installation
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.views import routes
from desktop_client.views.checkup.screen import CheckupScreen
from desktop_client.work import Work
from desktop_client.workflows.checkup import texts
from desktop_client.workflows.checkup.check import Check, Result, fine, mend, skipped
from desktop_client.workflows.checkup.checkup import Checkup
from desktop_client.workflows.trusting import Trusting
from registration.text import Text
from testing.gallery.scene import scene
from testing.gallery.studio import Studio
from testing.views.faking import Gate


class Fixed:
    """A check with a result made before, or one that is not done before the scene is over."""

    def __init__(self, name: str, title: Text, result: Result | Gate) -> None:
        self.name, self.title, self._result = name, title, result

    def look(self, work: Work) -> Result:
        """Return the result."""
        if isinstance(self._result, Result):
            return self._result
        made: Result = self._result(work)
        return made


def make_up(studio: Studio, *last: Check) -> None:
    """Have the computer be checked with results made before."""
    checks: list[Check] = [
        Fixed("printers", texts.PRINTERS, mend(texts.NO_PRINTER, texts.ADD_PRINTER)),
        Fixed("fonts", texts.FONTS, fine(texts.FONTS_FINE)),
        Fixed("lists", texts.SCREEN, skipped(texts.PRACTICE_CA)),
        *last,
    ]
    made = Checkup(studio.parts.mode, studio.parts.settings, studio.folder, None)
    made.checks = checks
    studio.parts.made_up_checkup = made


def look_over(studio: Studio, *last: Check) -> CheckupScreen:
    """Come to the checks of the computer."""
    make_up(studio, *last)
    screen = studio.begin(routes.Checkup())
    assert isinstance(screen, CheckupScreen)
    return screen


@scene("checkup", "done")
def checked(studio: Studio) -> None:
    look_over(studio)
    studio.settle()


@scene("checkup", "looking")
def checking(studio: Studio) -> None:
    gate = studio.gate()
    screen = look_over(studio, Fixed("system", texts.SYSTEM, gate))
    studio.wait_for(gate)
    studio.qtbot.waitUntil(screen.results.isVisible)


@scene("settings", "all")
def settings(studio: Studio) -> None:
    studio.enter(routes.Settings())


@scene("trust", "lists")
def trust(studio: Studio) -> None:
    studio.parts.trusting = Trusting(Installation(studio.folder / "trust"), CrlFetcher())
    studio.enter(routes.Trust())


@scene("report", "made")
def report(studio: Studio) -> None:
    make_up(studio)
    studio.enter(routes.Report())


@scene("about", "program")
def about(studio: Studio) -> None:
    studio.enter(routes.About())
