"""One folder a draft, every file written whole; what the files say is the draft's stage.

<id>/draft.json         what was typed, and for what purpose
<id>/attachments.json   the files attached: where they lie and what they hash to, never a copy
<id>/signed.p7s         the signed application, from just before sending until it is answered
<id>/document.json      the same of a kind that is filed without a signature
<id>/receipt.p7s        the service's signed receipt
<id>/filed.json         the receipt number and the key to look at the status
"""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop_client.drafts import draft_folder
from desktop_client.drafts.draft import (
    Attached,
    DamagedDraft,
    Draft,
    FilingReference,
    NewerDraft,
    Stage,
    attachments_from_json,
    attachments_to_json,
    from_json,
    to_json,
)
from desktop_client.errors import ClientError
from desktop_client.files import alone_in, write_atomically
from registration.kinds import FilingPurpose, Kind

log = logging.getLogger(__name__)

SENT = ("signed.p7s", "document.json")
"""Either says that the application was made final, and perhaps sent."""

STATUS = "status.json"

Require = Callable[[Draft], object]


def _anything(_draft: Draft) -> None:
    return


class DraftStore:
    """All drafts of one mode (practice or real) in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Draft | DamagedDraft]:
        """Return every draft, the last saved first, damaged ones at the end."""
        try:
            entries = [
                entry for entry in self._folder.iterdir() if entry.name != draft_folder.ASIDE
            ]
            folders = [entry for entry in entries if entry.is_dir()]
        except FileNotFoundError:
            return []
        drafts: list[Draft] = []
        damaged: list[Draft | DamagedDraft] = []
        for folder in folders:
            try:
                drafts.append(self.load(folder.name))
            except ClientError as error:
                damaged.append(DamagedDraft(folder.name, folder, error.code))
        drafts.sort(key=lambda draft: draft.saved, reverse=True)
        return [*drafts, *damaged]

    def create(
        self,
        kind: Kind,
        *,
        form: dict[str, Any] | None = None,
        purpose: str = FilingPurpose.NEW,
        supplements: str | None = None,
        record_version: int | None = None,
        begun_again_from: str | None = None,
        attachments: Iterable[Attached] = (),
    ) -> Draft:
        """Begin a draft, empty unless a form is given; raises `ClientError("draft_not_saved")`.

        A 보완 or a 변경 remembers the form as what it was before.
        """
        draft = Draft(
            id=_new_id(),
            kind=kind,
            form=form or {},
            saved=datetime.now(UTC),
            stage=Stage.EDITING,
            purpose=FilingPurpose(purpose),
            supplements=supplements,
            record_version=record_version,
            begun_again_from=begun_again_from,
            before=None if purpose == FilingPurpose.NEW else form,
            attachments=tuple(attachments),
        )
        with self._all_alone():
            self._make(draft)
        return draft

    def load(self, draft_id: str) -> Draft:
        """Read a draft; raises `ClientError` with draft_missing, draft_damaged or draft_newer."""
        folder = self._folder / draft_id
        try:
            data = (folder / "draft.json").read_bytes()
            filing = _read_filing(folder / "filed.json")
            draft = from_json(draft_id, data, _stage(folder, filing), filing)
            return replace(draft, attachments=_read_attachments(folder / "attachments.json"))
        except FileNotFoundError:
            code = "draft_damaged" if folder.exists() else "draft_missing"
        except NewerDraft:
            code = "draft_newer"
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            code = "draft_damaged"
        raise ClientError(code, folder=str(folder)) from None

    def save_form(self, draft_id: str, form: dict[str, Any], revision: int | None = None) -> Draft:
        """Keep what was typed into a draft as it was at this revision (None: at any).

        Raises `ClientError` as `load`, draft_closed where it is no longer edited, draft_changed
        where another window or program has saved it since, and draft_not_saved.
        """
        with self._alone(draft_id):
            draft = self._open(draft_id)
            if revision not in (None, draft.revision) and draft.form != form:
                raise ClientError("draft_changed")
            changed = replace(
                draft, form=form, saved=datetime.now(UTC), revision=draft.revision + 1
            )
            self._write(changed)
        return changed

    def copy(self, draft_id: str, form: dict[str, Any]) -> Draft:
        """Begin another draft for the same purpose, with this form and the same files."""
        draft = self.load(draft_id)
        copied = replace(
            draft,
            id=_new_id(),
            form=form,
            saved=datetime.now(UTC),
            stage=Stage.EDITING,
            filing=None,
            revision=0,
        )
        with self._all_alone():
            self._make(copied)
        return copied

    def take_over(
        self, kind: Kind, form: dict[str, Any], receipt: bytes, filing: FilingReference
    ) -> Draft:
        """Keep an application that was filed elsewhere, once; return it as it is kept.

        Raises `ClientError("draft_not_saved")`.
        """
        draft = Draft(_new_id(), kind, form, datetime.now(UTC), Stage.FILED, filing=filing)
        with self._all_alone():
            present = self.filed_as(filing.receipt_number)
            if present:
                return present
            self._make(draft, {"receipt.p7s": receipt, "filed.json": _filed(filing)})
        return draft

    def filed_as(self, receipt_number: str) -> Draft | None:
        """Return the draft that was filed under a receipt number."""
        filed = ((draft, draft.filing) for draft in self.all() if isinstance(draft, Draft))
        return next(
            (
                draft
                for draft, filing in filed
                if filing and filing.receipt_number == receipt_number
            ),
            None,
        )

    def attach(
        self,
        draft_id: str,
        change: Callable[[tuple[Attached, ...]], Iterable[Attached]],
    ) -> Draft:
        """Change the list of attached files as it is now; only of a draft still being edited."""
        with self._alone(draft_id):
            draft = self._open(draft_id)
            changed = replace(draft, attachments=tuple(change(draft.attachments)))
            self._write_attachments(draft_id, changed.attachments)
        return changed

    def delete(self, draft_id: str) -> None:
        """Remove a draft and all that belongs to it, or nothing.

        Raises `ClientError` with draft_missing and draft_not_saved.
        """
        folder = self._folder / draft_id
        with self._all_alone():
            if not folder.is_dir():
                raise ClientError("draft_missing", folder=str(folder))
            draft_folder.delete_draft_folder(folder)

    def keep_signed(
        self, draft_id: str, signed: bytes, identity: bytes, require: Require = _anything
    ) -> None:
        """Keep what is about to be sent, so that the same can be sent again.

        `require` raises where the draft, as it is now, is not what was signed. Raises `ClientError`
        as `save_form`, also draft_closed where another window or program was first.
        """
        with self._alone(draft_id):
            require(self._open(draft_id))
            self._put(draft_id, "identity.p7m", identity)
            self._put(draft_id, "signed.p7s", signed)

    def signed(self, draft_id: str) -> tuple[bytes, bytes]:
        """Return the signed application that was, or is to be, sent, and its sealed R.

        R is b"" once the service has answered.
        """
        folder = self._folder / draft_id
        identity = folder / "identity.p7m"
        sealed = identity.read_bytes() if identity.exists() else b""
        return (folder / "signed.p7s").read_bytes(), sealed

    def keep_document(self, draft_id: str, document: bytes, require: Require = _anything) -> None:
        """Keep what is about to be sent without a signature, as `keep_signed`."""
        with self._alone(draft_id):
            require(self._open(draft_id))
            self._put(draft_id, "document.json", document)

    def document(self, draft_id: str) -> bytes | None:
        """Return what was, or is to be, sent without a signature; None where it is signed."""
        try:
            return (self._folder / draft_id / "document.json").read_bytes()
        except FileNotFoundError:
            return None

    def reopen(self, draft_id: str) -> None:
        """Go back to editing after the service refused what was sent, unless it is filed."""
        with self._alone(draft_id):
            if self.load(draft_id).stage is Stage.FILED:
                return
            for name in (*SENT, "identity.p7m"):
                (self._folder / draft_id / name).unlink(missing_ok=True)

    def keep_receipt(self, draft_id: str, receipt: bytes, filing: FilingReference) -> Path:
        """Keep the receipt and mark the draft as filed; returns the receipt's file.

        The sealed R has done its work and is removed.
        """
        with self._alone(draft_id):
            self._put(draft_id, "receipt.p7s", receipt)
            self._put(draft_id, "filed.json", _filed(filing))
            (self._folder / draft_id / "identity.p7m").unlink(missing_ok=True)
        return self._folder / draft_id / "receipt.p7s"

    def keep_unverified_answer(self, draft_id: str, answer: bytes) -> None:
        """Keep an answer that could not be verified, for those who look into it."""
        self._put(draft_id, "unverified-answer.json", answer)

    def receipt(self, draft_id: str) -> bytes:
        """Return the kept receipt (CMS, DER)."""
        return (self._folder / draft_id / "receipt.p7s").read_bytes()

    def keep_status(self, draft_id: str, status: bytes) -> None:
        """Keep how the service last said that it stands."""
        self._put(draft_id, STATUS, status)

    def status(self, draft_id: str) -> bytes | None:
        """Return how the service last said that it stands; None where it was never asked."""
        try:
            return (self._folder / draft_id / STATUS).read_bytes()
        except FileNotFoundError:
            return None

    @contextmanager
    def _alone(self, draft_id: str) -> Iterator[None]:
        """Lock the draft's folder, if it is there."""
        folder = self._folder / draft_id
        if not folder.is_dir():
            raise ClientError("draft_missing", folder=str(folder))
        with self._owned(folder):
            yield

    def _all_alone(self) -> AbstractContextManager[None]:
        """Lock the folder of all drafts: what comes and goes in it."""
        return self._owned(self._folder)

    @contextmanager
    def _owned(self, folder: Path) -> Iterator[None]:
        try:
            with alone_in(folder):
                yield
        except OSError as error:
            log.info("cannot own a draft: errno %s", error.errno)
            raise ClientError("draft_not_saved", folder=str(folder)) from None

    def _open(self, draft_id: str) -> Draft:
        draft = self.load(draft_id)
        if draft.stage is not Stage.EDITING:
            raise ClientError("draft_closed")
        return draft

    def _make(self, draft: Draft, more: Mapping[str, bytes] = MappingProxyType({})) -> None:
        files = {"draft.json": to_json(draft), **more}
        if draft.attachments:
            files["attachments.json"] = attachments_to_json(draft.attachments)
        draft_folder.create_draft_folder(self._folder / draft.id, files)

    def _write(self, draft: Draft) -> None:
        self._put(draft.id, "draft.json", to_json(draft))

    def _write_attachments(self, draft_id: str, attachments: Iterable[Attached]) -> None:
        self._put(draft_id, "attachments.json", attachments_to_json(attachments))

    def _put(self, draft_id: str, name: str, data: bytes) -> None:
        folder = self._folder / draft_id
        try:
            write_atomically(folder / name, data)
        except OSError as error:
            log.info("cannot write %s: errno %s", name, error.errno)
            raise ClientError("draft_not_saved", folder=str(folder)) from None


def _new_id() -> str:
    import secrets

    return secrets.token_urlsafe(16)


def _filed(filing: FilingReference) -> bytes:
    record = {"receipt_number": filing.receipt_number, "status_key": filing.status_key}
    return json.dumps(record).encode()


def _read_filing(file: Path) -> FilingReference | None:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return FilingReference(stored["receipt_number"], stored["status_key"])


def _read_attachments(file: Path) -> tuple[Attached, ...]:
    try:
        return attachments_from_json(file.read_bytes())
    except FileNotFoundError:
        return ()


def _stage(folder: Path, filing: FilingReference | None) -> Stage:
    if filing:
        return Stage.FILED
    sent = any((folder / name).exists() for name in SENT)
    return Stage.SIGNED if sent else Stage.EDITING
