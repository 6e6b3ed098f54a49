"""What the applicant has given before: their registered record, or an earlier application here."""

import logging
from dataclasses import dataclass
from typing import Any, Literal

from desktop_client.drafts import Draft, DraftStore
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


class Known:
    """Looks for data a new application can begin with; what is found is offered, never put in."""

    def __init__(self, drafts: DraftStore, sessions: Sessions) -> None:
        self._drafts, self._sessions = drafts, sessions

    def find(self, work: Work, kind: Kind) -> KnownData | None:
        """Return the registered record's answers where logged in, else the newest draft's."""
        source = CARRIED.get(kind)
        if source is None:
            return None
        record = self._record(work, source)
        form = record or self._draft(source)
        if not form:
            return None
        where: Source = "record" if record else "draft"
        return KnownData(carried(kind, source, form), name_of(source, form), where)

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

    def _draft(self, kind: Kind) -> dict[str, Any] | None:
        drafts = (draft for draft in self._drafts.all() if isinstance(draft, Draft) and draft.form)
        return next((draft.form for draft in drafts if draft.kind is kind), None)
