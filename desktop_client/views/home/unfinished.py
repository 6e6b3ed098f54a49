"""One notice on the first screen about certificates whose issuing was broken off."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from desktop_client.views import routes
from desktop_client.views.home import texts
from desktop_client.views.language import say
from desktop_client.views.needs import HasJobs, HasObtaining
from desktop_client.views.screen import Screen
from desktop_client.views.widgets.buttons import SecondaryButton
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.task import Task

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.work import Work


class UnfinishedParts(HasJobs, HasObtaining, Protocol):
    """Where issues that broke off are found."""


def look_for_unfinished(
    parts: UnfinishedParts, screen: Screen, show: Callable[[QWidget], None]
) -> None:
    """Give `show` a notice if any certificate is still unfinished."""

    def tell(count: int) -> None:
        if count:
            notice = _notice(count, lambda: screen.navigate(routes.Issuing(unfinished=True)))
            show(notice)
            notice.tell()

    def count(work: "Work") -> int:  # builds what issues away from the screen's thread
        return parts.obtaining.count_unfinished(work)

    Task(parts.jobs, screen).run(count, tell, _leave)


def _leave(_failure: "Failure") -> None:
    """Leave it to the screen of certificates being issued to say what is wrong."""


def _notice(count: int, go: Callable[[], None]) -> Notice:
    button = SecondaryButton(say(texts.GO_ON_ISSUING), go)
    button.setObjectName("home-unfinished")
    return Notice("warning", say(texts.UNFINISHED, count=count), button)
