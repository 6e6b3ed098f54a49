"""A postcode: typed, or found together with its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Signal

from desktop_client.views.application import address_texts as texts
from desktop_client.views.application.address_dialog import AddressDialog
from desktop_client.views.application.controls import TextControl
from desktop_client.views.language import say
from desktop_client.views.screen import screen_around
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.look import named

if TYPE_CHECKING:
    from desktop_client.jobs import Jobs
    from desktop_client.views.application.address_dialog import FindAddresses
    from registration.road_addresses import Address


@runtime_checkable
class FindsAddresses(Protocol):
    """A screen that can look addresses up."""

    jobs: Jobs
    find_addresses: FindAddresses


class AddressControl(TextControl):
    """A line and a button that searches; `chosen` carries the answers of this field and `address`.

    `key`, `address`: the fields that a chosen address gives its postcode and its words.
    """

    chosen = Signal(dict)

    def __init__(self, key: str, address: str, width: int) -> None:
        super().__init__(width)
        self._key, self._address = key, address
        self.button = named(Button(say(texts.OPEN), self.search), "address-open")
        self.box.insertWidget(1, self.button)

    def search(self) -> None:
        """Open the search, where the screen around can look addresses up."""
        screen = screen_around(self)
        if isinstance(screen, FindsAddresses):
            dialog = AddressDialog(screen.jobs, screen.find_addresses, self)
            dialog.chosen.connect(self._choose)
            dialog.open()

    def _choose(self, address: Address) -> None:
        self.chosen.emit({self._key: address.postcode, self._address: address.road})
        self.left.emit()
