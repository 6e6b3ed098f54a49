"""Trust lists and kept revocation lists on their screen: seen, replaced, removed, refused."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.parts import Parts
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging import trust_list
from desktop_client.pki.judging.chain import Revocation
from desktop_client.pki.keyfile import open_key
from desktop_client.pki.revocation.list_cache import ListCache
from desktop_client.pki.revocation.revocation_list import RevocationList
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.settings import texts as settings_texts
from desktop_client.views.trust import texts
from desktop_client.views.trust.screen import TrustScreen
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.window import MainWindow
from desktop_client.work import Work
from practice.pki import PASSWORD, Practice
from registration.text import LANGUAGES, Language
from testing.pki import making
from testing.views import hands, looks
from tests.pki.judging.test_trust_list import described
from tests.views.test_looks import THEMES

LDAP_URL = (
    "ldap://ds.practice.kr:389/ou=dp5p1,ou=AccreditedCA,o=practiceCA,c=kr?certificateRevocationList"
)
HTTP_URL = "http://127.0.0.1:1/dp1.crl"


@pytest.fixture
def signer(practice_pki: Practice) -> Certificate:
    """Whose lists count."""
    folder = practice_pki.sample("supplier").path
    return Certificate.from_der((folder / "signCert.der").read_bytes())


@pytest.fixture
def real(tmp_path: Path, signer: Certificate, practice_pki: Practice) -> Iterator[Parts]:
    """Parts for the real service, with a signer set and two lists kept."""
    file = tmp_path / "administrator.json"
    file.write_text(json.dumps({"trust_list_signer": signer.fingerprint}))
    built = Parts(practice=False, folder=tmp_path / "real", administrator_file=file)
    cache = ListCache(built.folder / "revocation")
    for url in (LDAP_URL, HTTP_URL):
        data = making.revocation_list(practice_pki.chain()[0], url=url)
        cache.put(url, data, RevocationList.from_bytes(data))
    yield built
    assert built.jobs.drain()


@pytest.fixture
def opened(qtbot: QtBot, real: Parts, dress: Callable[..., None]) -> Iterator[MainWindow]:
    """The real window at the lists, reached from the settings."""
    shown = MainWindow(real)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.navigate(routes.Settings())
    hands.click(hands.find(shown, Button, say(settings_texts.LISTS)))
    wait_for_content(qtbot, shown)
    yield shown
    shown.close()
    shown.deleteLater()


@pytest.fixture
def new_list(tmp_path: Path, practice_pki: Practice, signer: Certificate) -> Path:
    """A newer list, of the practice CAs, properly signed."""
    cas = [making.of(one) for one in practice_pki.chain()]
    listed = [described(one) for one in cas]
    content = trust_list.write(2, datetime(2026, 6, 1, tzinfo=UTC), listed, cas)
    key_file = practice_pki.sample("supplier").path / "signPri.key"
    key = open_key(key_file.read_bytes(), PASSWORD.encode())
    file = tmp_path / "list.p7s"
    file.write_bytes(cms.sign(content, SigningIdentity(signer, key)))
    return file


def screen(window: MainWindow) -> TrustScreen:
    assert isinstance(window.current, TrustScreen)
    return window.current


def wait_for_content(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: screen(window).page.panel is None)


def visible(window: MainWindow) -> bool:
    take = window.findChild(Button, "trust-take")
    return take is not None and take.isVisible()


def wait_for_question(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: visible(window))
    wait_for_content(qtbot, window)


def choose_file(window: MainWindow, file: Path) -> None:
    hands.click(hands.find(window, Button, say(texts.REPLACE)))
    dialog = screen(window).findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(file))
    dialog.close()


def test_the_cas_in_force_and_the_kept_lists_are_shown(opened: MainWindow) -> None:
    told = "\n".join(hands.texts(screen(opened))).replace("\u200b", "")
    shipped = trust_list.shipped()
    assert "1판" in told
    for one in shipped.listed:
        assert one.name_ko in told
        assert one.fingerprint in told.replace(" ", "")
    for words in (LDAP_URL, HTTP_URL, "ou=dp5p1", "dp1.crl", "Practice RootCA 4"):
        assert words in told


def test_a_signed_list_is_taken_over_and_in_force_at_once(
    qtbot: QtBot, opened: MainWindow, real: Parts, new_list: Path, signer: Certificate
) -> None:
    choose_file(opened, new_list)
    wait_for_question(qtbot, opened)
    told = "\n".join(hands.texts(screen(opened))).replace("\u200b", "")
    assert say(texts.ASK_ADDED, names="Practice RootCA 4, practiceCA Class 3") in told
    assert "KISA RootCA 4" in told
    assert looks.clipped(opened) + looks.unnamed(opened) == []
    assert not (real.folder / trust_list.FILE).exists()
    hands.click(hands.find(opened, Button, say(texts.TAKE)))
    said = say(texts.REPLACED, version=2)
    qtbot.waitUntil(lambda: said in hands.texts(screen(opened)))
    wait_for_content(qtbot, opened)
    assert "2판" in "\n".join(hands.texts(screen(opened)))
    trust = real.mode.trust(Work())
    assert trust.revocation() is Revocation.REQUIRE
    assert trust.judge(signer, (), offline=True).validity is Validity.VALID


def test_a_list_is_left_when_what_it_changes_is_not_wanted(
    qtbot: QtBot, opened: MainWindow, real: Parts, new_list: Path
) -> None:
    choose_file(opened, new_list)
    wait_for_question(qtbot, opened)
    hands.click(hands.find(opened, Button, say(texts.LEAVE)))
    assert not (real.folder / trust_list.FILE).exists()
    assert not visible(opened)


def test_a_list_that_is_gone_is_told(
    qtbot: QtBot, opened: MainWindow, real: Parts, new_list: Path, signer: Certificate
) -> None:
    trust_list.replace(real.folder, new_list.read_bytes(), signer.fingerprint)
    (real.folder / trust_list.FILE).write_bytes(b"damaged")
    screen(opened).enter()
    wait_for_content(qtbot, opened)
    told = "\n".join(hands.texts(screen(opened))).replace("\u200b", "")
    assert say(FINDING_TEXTS["trust_list_not_used"].why) in told
    assert str(real.folder / trust_list.FILE) in told
    assert looks.clipped(opened) + looks.unnamed(opened) == []


def test_a_list_that_will_not_do_is_refused_with_the_reason(
    qtbot: QtBot, opened: MainWindow, new_list: Path, real: Parts
) -> None:
    new_list.write_bytes(new_list.read_bytes().replace(b'"version": 2', b'"version": 3'))
    choose_file(opened, new_list)
    qtbot.waitUntil(lambda: isinstance(screen(opened).page.panel, FailurePanel))
    told = "\n".join(hands.texts(screen(opened)))
    assert "certificate.trust_list_signature_wrong" in told
    assert not (real.folder / trust_list.FILE).exists()


def test_one_kept_list_and_then_all_are_removed(
    qtbot: QtBot, opened: MainWindow, real: Parts
) -> None:
    first = next(
        one for one in screen(opened).findChildren(Button) if "dp5p1" in one.accessibleName()
    )
    hands.click(first)
    qtbot.waitUntil(lambda: say(texts.REMOVED, count=1) in hands.texts(screen(opened)))
    wait_for_content(qtbot, opened)
    cache = ListCache(real.folder / "revocation")
    assert [one.url for one in cache.entries()] == [HTTP_URL]
    hands.click(hands.find(opened, Button, say(texts.REMOVE_ALL)))
    qtbot.waitUntil(lambda: say(texts.NONE_KEPT) in hands.texts(screen(opened)))
    assert cache.entries() == []


def test_without_a_signer_the_list_cannot_be_replaced(
    qtbot: QtBot, tmp_path: Path, dress: Callable[..., None]
) -> None:
    parts = Parts(practice=True, folder=tmp_path / "x", administrator_file=tmp_path / "none")
    window = MainWindow(parts)
    window.show()
    window.navigate(routes.Trust())
    wait_for_content(qtbot, window)
    told = hands.texts(screen(window))
    assert say(texts.NO_SIGNER) in told
    assert say(texts.IN_PRACTICE) in told
    assert window.findChild(Button, "trust-replace") is None
    window.close()
    window.deleteLater()
    parts.close()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_unnamed_or_faint(
    qtbot: QtBot, opened: MainWindow, real: Parts, language: Language, percent: int
) -> None:
    opened.choose("language", language)
    opened.choose("text_scale", percent)
    wait_for_content(qtbot, opened)
    assert opened.size() == QSize(1024, 768)
    for name in THEMES:
        opened.choose("theme", name)
        wait_for_content(qtbot, opened)
        for _ in range(10):
            QApplication.processEvents()
        looks.picture(opened, "trust", language, name, percent)
        assert looks.faint_texts(opened) + looks.faint_borders(opened) == []
    assert looks.clipped(opened) + looks.unnamed(opened) == []
