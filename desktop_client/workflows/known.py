"""What the applicant has given before: their registered record, or an earlier application here."""

import logging
from dataclasses import dataclass
from typing import Any, Literal

from desktop_client.drafts import Draft, DraftStore, Stage
from desktop_client.errors import ClientError
from desktop_client.work import Work
from desktop_client.workflows.session import Sessions
from registration.forms import name_of
from registration.forms.carrying import CARRIED, carried
from registration.kinds import Kind

log = logging.getLogger(__name__)

Source = Literal["record", "draft"]


@dataclass(frozen=True, slots=True)
class KnownData:
    """Answers for a new form, whose they are, and where they come from."""

    form: dict[str, Any]
    name: str
    source: Source
    kind: Kind
    """Of the form it stands in."""


class Known:
    """Looks for data a new application can begin with; what is found is offered, never put in."""

    def __init__(self, drafts: DraftStore, sessions: Sessions) -> None:
        self._drafts, self._sessions = drafts, sessions

    def find(self, work: Work, kind: Kind) -> KnownData | None:
        """Return the registered record's answers where logged in, else the newest draft's."""
        for source in CARRIED[kind]:
            record = self._record(work, source) if source is not kind else None
            form = record or self._draft(source, filed=source is kind)
            if form:
                where: Source = "record" if record else "draft"
                name = name_of(source, form)
                return KnownData(carried(kind, source, form), name, where, source)
        return None

    def _record(self, work: Work, kind: Kind) -> dict[str, Any] | None:
        session = self._sessions.current
        if session is None or kind not in session.kinds:
            return None
        try:
            records = self._sessions.registration(work).records
        except ClientError as error:
            log.info("the registered record cannot be read: %s", error.code)
            return None
        return next((record.form for record in records if record.kind is kind), None)

    def _draft(self, kind: Kind, *, filed: bool) -> dict[str, Any] | None:
        """Return the newest form of a kind; where `filed`, of what was sent already."""
        for draft in self._drafts.all():
            if not isinstance(draft, Draft) or not draft.form or draft.kind is not kind:
                continue
            if not filed or draft.stage is not Stage.EDITING:
                return draft.form
        return None
