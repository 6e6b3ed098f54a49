"""내 등록 정보: what an organisation that is logged in does with its records, users and keys."""

from collections.abc import Sequence
from itertools import pairwise

from desktop_client.drafts import Draft, DraftStore
from desktop_client.work import Work
from desktop_client.workflows.session import Sessions
from registration.comparison import compare
from registration.kinds import Kind
from registration.korean_time import show_time
from registration.messages import Record, RecordChange, RecordHistory
from registration.papers import Registered
from registration.submission import Filing, User
from registration.text import Text

READING = Text("변경 이력을 조회하고 있습니다.", "Reading the history of changes.")
CHANGING = Text("이용자 정보를 바꾸고 있습니다.", "Changing the users.")


class Members:
    """Acts by right of the session; every call raises as `Sessions.call` does."""

    def __init__(self, drafts: DraftStore, sessions: Sessions) -> None:
        self._drafts = drafts
        self._sessions = sessions

    def change(self, _work: Work, record: Record) -> Draft:
        """Begin a 변경 with the record as it is, or go on with one that was begun from it."""
        for draft in self._drafts.all():
            if isinstance(draft, Draft) and _changes(draft, record):
                return draft
        return self._drafts.create(
            record.kind, form=record.form, purpose=Filing.CHANGE, record_version=record.version
        )

    def history(self, work: Work, kind: Kind) -> RecordHistory:
        """The versions of a record, the newest first."""
        work.progress(READING)
        return self._sessions.call(work, lambda service, token: service.history(work, token, kind))

    def registered(self, work: Work, record: Record) -> Registered:
        """What a 등록증 of the record is made of."""
        versions = self.history(work, record.kind).versions
        return Registered(
            kind=record.kind,
            form=record.form,
            receipt_number=record.receipt_number,
            registered=record.registered,
            renewed=record.renewed,
            code=record.paper_code,
            changes=_changed_titles(record.kind, versions),
        )

    def change_user(self, work: Work, user_id: int, user: User) -> None:
        """Give a user new particulars."""
        work.progress(CHANGING)
        self._sessions.call(
            work, lambda service, token: service.change_user(work, token, user_id, user)
        )

    def remove_user(self, work: Work, user_id: int) -> None:
        """Remove a user with their certificates."""
        work.progress(CHANGING)
        self._sessions.call(work, lambda service, token: service.remove_user(work, token, user_id))

    def name_recipient(self, work: Work, user_id: int) -> None:
        """Make a user the 대표수신자."""
        work.progress(CHANGING)
        self._sessions.call(
            work, lambda service, token: service.name_recipient(work, token, user_id)
        )

    def remove_certificate(self, work: Work, fingerprint: str) -> None:
        """End a certificate's registration."""
        work.progress(CHANGING)
        self._sessions.call(
            work, lambda service, token: service.remove_certificate(work, token, fingerprint)
        )

    def transfer(self, work: Work, fingerprint: str, user_id: int) -> None:
        """Give a certificate to another user."""
        work.progress(CHANGING)
        self._sessions.call(
            work, lambda service, token: service.transfer(work, token, fingerprint, user_id)
        )

    def change_password(self, work: Work, present: str, new: str) -> None:
        """Set a new password for the account that is logged in."""
        self._sessions.call(
            work, lambda service, token: service.change_password(work, token, present, new)
        )


def _changed_titles(kind: Kind, versions: Sequence[RecordChange]) -> list[tuple[str, str]]:
    """Return the day and the changed questions of each version but the first."""
    return [
        (
            show_time(newer.at).partition(" ")[0],
            ", ".join(
                dict.fromkeys(
                    one.field.ask.title.ko for one in compare(kind, older.form, newer.form)
                )
            ),
        )
        for newer, older in pairwise(versions)
    ]


def _changes(draft: Draft, record: Record) -> bool:
    began_from = (draft.kind, draft.record_version) == (record.kind, record.version)
    return began_from and draft.before == record.form and draft.filing is None
