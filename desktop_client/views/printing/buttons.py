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


def paper_buttons(jobs: Jobs, printing: "Printing", draft_id: str, state: State) -> list[Button]:
    """Return a button a paper; none where the draft cannot be read any more."""
    try:
        kinds = printing.kinds(draft_id, state)
    except ClientError:
        return []
    return [_button(jobs, printing, draft_id, kind) for kind in kinds]


def _button(jobs: Jobs, printing: "Printing", draft_id: str, kind: PrintoutKind) -> Button:
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

    button = Button(title, show)
    button.setObjectName(f"paper-{kind.value}")
    return button
