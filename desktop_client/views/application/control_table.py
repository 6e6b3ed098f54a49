"""Which control a question is answered with."""

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
    title = say(field.ask.title)
    if field.control == "check":
        return CheckControl(title, field.ask.reading)
    if field.control == "choice":
        return ChoiceControl(field.choices)
    if field.control == "choices":
        return ChoicesControl(field.choices)
    if field.control == "date":
        return DateControl(title)
    if field.control == "lookup":
        return LookupControl(field)
    return TextControl(width_for(field.length))
