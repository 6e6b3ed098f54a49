"""What a person does at 문서 서명·검증, step by step."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit

from desktop_client.pki.signing.document import Form
from desktop_client.views import routes
from practice.pki import PASSWORD, Practice
from testing.pki import openssl
from testing.views import certificates
from testing.views.acting import Stage


def name_file(stage: Stage, line: str, file: Path) -> None:
    field = stage.find(QLineEdit, line)
    field.clear()
    if str(file).isascii():
        QTest.keyClicks(field, str(file))
    else:  # there are no keys for Hangul; it comes from an input method
        field.insert(str(file))


def order(
    stage: Stage, document: Path, form: Form = Form.ATTACHED, original: Path | None = None
) -> None:
    """Answer the first questions and go on."""
    combo = stage.find(QComboBox, "documents-form")
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(list(Form).index(form)):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    name_file(stage, "documents-document", document)
    if original:
        name_file(stage, "documents-original", original)
    stage.press("documents-next")


def open_certificate(stage: Stage, pki: Practice, sample: str = "supplier") -> None:
    """Select a certificate and open it."""
    certificates.open_certificate(stage, pki.sample(sample).path, PASSWORD)


def save(stage: Stage, file: Path | None = None, button: str = "documents-save") -> Path:
    """Save under the name proposed, or as this file; return where."""
    stage.click(button)
    dialog = stage.top.findChild(QFileDialog)
    assert dialog is not None
    target = file or Path(dialog.selectedFiles()[0])
    dialog.fileSelected.emit(str(target))
    dialog.close()
    QApplication.processEvents()
    stage.settle()
    return target


def sign(
    stage: Stage,
    pki: Practice,
    document: Path,
    form: Form = Form.ATTACHED,
    original: Path | None = None,
    *,
    sample: str = "supplier",
) -> Path:
    """Sign a document from the beginning; return the signature."""
    stage.enter(routes.Documents())
    order(stage, document, form, original)
    open_certificate(stage, pki, sample)
    return save(stage)


def content(signature: Path, chain: Path, *options: str | Path) -> bytes:
    """What was signed, as openssl verifies it."""
    return openssl.output(
        *("cms", "-verify", "-cades", "-inform", "DER", "-binary", "-purpose", "any"),
        *("-in", signature, "-CAfile", chain, *options),
    )
