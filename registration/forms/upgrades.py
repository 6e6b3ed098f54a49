"""What a form saved by an older program becomes: a table of steps, one a version.

Whoever changes what a saved form may hold counts the form's `VERSION` up and adds the step that
leads there. A field that is new or gone needs none: it is empty, or left out when it is opened.
"""

from collections.abc import Callable, Mapping
from typing import Any

from registration.forms import FORMS
from registration.kinds import Kind

Step = Callable[[dict[str, Any]], dict[str, Any]]

_JURISDICTIONS = {"1": "01", "2": "02", "3": "03", "5": "53"}
"""소관구분 by the program's first codes, and as they are; of 4 it is not known which it was."""


def _jurisdictions(form: dict[str, Any]) -> dict[str, Any]:
    general = form.get("general")
    if not isinstance(general, dict) or "jurisdiction" not in general:
        return form
    known = _JURISDICTIONS.get(general["jurisdiction"])
    return form | {"general": general | {"jurisdiction": known}}


UPGRADES: Mapping[tuple[Kind, int], Step] = {(Kind.INSTITUTION, 1): _jurisdictions}
"""The step that leads from a version of a kind's form to the next one."""


class NewerForm(ValueError):
    """A newer program saved the form; this one cannot know what it means."""


def upgraded(kind: Kind, form: dict[str, Any], version: int) -> dict[str, Any]:
    """Return a form saved in `version` as the present program reads it; raises `NewerForm`."""
    present = FORMS[kind].VERSION
    if version > present:
        raise NewerForm(kind)
    for number in range(version, present):
        form = UPGRADES[kind, number](form)
    return form
