"""A draft, and how `draft.json` and `attachments.json` hold it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from registration.kinds import FilingPurpose, Kind

FORMAT = 2
"""1 had no purpose, no form version and no attachments."""


class Stage(StrEnum):
    """How far a draft has come; SIGNED also where it was sent without a signature."""

    EDITING = "editing"
    SIGNED = "signed"
    FILED = "filed"


class NewerDraft(ValueError):
    """A newer program wrote the draft."""


@dataclass(frozen=True, slots=True)
class FilingReference:
    """What is kept about a filed application besides its receipt."""

    receipt_number: str
    status_key: str


@dataclass(frozen=True, slots=True)
class Attached:
    """첨부파일 of a draft: which paper it is (`document`), and where the file lies.

    `path` is None where only the service has the file. `modified`: when the file was changed last
    as it was read, in nanoseconds.
    """

    document: str
    name: str
    size: int
    sha256: str
    path: str | None = None
    modified: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """An application as typed; `form` and `before` hold JSON values by page and field.

    `supplements`: the receipt number of the application a 보완 completes. `record_version`: the
    version of the record a 변경 was made from. `before`: the form either of them began with.
    `begun_again_from`: the draft of the fallen 변경 (반려·취소) whose edits this one began with.
    """

    id: str
    kind: Kind
    form: dict[str, Any]
    saved: datetime
    stage: Stage
    filing: FilingReference | None = None
    purpose: FilingPurpose = FilingPurpose.NEW
    supplements: str | None = None
    record_version: int | None = None
    before: dict[str, Any] | None = None
    begun_again_from: str | None = None
    attachments: tuple[Attached, ...] = ()
    revision: int = 0
    """How often its form was saved: who saves another one than they opened is told."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever put into it."""
        return self.purpose is FilingPurpose.NEW and not self.form and not self.attachments

    @property
    def registered_form(self) -> dict[str, Any] | None:
        """The registered form a 변경 was made from, whose papers the office has.

        None for what begins otherwise: a 보완 still owes the papers of what it completes.
        """
        return self.before if self.purpose is FilingPurpose.CHANGE else None


@dataclass(frozen=True, slots=True)
class DamagedDraft:
    """A draft that cannot be read; it is kept, and listed beside the others.

    `code` says why: draft_damaged, or draft_newer where a newer program wrote it.
    """

    id: str
    folder: Path
    code: str = "draft_damaged"


def to_json(draft: Draft) -> bytes:
    """Return what draft.json holds."""
    from registration.forms import FORMS

    stored = {
        "format": FORMAT,
        "kind": draft.kind.value,
        "version": FORMS[draft.kind].VERSION,
        "purpose": draft.purpose.value,
        "supplements": draft.supplements,
        "record_version": draft.record_version,
        "saved": draft.saved.isoformat(),
        "revision": draft.revision,
        "form": draft.form,
        "before": draft.before,
        "begun_again_from": draft.begun_again_from,
    }
    return json.dumps(stored, ensure_ascii=False).encode()


def from_json(draft_id: str, data: bytes, stage: Stage, filing: FilingReference | None) -> Draft:
    """Read draft.json; `NewerDraft`, or another ValueError, KeyError or TypeError where damaged."""
    from registration.forms.upgrades import NewerForm, upgraded

    stored = json.loads(data)
    if stored.get("format", 1) > FORMAT:
        raise NewerDraft
    kind, version = Kind(stored["kind"]), stored.get("version", 1)
    before = stored.get("before")
    try:
        form = upgraded(kind, dict(stored["form"]), version)
        before = upgraded(kind, dict(before), version) if before is not None else None
    except NewerForm:
        raise NewerDraft from None
    return Draft(
        id=draft_id,
        kind=kind,
        form=form,
        saved=datetime.fromisoformat(stored["saved"]),
        stage=stage,
        filing=filing,
        purpose=FilingPurpose(stored.get("purpose", FilingPurpose.NEW)),
        supplements=stored.get("supplements"),
        record_version=stored.get("record_version"),
        before=before,
        begun_again_from=stored.get("begun_again_from"),
        revision=int(stored.get("revision", 0)),
    )


def attachments_to_json(attachments: Iterable[Attached]) -> bytes:
    """Return what attachments.json holds."""
    return json.dumps(
        [asdict(attachment) for attachment in attachments], ensure_ascii=False
    ).encode()


def attachments_from_json(data: bytes) -> tuple[Attached, ...]:
    """Read attachments.json; ValueError or TypeError where it is damaged."""
    return tuple(Attached(**stored) for stored in json.loads(data))


def latest_filings(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Return by each draft's ID the one that stands for its application: of several filed under
    one receipt number (보완) the first. The order is kept.
    """
    first: dict[str, Draft] = {}
    return {
        draft.id: first.setdefault(draft.filing.receipt_number, draft) if draft.filing else draft
        for draft in drafts
    }
