"""One notice on the first screen about certificates that will expire soon."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from desktop_client.views import routes
from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.words import expiry_of
from desktop_client.views.needs import HasCertificateManager, HasJobs
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.widgets.buttons import SecondaryButton
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.task import Task
from desktop_client.workflows.holding import can_sign

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.workflows.certificate_manager import ManagedCertificate


class ExpiringParts(HasJobs, HasCertificateManager, Protocol):
    """Where certificates are looked at."""


def look_for_expiring(
    parts: ExpiringParts, screen: Screen, show: Callable[[QWidget], None]
) -> None:
    """Give `show` a notice if any certificate of this computer ends soon."""
    told: list[ManagedCertificate] = []

    def tell(found: list["ManagedCertificate"]) -> None:
        nonlocal told
        if found and found != told:
            told = found
            notice = _notice(found, screen.navigate)
            show(notice)
            notice.tell()

    Task(parts.jobs, screen).run(parts.certificate_manager.expiring, tell, _leave, given=tell)


def _leave(_failure: "Failure") -> None:
    """Leave it to the certificate manager to say why nothing can be found."""


def _notice(found: list["ManagedCertificate"], navigate: Navigate) -> Notice:
    first = found[0]
    words, look = expiry_of(first)
    message = say(texts.HOME_NOTICE, count=len(found), holder=breakable(first.holder), expiry=words)
    button = SecondaryButton(say(texts.HOME_OPEN), lambda: navigate(routes.Manager()))
    button.setObjectName("home-certificates")
    kind, entry = "danger" if look == "danger" else "warning", first.entry
    if not can_sign(entry):
        return Notice(kind, message, button)
    renew = SecondaryButton(say(texts.HOME_RENEW), lambda: navigate(routes.Renewal(entry)))
    renew.setObjectName("home-renew")
    return Notice(kind, message, renew, button)
