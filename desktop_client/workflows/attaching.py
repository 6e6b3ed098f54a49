"""구비서류 첨부: files are read and hashed where they lie; a draft keeps their list, no copies."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from desktop_client.drafts import Attached, DraftStore
from desktop_client.errors import ClientError, Failure, explain
from desktop_client.work import Work
from registration.attachments import HEAD_SIZE, MOST_FILES, TOTAL_LIMIT, unfit_reason
from registration.characters import seen
from registration.enclosures import Enclosure
from registration.text import Text

READING = Text("{name} 파일을 읽고 있습니다.", "Reading {name}.")
CHUNK = 1024 * 1024
NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not attached, and why."""

    name: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class AttachResult:
    """All files now attached, and those that could not be."""

    attachments: tuple[Attached, ...]
    refused: tuple[RefusedFile, ...]


class Attaching:
    """Keeps the list of files attached to each draft."""

    def __init__(self, drafts: DraftStore) -> None:
        self._drafts = drafts

    def add(
        self, work: Work, draft_id: str, files: Iterable[Path], document: Enclosure
    ) -> AttachResult:
        """Read files and attach them as this paper; one that cannot be keeps no other out."""
        refused: list[RefusedFile] = []
        for file in files:
            try:
                self._add(work, draft_id, file, document)
            except ClientError as error:
                refused.append(RefusedFile(file.name, explain(error)))
        return AttachResult(self.attached(draft_id), tuple(refused))

    def attached(self, draft_id: str) -> tuple[Attached, ...]:
        """Return the files attached to a draft."""
        return self._drafts.load(draft_id).attachments

    def remove(self, draft_id: str, sha256: str) -> tuple[Attached, ...]:
        """Take a file off the list; the file itself stays where it is."""
        changed = self._drafts.attach(
            draft_id, lambda present: (file for file in present if file.sha256 != sha256)
        )
        return changed.attachments

    def name_documents(
        self, draft_id: str, documents: Mapping[str, Enclosure]
    ) -> tuple[Attached, ...]:
        """Say which papers files are, by their SHA-256."""

        def named(file: Attached) -> Attached:
            document = documents.get(file.sha256)
            return replace(file, document=document.value) if document else file

        changed = self._drafts.attach(draft_id, lambda present: map(named, present))
        return changed.attachments

    def _add(self, work: Work, draft_id: str, file: Path, document: Enclosure) -> None:
        attached = read_attachment(work, file, document)
        self._drafts.attach(draft_id, lambda present: _with(present, attached))


def _with(present: tuple[Attached, ...], attached: Attached) -> tuple[Attached, ...]:
    if any(file.sha256 == attached.sha256 for file in present):
        raise ClientError("file_twice")
    if len(present) >= MOST_FILES:
        raise ClientError("files_too_many", most=MOST_FILES)
    if sum(file.size for file in present) + attached.size > TOTAL_LIMIT:
        raise ClientError("files_too_large")
    return (*present, attached)


def read_attachment(work: Work, file: Path, document: Enclosure) -> Attached:
    """Judge and hash a file, in constant memory.

    Raises `ClientError` with a fault of `registration.attachments`, or file_unreadable.
    """
    try:
        with file.open("rb") as stream:
            status = file.stat()
            unfit = unfit_reason(file.name, status.st_size, stream.read(HEAD_SIZE))
            if unfit:
                raise ClientError(unfit)
            stream.seek(0)
            digest = _digest(work, stream, file.name, status.st_size)
    except OSError:
        raise ClientError("file_unreadable", file=str(file)) from None
    return Attached(
        document=document.value,
        name=fitting_name(file.name),
        size=status.st_size,
        sha256=digest,
        path=str(file.absolute()),
        modified=status.st_mtime_ns,
    )


def check_unchanged(work: Work, attached: Attached) -> None:
    """Raise `ClientError` attachment_gone or attachment_changed unless the file is as it was read.

    A file of the same size and time is believed; another time has it read again.
    """
    if attached.path is None:
        return
    file = Path(attached.path)
    try:
        status = file.stat()
        if status.st_size != attached.size:
            raise ClientError("attachment_changed", name=attached.name)
        if status.st_mtime_ns == attached.modified:
            return
        with file.open("rb") as stream:
            digest = _digest(work, stream, attached.name, attached.size)
    except OSError:
        raise ClientError("attachment_gone", name=attached.name, file=attached.path) from None
    if digest != attached.sha256:
        raise ClientError("attachment_changed", name=attached.name)


def fitting_name(name: str) -> str:
    """Return a file's name as the signed document can hold it: composed, printable, not too long.

    The ending stays, which says what type it is.
    """
    shown = seen(name)
    ending = Path(shown).suffix
    return shown[: NAME_LIMIT - len(ending)].removesuffix(ending) + ending


def _digest(work: Work, stream: BinaryIO, name: str, size: int) -> str:
    what = READING.filled(name=name)
    digest, done = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        done += len(chunk)
        work.progress(what, min(1.0, done / max(size, 1)))
    return digest.hexdigest()
