"""No page of 문서 서명·검증 is cut, unnamed or faint, in every language, theme and size."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_client.pki.signing.document import Form
from desktop_client.views import routes, theme
from desktop_client.views.language import set_language
from practice.pki import Practice
from registration.text import Language
from testing.views.acting import Stage
from tests.views.documents.desk import name_file, open_certificate, order, save
from tests.views.manager.test_looks import LOOKS, faults


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_every_page(
    stage: Stage, practice_pki: Practice, document: Path, look: tuple[Language, str, int]
) -> None:
    language, name, percent = look
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    set_language(language)
    theme.apply(application, name, percent)

    def see(page: str) -> list[str]:
        return faults(stage, f"documents-{page}", f"{language}-{name}-{percent}")

    stage.enter(routes.Documents())
    found = see("sign")
    order(stage, document, Form.ADDED)
    found += see("failed")
    stage.press("documents-back")
    found += see("added")
    order(stage, document)
    open_certificate(stage, practice_pki)
    found += see("confirm")
    signature = save(stage)
    found += see("done")
    stage.press("documents-check")
    found += see("verified")
    signature.write_bytes(signature.read_bytes().replace("계약서".encode(), "계약시".encode()))
    name_file(stage, "documents-signature", signature)
    stage.press("documents-go")
    found += see("bad")
    assert found == []
