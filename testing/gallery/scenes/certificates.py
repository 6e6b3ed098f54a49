"""인증서 관리: the certificates of this computer and what is done with them."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_client.errors import ClientError
from desktop_client.pki.storage.store import load
from desktop_client.views import routes
from desktop_client.views.issuing.revocation import RevocationDialog
from desktop_client.workflows.certificate_manager import CertificateManager
from testing.gallery.scene import add, scene
from testing.gallery.studio import Studio
from testing.views.certificates import table
from testing.views.faking import Told

FEW = ("supplier", "expired", "other_number", "institution")


def manager(studio: Studio) -> None:
    """Look through the certificates of this computer."""
    studio.bring_certificates(*FEW)
    studio.enter(routes.Manager())


def act(studio: Studio, action: str) -> None:
    """Open the dialog of an action."""
    manager(studio)
    studio.press(f"manager-{action}")


add("manager", "list", manager)
for each in ("identity", "change", "copy", "export", "delete", "import"):
    add("manager", each, partial(act, action=each))


@scene("manager", "expired")
def expired(studio: Studio) -> None:
    manager(studio)
    listed = table(studio, "manager-list")
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    studio.press("manager-technical")


@scene("manager", "checked")
def checked(studio: Studio) -> None:
    manager(studio)
    studio.press("manager-check")


@scene("manager", "wrong-password")
def wrong_password(studio: Studio) -> None:
    act(studio, "change")
    for name, answer in (("password", "wrong-1"), ("new-password", "new"), ("repeat", "new")):
        QTest.keyClicks(studio.find(QLineEdit, f"ask-{name}"), answer)
    studio.press("action-ok")


@scene("manager", "empty")
def empty(studio: Studio) -> None:
    studio.enter(routes.Manager())


@scene("manager", "looking")
def looking(studio: Studio) -> None:
    finding: Told[object] = Told([], of=CertificateManager.find)
    vars(studio.parts.certificate_manager)["find"] = finding
    gate = studio.hold(finding)
    studio.begin(routes.Manager())
    studio.wait_for(gate)


@scene("manager", "failed")
def failed(studio: Studio) -> None:
    finding: Told[object] = Told(ClientError("unexpected"), of=CertificateManager.find)
    vars(studio.parts.certificate_manager)["find"] = finding
    studio.enter(routes.Manager())


@scene("manager", "revocation")
def revocation(studio: Studio) -> None:
    manager(studio)
    entry = load(next(studio.parts.npki.rglob("signCert.der")).parent)
    jobs, revoke = studio.parts.jobs, studio.parts.obtaining.revoke
    RevocationDialog(jobs, entry, revoke, studio.window).open()
    studio.settle()
