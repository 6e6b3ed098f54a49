"""The buttons that open the papers of a filed application."""

from typing import TYPE_CHECKING

from desktop_client.errors import ClientError
from desktop_client.jobs import Jobs
from desktop_client.views.language import say
from desktop_client.views.printing import texts
from desktop_client.views.widgets.buttons import Button
from registration.lifecycle import State
from registration.printouts import PrintoutKind

if TYPE_CHECKING:
    from desktop_client.workflows.printouts.printing import Printing


def paper_buttons(
    jobs: Jobs, printing: "Printing", draft_id: str, state: State, *, first: bool = False
) -> list[Button]:
    """Return a button a paper; none where the draft cannot be read any more.

    `first`: printing is what is to be done next, so its button is the primary one.
    """
    try:
        kinds = printing.kinds(draft_id, state)
    except ClientError:
        return []
    return [
        _button(jobs, printing, draft_id, kind, "primary" if first and not number else "plain")
        for number, kind in enumerate(kinds)
    ]


def _button(
    jobs: Jobs, printing: "Printing", draft_id: str, kind: PrintoutKind, look: str
) -> Button:
    title = say(texts.NAMES[kind])

    def show() -> None:
        from desktop_client.views.printing.dialog import PaperDialog

        PaperDialog(
            jobs,
            printing,
            title,
            lambda work: printing.filed(work, draft_id, kind),
            button.window(),
        ).open()

    button = Button(title, show, look)
    button.setObjectName(f"paper-{kind.value}")
    return button
