"""Hands on a list of certificates: what it says, choosing one, and opening it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_client.views.certificates.rows import CertificateRow
from desktop_client.views.certificates.table import CertificateTable
from testing.views.acting import Stage

SOME_PASSWORD = "pass-word-1"


def table(stage: Stage, name: str = "certificate-list") -> CertificateTable:
    """Return the table of certificates that is shown."""
    return stage.find(CertificateTable, name)


def shown(stage: Stage, name: str = "certificate-list") -> list[CertificateRow]:
    """Return the rows that are shown, in their order."""
    return list(table(stage, name).certificates.rows)


def row_at(stage: Stage, place: Path | str) -> int:
    """Return the row of the certificate kept first in this place."""
    rows = enumerate(shown(stage))
    return next(at for at, row in rows if row.subject.places[0].ko == str(place))


def select(stage: Stage, place: Path | str) -> None:
    """Click on the certificate kept first in this place."""
    listed, at = table(stage), row_at(stage, place)
    index = listed.certificates.index(at, 1)
    listed.scrollTo(index)
    where = listed.visualRect(index).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=where)


def type_password(stage: Stage, password: str) -> None:
    """Type what opens the certificate that is selected."""
    line = stage.find(QLineEdit, "certificate-password")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, password)


def open_certificate(
    stage: Stage, place: Path | str | None = None, password: str = SOME_PASSWORD
) -> None:
    """Select a certificate, unless it is the one selected, and open it."""
    if place is not None:
        select(stage, place)
    type_password(stage, password)
    QApplication.processEvents()
    stage.press("certificate-choose")
