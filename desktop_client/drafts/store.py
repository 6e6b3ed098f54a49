"""One folder a draft, every file written whole; what the files say is the draft's stage.

<id>/draft.json    what was typed
<id>/signed.p7s    the signed application, from just before sending until it is answered
<id>/receipt.p7s   the service's signed receipt
<id>/filed.json    the receipt number and the key to look at the status
"""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_client.errors import ClientError
from desktop_client.files import write_atomically
from registration.kinds import Kind

log = logging.getLogger(__name__)

FORMAT = 1


class Stage(StrEnum):
    """How far a draft has come."""

    EDITING = "editing"
    SIGNED = "signed"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class Filing:
    """What is kept about a filed application besides its receipt."""

    receipt_number: str
    status_key: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An application as typed; `form` holds JSON values by page and field."""

    id: str
    kind: Kind
    form: dict[str, Any]
    saved: datetime
    stage: Stage
    filing: Filing | None = None


@dataclass(frozen=True, slots=True)
class DamagedDraft:
    """A draft whose file cannot be read; it is kept, and listed beside the others."""

    id: str
    folder: Path


class DraftStore:
    """All drafts of one mode (practice or real) in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Draft | DamagedDraft]:
        """Return every draft, the last saved first, damaged ones at the end."""
        try:
            folders = [one for one in self._folder.iterdir() if one.is_dir()]
        except FileNotFoundError:
            return []
        drafts: list[Draft] = []
        damaged: list[Draft | DamagedDraft] = []
        for folder in folders:
            try:
                drafts.append(self.load(folder.name))
            except ClientError:
                damaged.append(DamagedDraft(folder.name, folder))
        drafts.sort(key=lambda draft: draft.saved, reverse=True)
        return [*drafts, *damaged]

    def create(self, kind: Kind) -> Draft:
        """Begin an empty draft; raises `ClientError("draft_not_saved")`."""
        import secrets

        draft = Draft(secrets.token_urlsafe(16), kind, {}, datetime.now(UTC), Stage.EDITING)
        self._write(draft)
        return draft

    def load(self, draft_id: str) -> Draft:
        """Read a draft; raises `ClientError` with draft_missing or draft_damaged."""
        folder = self._folder / draft_id
        try:
            stored = json.loads((folder / "draft.json").read_text(encoding="utf-8"))
            filing = _read_filing(folder / "filed.json")
            return Draft(
                id=draft_id,
                kind=Kind(stored["kind"]),
                form=dict(stored["form"]),
                saved=datetime.fromisoformat(stored["saved"]),
                stage=_stage(folder, filing),
                filing=filing,
            )
        except FileNotFoundError:
            code = "draft_damaged" if folder.exists() else "draft_missing"
        except (OSError, ValueError, KeyError, TypeError):
            code = "draft_damaged"
        raise ClientError(code, folder=str(folder)) from None

    def save_form(self, draft_id: str, form: dict[str, Any]) -> Draft:
        """Keep what was typed; only a draft still being edited may change."""
        draft = self.load(draft_id)
        if draft.stage is not Stage.EDITING:
            raise ClientError("draft_closed")
        changed = Draft(draft.id, draft.kind, form, datetime.now(UTC), draft.stage)
        self._write(changed)
        return changed

    def delete(self, draft_id: str) -> None:
        """Remove a draft and all that belongs to it."""
        import shutil

        shutil.rmtree(self._folder / draft_id)

    def keep_signed(self, draft_id: str, signed: bytes, identity: bytes) -> None:
        """Keep what is about to be sent, so that the same can be sent again."""
        self._put(draft_id, "identity.p7m", identity)
        self._put(draft_id, "signed.p7s", signed)

    def signed(self, draft_id: str) -> tuple[bytes, bytes]:
        """Return the signed application that was, or is to be, sent, and its sealed R."""
        folder = self._folder / draft_id
        return (folder / "signed.p7s").read_bytes(), (folder / "identity.p7m").read_bytes()

    def reopen(self, draft_id: str) -> None:
        """Go back to editing after the service refused what was sent."""
        for name in ("signed.p7s", "identity.p7m"):
            (self._folder / draft_id / name).unlink(missing_ok=True)

    def keep_receipt(self, draft_id: str, receipt: bytes, filing: Filing) -> Path:
        """Keep the receipt and mark the draft as filed; returns the receipt's file."""
        self._put(draft_id, "receipt.p7s", receipt)
        record = {"receipt_number": filing.receipt_number, "status_key": filing.status_key}
        self._put(draft_id, "filed.json", json.dumps(record).encode())
        return self._folder / draft_id / "receipt.p7s"

    def keep_unverified_answer(self, draft_id: str, answer: bytes) -> None:
        """Keep an answer that could not be verified, for those who look into it."""
        self._put(draft_id, "unverified-answer.json", answer)

    def receipt(self, draft_id: str) -> bytes:
        """Return the kept receipt (CMS, DER)."""
        return (self._folder / draft_id / "receipt.p7s").read_bytes()

    def _write(self, draft: Draft) -> None:
        stored = {
            "format": FORMAT,
            "kind": draft.kind.value,
            "saved": draft.saved.isoformat(),
            "form": draft.form,
        }
        self._put(draft.id, "draft.json", json.dumps(stored, ensure_ascii=False).encode())

    def _put(self, draft_id: str, name: str, data: bytes) -> None:
        folder = self._folder / draft_id
        try:
            write_atomically(folder / name, data)
        except OSError as error:
            log.info("cannot write %s: errno %s", name, error.errno)
            raise ClientError("draft_not_saved", folder=str(folder)) from None


def _read_filing(file: Path) -> Filing | None:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Filing(stored["receipt_number"], stored["status_key"])


def _stage(folder: Path, filing: Filing | None) -> Stage:
    if filing:
        return Stage.FILED
    return Stage.SIGNED if (folder / "signed.p7s").exists() else Stage.EDITING
