"""The settings: every one of the table, changed by keys and clicks, locked, refused."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_client.error_texts import TOLD
from desktop_client.errors import ClientError, explain
from desktop_client.parts import Parts
from desktop_client.pki.http.chosen_proxy import CHOSEN
from desktop_client.settings import SETTINGS
from desktop_client.views import routes
from desktop_client.views import texts as window_texts
from desktop_client.views.language import say
from desktop_client.views.settings import texts
from desktop_client.views.settings.screen import SettingsScreen
from desktop_client.views.view_menu import ViewMenu
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.window import MainWindow
from desktop_client.work import Work
from desktop_client.workflows.exporting import Exporting
from desktop_client.workflows.mode import Pin
from desktop_client.workflows.service_identity import ServiceIdentity
from registration.text import LANGUAGES, Language, Text
from testing.views import hands, looks
from tests.views.test_looks import THEMES

OpenWindow = Callable[[], MainWindow]


@pytest.fixture
def administered(tmp_path: Path) -> Path:
    """What the administrator has fixed."""
    file = tmp_path / "administrator.json"
    file.write_text(json.dumps({"revocation": "prefer", "theme": "light"}))
    return file


@pytest.fixture
def real(tmp_path: Path, administered: Path) -> Iterator[Parts]:
    """Parts for the real service, with no address yet."""
    built = Parts(practice=False, folder=tmp_path / "real", administrator_file=administered)
    yield built
    built.jobs.drain()


@pytest.fixture
def opened(qtbot: QtBot, real: Parts, dress: Callable[..., None]) -> Iterator[MainWindow]:
    """The real window at its settings."""
    shown = MainWindow(real)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.navigate(routes.Settings())
    yield shown
    shown.close()
    shown.deleteLater()


def screen(window: MainWindow) -> SettingsScreen:
    assert isinstance(window.current, SettingsScreen)
    return window.current


def line(window: MainWindow) -> QLineEdit:
    return hands.find(screen(window).editors["service_url"], QLineEdit)


def combo(window: MainWindow, name: str) -> QComboBox:
    return hands.find(screen(window).editors[name], QComboBox)


def write(window: MainWindow, address: str) -> None:
    field = line(window)
    field.setFocus()
    field.selectAll()
    hands.type_text(address)
    hands.key(Qt.Key.Key_Return)


def test_the_view_menu_leads_to_every_setting_of_the_table(window: MainWindow) -> None:
    hands.click(window.header.view_button)
    menu = window.header.findChild(ViewMenu)
    assert menu is not None
    entry = hands.entry(menu, say(window_texts.SETTINGS))
    entry.trigger()
    menu.close()
    shown = hands.texts(screen(window))
    for setting in SETTINGS.values():
        assert say(setting.title) in shown
        assert say(setting.description) in shown


def test_practice_says_what_does_not_apply(window: MainWindow, opened: MainWindow) -> None:
    window.navigate(routes.Settings())
    without_effect = [one for one in SETTINGS.values() if not one.in_practice]
    assert hands.texts(screen(window)).count(say(texts.NOT_IN_PRACTICE)) == len(without_effect) > 0
    assert say(texts.NOT_IN_PRACTICE) in hands.texts(screen(window).editors["service_url"])
    assert say(texts.NOT_IN_PRACTICE) not in hands.texts(screen(opened))


def test_the_missing_address_has_the_keyboard_and_is_kept_on_return(
    opened: MainWindow, real: Parts
) -> None:
    assert line(opened).hasFocus()
    write(opened, " https://g2b.example.kr ")
    assert real.settings.get("service_url") == "https://g2b.example.kr"
    assert line(opened).text() == "https://g2b.example.kr"
    assert opened.mode_banner.label.text().endswith("https://g2b.example.kr")
    assert isinstance(opened.current, SettingsScreen)


def test_an_address_is_kept_on_leaving_the_field(opened: MainWindow, real: Parts) -> None:
    line(opened).setFocus()
    hands.type_text("http://127.0.0.1:8080")
    hands.key(hands.TAB)
    assert real.settings.get("service_url") == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://g2b.example.kr", "service_not_secure"),
        ("g2b.example.kr", "service_address_wrong"),
        ("https://", "service_address_wrong"),
        ("https://[", "service_address_wrong"),
    ],
)
def test_a_wrong_address_is_refused_beside_the_field(
    opened: MainWindow, real: Parts, address: str, code: str
) -> None:
    write(opened, address)
    assert real.settings.get("service_url") == ""
    shown = hands.texts(screen(opened).editors["service_url"])
    assert any(TOLD[code].why.ko in one for one in shown)
    assert line(opened).text() == address
    assert line(opened).property("problem") == "error"
    assert TOLD[code].why.ko in line(opened).accessibleDescription()
    write(opened, "https://g2b.example.kr")
    assert line(opened).property("problem") == ""
    assert real.settings.get("service_url") == "https://g2b.example.kr"


def test_several_time_stamp_servers_are_kept_and_wrong_ones_refused(
    opened: MainWindow, real: Parts
) -> None:
    editor = screen(opened).editors["timestamp_servers"]
    target = editor.control.target()
    assert isinstance(target, QLineEdit)
    for typed, kept, wrong in (
        ("http://tsa.example.kr/ https://[::1]:8443/tsa", True, False),
        ("http://tsa.example.kr/ tsa.example.kr", False, True),
        ("", True, False),
    ):
        before = real.settings.get("timestamp_servers")
        target.setFocus()
        target.selectAll()
        hands.key(Qt.Key.Key_Delete)
        hands.type_text(typed)
        hands.key(Qt.Key.Key_Return)
        assert real.settings.get("timestamp_servers") == (typed if kept else before)
        why = TOLD["stamping_addresses_wrong"].why.ko
        assert any(why in one for one in hands.texts(editor)) is wrong


def test_what_the_administrator_fixed_is_shown_and_locked(opened: MainWindow) -> None:
    for name in SETTINGS:
        editor = screen(opened).editors[name]
        fixed = name in ("revocation", "theme") or SETTINGS[name].administrator_only
        assert (say(texts.LOCKED) in hands.texts(editor)) is fixed
        assert editor.control.isEnabled() is not fixed
    assert combo(opened, "revocation").currentData() == "prefer"
    assert not combo(opened, "revocation").isEnabled()


def test_language_and_size_change_by_keyboard_and_the_place_is_kept(
    opened: MainWindow, real: Parts
) -> None:
    combo(opened, "language").setFocus()
    hands.key(Qt.Key.Key_Down)
    assert real.settings.get("language") == "en"
    assert opened.windowTitle().startswith("Settings")
    assert combo(opened, "language").hasFocus()
    before = combo(opened, "text_scale").fontMetrics().height()
    combo(opened, "text_scale").setFocus()
    hands.key(Qt.Key.Key_End)
    assert real.settings.get("text_scale") == 200
    assert combo(opened, "text_scale").fontMetrics().height() > 1.8 * before
    assert combo(opened, "text_scale").hasFocus()


def test_an_assistive_program_chooses(opened: MainWindow, real: Parts) -> None:
    choice = combo(opened, "ocsp")
    choice.setCurrentIndex(choice.findData("first"))  # nothing is clicked
    assert real.settings.get("ocsp") == "first"


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("certificate_folders", (texts.NO_FOLDERS, texts.ADD_FOLDER)),
        ("token_drivers", (texts.NO_FILES, texts.ADD_FILE)),
    ],
)
def test_paths_are_added_and_taken_out(
    opened: MainWindow, real: Parts, tmp_path: Path, name: str, paths: tuple[Text, Text]
) -> None:
    none, add = paths
    editor, settings = screen(opened).editors[name], real.settings
    assert say(none) in hands.texts(editor)
    for _ in range(2):
        hands.click(hands.find(editor, Button, say(add)))
        dialog = editor.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(tmp_path))
        dialog.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert editor.findChild(QFileDialog) is None
        assert settings.get(name) == [str(tmp_path)]
    remove = hands.find(editor, Button, say(texts.REMOVE))
    assert str(tmp_path) in remove.accessibleName()
    QTest.keyClick(remove, Qt.Key.Key_Return)
    assert settings.get(name) == []
    assert say(none) in hands.texts(editor)


def test_a_full_disk_is_told_beside_the_field(
    opened: MainWindow, real: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop_client.settings.write_atomically", fail)
    write(opened, "https://g2b.example.kr")
    assert say(texts.NOT_KEPT) in hands.texts(screen(opened).editors["service_url"])


def test_a_missing_address_offers_the_settings(qtbot: QtBot, opened: MainWindow) -> None:
    opened.navigate(routes.Home())
    panel = FailurePanel(explain(ClientError("service_address_missing")))
    layout = opened.current.layout()
    assert layout is not None
    layout.addWidget(panel)
    panel.settings_button.setFocus()
    QTest.keyClick(panel.settings_button, Qt.Key.Key_Return)
    assert isinstance(opened.current, SettingsScreen)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_unnamed_or_faint(
    opened: MainWindow, real: Parts, language: Language, percent: int, tmp_path: Path
) -> None:
    real.settings.set("certificate_folders", [str(tmp_path / "a-rather-long-name" / "NPKI")])
    for setting, value in (("language", language), ("text_scale", percent)):
        if real.settings.get(setting) != value:
            opened.choose(setting, value)
    assert opened.size() == QSize(1024, 768)
    write(opened, "http://g2b.example.kr")
    for name in THEMES:
        real.settings._fixed["theme"] = name
        opened._colour()
        looks.settle()
        looks.picture(opened, "settings", language, name, percent)
        assert looks.faint_texts(opened) + looks.faint_borders(opened) == []
    assert looks.clipped(opened) + looks.unnamed(opened) == []


class Asked(Exporting):
    """Says who the service at an address is."""

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.addresses: list[str] = []

    def identify(self, _work: Work, address: str) -> ServiceIdentity:
        self.addresses.append(address)
        pin = Pin(self.fingerprint, "cn=나라장터 / cn=yessignCA")
        identity = create_autospec(ServiceIdentity, instance=True, pin=pin)
        identity.configure_mock(name="나라장터")
        return cast(ServiceIdentity, identity)


def test_the_service_is_confirmed_once_with_its_certificate_before_the_eyes(
    opened: MainWindow, real: Parts, qtbot: QtBot
) -> None:
    real.settings.set("service_url", "https://g2b.example.kr")
    asked = Asked("ab" * 32)
    real.__dict__["exporting"] = asked
    confirming = screen(opened).confirming
    hands.click(confirming.ask)
    qtbot.waitUntil(lambda: confirming.findChild(Button, "settings-confirm-service") is not None)
    assert asked.addresses == ["https://g2b.example.kr"]
    shown = "".join(hands.texts(confirming)).replace("\u200b", "")
    for part in ("나라장터", "cn=yessignCA", "ab" * 32):
        assert part in shown
    assert real.settings.get("service_certificate") == ""
    confirm = confirming.findChild(Button, "settings-confirm-service")
    assert confirm is not None
    hands.click(confirm)
    assert real.settings.get("service_certificate") == "ab" * 32
    assert real.settings.get("service_holder") == "cn=나라장터 / cn=yessignCA"
    assert "ab" * 32 in "".join(hands.texts(screen(opened).editors["service_certificate"])).replace(
        "\u200b", ""
    )


def test_another_certificate_is_shown_beside_the_one_confirmed(
    opened: MainWindow, real: Parts, qtbot: QtBot
) -> None:
    real.settings.set("service_url", "https://g2b.example.kr")
    real.settings.set("service_certificate", "cd" * 32)
    real.__dict__["exporting"] = Asked("ab" * 32)
    confirming = screen(opened).confirming
    hands.click(confirming.ask)
    qtbot.waitUntil(lambda: confirming.findChild(Button, "settings-confirm-service") is not None)
    shown = "".join(hands.texts(confirming)).replace("\u200b", "")
    assert "ab" * 32 in shown
    assert "cd" * 32 in shown
    assert real.settings.get("service_certificate") == "cd" * 32


def test_practice_has_no_service_to_confirm(window: MainWindow) -> None:
    window.navigate(routes.Settings())
    assert not screen(window).confirming.isVisible()


def test_a_proxy_is_used_at_once_and_one_with_a_password_is_not_kept(
    opened: MainWindow, real: Parts
) -> None:
    target = screen(opened).editors["proxy"].control.target()
    assert isinstance(target, QLineEdit)
    good = "http://proxy.example:3128"
    for typed, kept in (("http://kim:secret@proxy.example:3128", ""), (good, good), ("", "")):
        target.setFocus()
        target.selectAll()
        hands.key(Qt.Key.Key_Delete)
        hands.type_text(typed)
        hands.key(Qt.Key.Key_Return)
        assert (real.settings.get("proxy"), CHOSEN.address) == (kept, kept)
        why = TOLD["proxy_address_wrong"].why.ko
        shown = hands.texts(screen(opened).editors["proxy"])
        assert any(why in text for text in shown) is (typed != kept)
