"""Which control a question is answered with."""

from collections.abc import Callable

from desktop_client.views.application.address_control import AddressControl
from desktop_client.views.application.controls import (
    CheckControl,
    ChoiceControl,
    ChoicesControl,
    Control,
    TextControl,
    width_for,
)
from desktop_client.views.application.date_control import DateControl
from desktop_client.views.application.lookup import LookupControl
from desktop_client.views.language import say
from registration.forms import FieldDescription


def control_for(field: FieldDescription) -> Control:
    """Return a control for a question, chosen by its description alone."""
    if field.address:
        return AddressControl(field.key, field.address, width_for(field.length))
    return _CONTROLS[field.control](field)


_CONTROLS: dict[str, Callable[[FieldDescription], Control]] = {
    "check": lambda field: CheckControl(say(field.ask.title), field.ask.reading),
    "choice": lambda field: ChoiceControl(field.choices),
    "choices": lambda field: ChoicesControl(field.choices),
    "date": lambda field: DateControl(say(field.ask.title)),
    "lookup": LookupControl,
    "number": lambda field: TextControl(width_for(field.length)),
    "text": lambda field: TextControl(width_for(field.length)),
}
