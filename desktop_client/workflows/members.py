"""내 등록 정보: what an organisation that is logged in does with its records, users and keys."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

from desktop_client.drafts import Draft, DraftStore
from desktop_client.errors import ClientError
from desktop_client.work import Work
from desktop_client.workflows.session import Sessions
from registration.comparison import compare_forms
from registration.kinds import FilingPurpose, Kind
from registration.korean_time import show_time
from registration.printouts import Registered
from registration.submission import User
from registration.text import Text
from registration.wire import Record, RecordChange, RecordHistory

READING = Text("변경 이력을 조회하고 있습니다.", "Reading the history of changes.")
CHANGING = Text("이용자 정보를 바꾸고 있습니다.", "Changing the users.")


class Members:
    """Acts by right of the session; every call raises as `Sessions.call` does."""

    def __init__(self, drafts: DraftStore, sessions: Sessions) -> None:
        self._drafts = drafts
        self._sessions = sessions

    def begun(self, _work: Work, record: Record) -> Draft | None:
        """Return a 변경 that was begun from the record on this computer, by whomever."""
        return self._begun(record)

    def _begun(
        self, record: Record, meant: Callable[[Draft], bool] = lambda _draft: True
    ) -> Draft | None:
        drafts = (draft for draft in self._drafts.all() if isinstance(draft, Draft))
        return next((draft for draft in drafts if _changes(draft, record) and meant(draft)), None)

    def change(self, _work: Work, record: Record, instead_of: str | None = None) -> Draft:
        """Begin a 변경 with the record as it is; `instead_of`: the draft that is given up."""
        begun = self._drafts.create(
            record.kind,
            form=record.form,
            purpose=FilingPurpose.CHANGE,
            record_version=record.version,
        )
        if instead_of:
            self._drafts.delete(instead_of)
        return begun

    def begin_again(self, work: Work, draft_id: str) -> Draft:
        """Begin a 변경 from the record as it is now, with what the draft changes as far as it can.

        An answer, or the rows of a page, that the draft changed are taken from it. A draft that was
        filed (반려·취소) stays; another, which can never be filed, is deleted. What was begun from
        the draft before, and from the record as it still is, is continued.
        Raises `ClientError("record_gone")` without such a record.
        """
        old = self._drafts.load(draft_id)
        records = self._sessions.registration(work).records
        record = next((present for present in records if present.kind is old.kind), None)
        if record is None:
            raise ClientError("record_gone")
        begun = self._begun(record, lambda draft: draft.begun_again_from == draft_id)
        if begun:
            return begun
        form = reapplied(self._began_with(old), old.form, record.form)
        new = self._drafts.create(
            record.kind,
            form=record.form,
            purpose=FilingPurpose.CHANGE,
            record_version=record.version,
            begun_again_from=draft_id,
        )
        self._drafts.save_form(new.id, form)
        if old.filing is None:
            self._drafts.delete(draft_id)
        return new

    def _began_with(self, draft: Draft) -> Mapping[str, Any]:
        """Return the registered form a 변경 began with, also where the draft completes one (보완).

        Where that is not known any more, everything the draft says counts as a change.
        """
        if draft.supplements is None:
            return draft.before or {}
        began_with: dict[str, Mapping[str, Any]] = {}
        for other in self._drafts.all():
            if isinstance(other, Draft) and other.purpose is FilingPurpose.CHANGE and other.filing:
                began_with[other.filing.receipt_number] = other.before or {}
        return began_with.get(draft.supplements, {})

    def history(self, work: Work, kind: Kind) -> RecordHistory:
        """Return the versions of a record, the newest first."""
        work.progress(READING)
        return self._sessions.call(work, lambda service, token: service.history(work, token, kind))

    def registered(self, work: Work, record: Record) -> Registered:
        """Return what a 등록증 of the record is made of."""
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


def reapplied(
    before: Mapping[str, Any], edited: Mapping[str, Any], now: Mapping[str, Any]
) -> dict[str, Any]:
    """Return `now` with what `edited` changed against `before`, by answer; pages of rows whole."""
    form = {page: deepcopy(answers) for page, answers in now.items()}
    for page, answers in edited.items():
        old = before.get(page)
        if answers == old:
            continue
        if not isinstance(answers, dict):
            form[page] = deepcopy(answers)
            continue
        was = old if isinstance(old, dict) else {}
        target = form.setdefault(page, {})
        for key in {**was, **answers}:
            if key not in answers:
                target.pop(key, None)
            elif answers[key] != was.get(key):
                target[key] = deepcopy(answers[key])
    return form


def _changed_titles(kind: Kind, versions: Sequence[RecordChange]) -> list[tuple[str, str]]:
    """Return the day and the changed questions of each version but the first."""
    return [
        (
            show_time(newer.at).partition(" ")[0],
            ", ".join(
                dict.fromkeys(
                    change.field.ask.title.ko
                    for change in compare_forms(kind, older.form, newer.form)
                )
            ),
        )
        for newer, older in pairwise(versions)
    ]


def _changes(draft: Draft, record: Record) -> bool:
    began_from = (draft.kind, draft.record_version) == (record.kind, record.version)
    return began_from and draft.before == record.form and draft.filing is None
