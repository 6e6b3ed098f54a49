"""첨부파일 보내기: part by part, from where the service has them; nothing goes twice."""

from collections.abc import Sequence
from pathlib import Path

from desktop_client.api import ServiceClient
from desktop_client.drafts import Attached
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.work import Work
from desktop_client.workflows.attaching import check_unchanged
from registration.submission import Ticket
from registration.text import Text
from registration.wire import AttachmentState

SENDING = Text("첨부파일을 보내고 있습니다: {name}", "Sending an attached file: {name}")
PART = 1024 * 1024
"""Bytes of a part: a slow line (140 kbit/s) sends one within the limit of an exchange."""
MOST_GAPS = 3
"""Times in a row the service may name another place to go on from."""


class AttachmentUpload:
    """Sends the files of one draft with a ticket of it.

    `completed`: the receipt number of the application a 보완 completes, whose files the service
    has, and the token that shows the right to see it.
    """

    def __init__(
        self,
        service: ServiceClient,
        ticket: Ticket,
        attachments: Sequence[Attached],
        completed: tuple[str | None, str | None] = (None, None),
    ) -> None:
        self._service, self._ticket, self._attachments = service, ticket, attachments
        self._completed = completed
        self._total = sum(attachment.size for attachment in attachments)
        self._before = 0

    def run(self, work: Work) -> None:
        """Send what the service does not have yet.

        Raises `ClientError` attachment_gone or attachment_changed where a file is not as it was
        when it was attached; whatever arrived stays at the service.
        """
        for attachment in self._attachments:
            check_unchanged(work, attachment)
            state = self._ask(work, attachment)
            if not state.complete:
                self._send(work, attachment, state)
            self._before += attachment.size

    def _send(self, work: Work, attached: Attached, state: AttachmentState) -> None:
        if attached.path is None:
            raise ClientError("attachment_gone", name=attached.name, file="")
        gaps = 0
        try:
            with Path(attached.path).open("rb") as stream:
                while not state.complete:
                    self._tell(work, attached, state.received)
                    stream.seek(state.received)
                    part = stream.read(PART)
                    if not part:
                        raise ClientError("attachment_changed", name=attached.name)
                    try:
                        state = self._service.send_part(
                            work,
                            self._ticket,
                            attached.sha256,
                            part,
                            first=state.received,
                            size=attached.size,
                        )
                        gaps = 0
                    except ServiceRefused as refused:
                        gaps += 1
                        state = self._after(work, attached, refused, gaps)
        except OSError:
            raise ClientError("attachment_gone", name=attached.name, file=attached.path) from None

    def _after(
        self, work: Work, attached: Attached, refused: ServiceRefused, gaps: int
    ) -> AttachmentState:
        """Return where to go on after a refusal: an answer may have been lost on its way."""
        if refused.code == "attachment_corrupt":
            raise ClientError("attachment_changed", name=attached.name) from None
        if refused.code != "attachment_gap" or gaps > MOST_GAPS:
            raise refused
        return self._ask(work, attached)

    def _ask(self, work: Work, attached: Attached) -> AttachmentState:
        return self._service.attachment(work, self._ticket, attached.sha256, *self._completed)

    def _tell(self, work: Work, attached: Attached, received: int) -> None:
        what = SENDING.filled(name=attached.name)
        work.progress(what, (self._before + received) / max(self._total, 1))
