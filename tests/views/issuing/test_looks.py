"""No page of having a certificate issued, renewed or revoked is clipped, unnamed or faint."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_client.pki.findings import Unreachable
from desktop_client.pki.issuing.transaction import Transaction
from desktop_client.pki.storage.store import load
from desktop_client.views import routes
from desktop_client.views.issuing.revocation import RevocationDialog
from desktop_client.views.issuing.wanted import Wanted
from registration.text import Language
from testing.views import looks
from tests.views.issuing.conftest import Hall
from tests.views.issuing.test_issuing import refuse
from tests.views.signing.test_looks import Critic

LOOKS: list[tuple[Language, str, int]] = [("ko", "light", 100), ("en", "dark", 200)]


@pytest.mark.parametrize("dressed", LOOKS)
def test_every_page(
    hall: Hall,
    dress: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    dressed: tuple[Language, str, int],
) -> None:
    dress(*dressed)
    critic = Album(hall, dressed)
    walk(hall, critic, monkeypatch)
    assert critic.faults == {}
    assert len(critic.seen) == 12


class Album(Critic):
    """Keeps a picture of each page besides."""

    def __init__(self, hall: Hall, names: tuple[Any, ...]) -> None:
        checks = (looks.unnamed, looks.clipped, looks.faint_texts, looks.faint_borders)
        super().__init__(hall.stage, *checks)
        self._hall, self.names = hall, names

    def look(self, page: str) -> None:
        super().look(page)
        looks.picture(self._hall.stage.top, "issuing", page, *self.names)


def walk(hall: Hall, critic: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = hall.stage
    hall.enter(wanted=Wanted("KICA"))
    critic.look("closed")
    hall.enter()
    stage.press("issuing-next")
    stage.press("issuing-back")
    critic.look("codes")
    stage.press("issuing-next")
    critic.look("place")
    stage.press("issuing-next")
    hall.write("ask-new-password", "short")
    critic.look("password")
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "ask_for_certificates", refuse(Unreachable()))
        hall.issue()
    critic.look("failed")
    stage.press("issuing-to-give-up")
    critic.look("unfinished")
    stage.press("issuing-give-up")
    critic.look("give-up")
    stage.press("issuing-keep")
    hall.write("issuing-password", "new-password-1")
    stage.press("issuing-go-on")
    critic.look("done")
    (issued,) = hall.issued()
    entry = load(issued.parent)
    stage.enter(routes.Renewal(entry))
    critic.look("renewal-place")
    stage.press("issuing-next")
    stage.click("issuing-same")
    critic.look("renewal-password")
    stage.press("issuing-back")
    stage.press("issuing-next")
    hall.write("ask-password", "new-password-1")
    stage.press("issuing-renew")
    critic.look("renewed")
    holder = QWidget()
    stage.show(holder)
    dialog = RevocationDialog(hall.parts.jobs, entry, hall.parts.obtaining.revoke, holder)
    dialog.open()
    stage.find(QComboBox, "revocation-reason").setCurrentIndex(1)
    critic.look("revocation")
    looks.picture(dialog, "issuing", "revocation-dialog", *critic.names)
    dialog.reject()
