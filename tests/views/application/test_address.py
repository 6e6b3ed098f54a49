"""The search for an address: chosen from a list by keyboard, page by page; typing is the way on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_client.errors import ClientError
from desktop_client.views.application.address_control import AddressControl
from desktop_client.views.application.address_dialog import AddressDialog
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.work import Work
from registration.road_addresses import PAGE_ROWS, Address, FoundAddresses
from testing.views import hands
from tests.views.application.conftest import Desk

RETURN = Qt.Key.Key_Return


def found(_work: Work, typed: str, page: int) -> FoundAddresses:
    if typed == "고장":
        raise ClientError("address_unreached")
    if typed == "없음":
        return FoundAddresses((), 0)
    if typed == "동":
        return FoundAddresses((Address("", "서울특별시 종로구 청운동"),), 1, by_dong=True)
    addresses = (
        Address("35208", f"대전 {page}로 1", "대전 1"),
        Address("35209", f"대전 {page}로 2"),
    )
    return FoundAddresses(addresses, PAGE_ROWS + 1, page)


@pytest.fixture
def dialog(desk: Desk) -> AddressDialog:
    desk.screen.find_addresses = found
    control = desk.field("postcode").control
    assert isinstance(control, AddressControl)
    control.button.click()
    opened = desk.window.findChild(AddressDialog)
    assert opened is not None
    desk.qtbot.waitUntil(opened.line.hasFocus)
    return opened


def button(dialog: AddressDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


def ask(desk: Desk, dialog: AddressDialog, typed: str) -> None:
    dialog.line.setFocus()
    dialog.line.selectAll()
    hands.type_text(typed)
    hands.key(RETURN)
    desk.qtbot.waitUntil(lambda: not desk.parts.jobs.busy)


def test_an_address_is_chosen_by_the_keyboard_alone(desk: Desk, dialog: AddressDialog) -> None:
    ask(desk, dialog, "대전")
    desk.qtbot.waitUntil(dialog.list.hasFocus)
    hands.key(Qt.Key.Key_Down)
    hands.key(RETURN)
    answers = desk.form.editing.answers("general")
    assert (answers["postcode"], answers["address"]) == ("35209", "대전 1로 2")
    hands.texts(desk.page)
    assert desk.field("postcode").control.target().text() == "35209"  # type: ignore[attr-defined]


def test_further_pages_and_every_other_end(desk: Desk, dialog: AddressDialog) -> None:
    ask(desk, dialog, "대전")
    assert "전체 21건 · 1 / 2쪽" in hands.texts(dialog)
    hands.click(button(dialog, "address-after"))
    desk.qtbot.waitUntil(lambda: dialog.list.isVisible() and "2로" in dialog.list.item(0).text())
    assert not button(dialog, "address-after").isEnabled()
    ask(desk, dialog, "없음")
    assert any("해당하는 주소가 없습니다" in text for text in hands.texts(dialog))
    ask(desk, dialog, "고장")
    panel = dialog.findChild(FailurePanel)
    assert panel is not None
    assert panel.isVisible()
    assert not button(dialog, "address-use").isEnabled()
    ask(desk, dialog, "동")
    assert any("법정동 이름에서만" in text for text in hands.texts(dialog))
    hands.click(button(dialog, "address-use"))
    answers = desk.form.editing.answers("general")
    assert answers["address"] == "서울특별시 종로구 청운동"
    assert "postcode" not in answers
