"""문서 서명·검증: documents of one's own."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit

from desktop_client.views import routes
from desktop_client.workflows.certificates import Certificates
from practice.pki import PASSWORD
from testing.gallery.scene import scene
from testing.gallery.studio import Studio
from testing.views.certificates import open_certificate, select
from testing.views.places import PracticePlaces


def begin(studio: Studio, *, at: bool = True) -> Path:
    """Name a document to sign."""
    studio.bring_certificates("supplier")
    studio.parts.certificates = Certificates(PracticePlaces(studio.store.pki, studio.parts.npki))
    file = studio.folder / "contract.txt"
    file.write_bytes("물품 구매 계약서\r\n".encode() * 1000)
    studio.enter(routes.Documents())
    if at:
        studio.find(QLineEdit, "documents-document").setText(str(file))
    return file


@scene("documents", "sign")
def sign(studio: Studio) -> None:
    begin(studio, at=False)


@scene("documents", "certificate")
def certificate(studio: Studio) -> None:
    begin(studio)
    studio.press("documents-next")


@scene("documents", "confirm")
def confirm(studio: Studio) -> None:
    certificate(studio)
    place = next(studio.parts.npki.rglob("signCert.der")).parent
    select(studio, place)
    open_certificate(studio, password=PASSWORD)


@scene("documents", "signed")
def signed(studio: Studio) -> None:
    confirm(studio)
    studio.click("documents-save")
    dialog = studio.window.findChild(QFileDialog)
    assert dialog
    chosen = dialog.selectedFiles()[0]
    dialog.fileSelected.emit(chosen)
    dialog.close()
    studio.settle()


@scene("documents", "verified")
def verified(studio: Studio) -> None:
    signed(studio)
    studio.press("documents-check")


@scene("documents", "verify")
def verify(studio: Studio) -> None:
    studio.enter(routes.Documents(verify=True))


@scene("documents", "bad")
def bad(studio: Studio) -> None:
    signed(studio)
    signature = next(studio.folder.glob("*.p7*"))
    content = signature.read_bytes()
    signature.write_bytes(content.replace("계약서".encode(), "계약시".encode()))
    studio.press("documents-check")
