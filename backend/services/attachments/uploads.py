"""첨부파일 접수: parts of files on their way in, for one draft each, and what nobody filed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, func, select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services.access import rights
from backend.services.proofs import tickets
from backend.services.proofs.documents import filed, read_document
from backend.storage.attachments import Part
from backend.storage.models import Revision, Submission, Upload
from registration.attachments import FILE_LIMIT, MOST_FILES, PART_SIZE, TOTAL_LIMIT, type_of
from registration.encoding import NotBase64, from_base64
from registration.submission import Ticket
from registration.wire import AttachmentState

LEAST_CHARGED = 1024**2
"""Bytes that a part counts for at the least: a small file takes a place on the disk too."""
_TOUCHED_AGAIN = timedelta(hours=1)
"""The last part's arrival is noted no more often than this."""


class Range(NamedTuple):
    """Content-Range of a part: its first byte, its length, and the size of the file."""

    first: int
    length: int
    size: int

    @classmethod
    def read(cls, text: str) -> "Range":
        """Read `bytes a-b/size`. Raises Refused `malformed`, `too_large`."""
        found = re.fullmatch(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})", text, re.ASCII)
        if found is None:
            raise Refused("malformed", header="Content-Range")
        first, last, size = map(int, found.groups())
        if not first <= last < size:
            raise Refused("malformed", header="Content-Range")
        if last - first >= PART_SIZE:
            raise Refused("too_large", limit=PART_SIZE)
        return cls(first, last - first + 1, size)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file of a draft, as its ticket lets it in."""

    service: Service
    draft: str
    sha256: str

    @classmethod
    def of(cls, service: Service, ticket_header: str, sha256: str) -> "Draft":
        """Read the ticket. Raises Refused `malformed`, `ticket_unknown`, `ticket_expired`."""
        try:
            content = from_base64(ticket_header)
        except NotBase64:
            raise Refused("malformed", header="ticket") from None
        ticket = read_document(Ticket, content)
        tickets.check_ticket(service, ticket, ticket.draft)
        if datetime.fromisoformat(ticket.expires) <= service.clock():
            raise Refused("ticket_expired")
        return cls(service, ticket.draft, sha256)

    def state(self) -> AttachmentState:
        """Return how much has come; a file that is all here but for its name gets that now."""
        with self.service.database.read() as session:
            row = session.get(Upload, (self.draft, self.sha256))
        if row is None:
            return AttachmentState(sha256=self.sha256, size=0, received=0, complete=False)
        if row.complete:
            return _complete(self.sha256, row.size)
        received = self.service.attachments.received(self.draft, self.sha256)
        if received < row.size:
            return AttachmentState(
                sha256=self.sha256, size=row.size, received=received, complete=False
            )
        with self.service.attachments.alone(self.draft, self.sha256):
            return self._finished(row.size)

    @contextmanager
    def part(self, where: Range) -> Iterator[Part]:
        """Give the end of the file to write this part on; what was written is kept in any case.

        Raises Refused `draft_already_filed`, `attachment_too_large`, `attachment_corrupt`,
        `attachment_gap` (with what was received), `storage_full`, `busy`.
        """
        store = self.service.attachments
        with store.alone(self.draft, self.sha256):
            self._announce(where.size)
            received = store.received(self.draft, self.sha256)
            if where.first != received:
                raise Refused("attachment_gap", received=received)
            with store.room(where.length):
                part = store.open_part(self.draft, self.sha256, received)
                try:
                    yield part
                finally:
                    part.close()

    def _announce(self, size: int) -> None:
        """Note that the file comes, and that it is still coming."""
        now = self.service.clock()
        with self.service.database.write() as session:
            row = session.get(Upload, (self.draft, self.sha256))
            if row is None:
                _require_permitted(session, self.draft, size)
                session.add(
                    Upload(
                        draft=self.draft,
                        sha256=self.sha256,
                        size=size,
                        complete=False,
                        touched=now,
                    )
                )
            elif row.size != size:
                raise Refused("attachment_corrupt")
            elif row.complete:
                raise Refused("attachment_gap", received=size)
            elif row.touched < now - _TOUCHED_AGAIN:
                row.touched = now

    def _finished(self, size: int) -> AttachmentState:
        """Hash the file that is whole and give it its name, unless another instance has.

        The row keeps the content from being swept meanwhile.
        Raises Refused `attachment_corrupt`: then it starts over.
        """
        store = self.service.attachments
        fits = self._keep_if_fit()
        with self.service.database.write() as session:
            row = session.get(Upload, (self.draft, self.sha256))
            if row is not None and fits:
                row.complete = True
            elif row is not None and not row.complete:
                session.delete(row)
                row = None
        store.forget(self.draft, self.sha256)
        if row is None:
            raise Refused("attachment_corrupt")
        return _complete(self.sha256, size)

    def _keep_if_fit(self) -> bool:
        store = self.service.attachments
        try:
            fits = store.fits(self.draft, self.sha256)
            if fits:
                store.keep(self.draft, self.sha256)
        except FileNotFoundError:  # another instance has given it its name, and forgot the parts
            return False
        return fits


def state_for(
    service: Service, draft: Draft, supplements: str | None, token: str
) -> AttachmentState:
    """Return how much of a file has come, also with the application that the draft completes.

    `token` must then open that application. Raises Refused `not_authorised`.
    """
    if supplements is not None:
        rights.applicant(service, supplements, token)
        with service.database.read() as session:
            application = session.scalar(
                select(Submission).where(Submission.receipt_number == supplements)
            )
            if application is not None and draft.sha256 in (had := filed_with(application)):
                return _complete(draft.sha256, had[draft.sha256])
    return draft.state()


def filed_with(application: Submission) -> dict[str, int]:
    """Return the size of every file an application was filed with, before a 보완 too."""
    documents = [filed(application), *(filed(revision) for revision in application.revisions)]
    return {file.sha256: file.size for document in documents for file in document.attachments}


def drop_unfiled(session: Session, draft: str, filed_files: set[str]) -> None:
    """Forget files that came for a draft and were not filed; the session must be a writing one."""
    session.connection().execute(_DROP, {"of_draft": draft, "filed": list(filed_files)})


_DROP = delete(Upload).where(
    Upload.draft == bindparam("of_draft"),
    Upload.sha256.not_in(bindparam("filed", expanding=True)),
)


class Found(NamedTuple):
    """A file of an application."""

    sha256: str
    name: str
    media_type: str
    size: int


def find(service: Service, receipt_number: str, sha256: str) -> Found:
    """Return a file of an application. Raises Refused `not_found`."""
    with service.database.read() as session:
        application = session.scalar(
            select(Submission).where(Submission.receipt_number == receipt_number)
        )
        if application is None:
            raise Refused("not_found")
        for document in (filed(application), *map(filed, application.revisions)):
            for file in document.attachments:
                if file.sha256 == sha256:
                    known = type_of(file.name)
                    media_type = known.media_type if known else "application/octet-stream"
                    return Found(sha256, file.name, media_type, file.size)
    raise Refused("not_found")


def unfiled(service: Service) -> int:
    """Return how many files came for drafts that nobody filed in time."""
    query = select(func.count()).select_from(Upload).where(*_unfiled(_limit(service)))
    with service.database.read() as session:
        return session.scalar(query) or 0


def _limit(service: Service) -> datetime:
    return service.clock() - timedelta(days=service.config.retention.unfiled_days)


def _unfiled(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    drafts = select(Submission.draft).union(select(Revision.draft))
    return (Upload.touched < limit, Upload.draft.not_in(drafts))


def sweep(service: Service) -> int:
    """Remove what nobody filed in time; return how many files went.

    Contents are removed inside the writing transaction, so that none is that is just being kept.
    """
    limit = _limit(service)
    removed = 0
    with service.database.write() as session:
        session.execute(delete(Upload).where(*_unfiled(limit)))
    removed += service.attachments.forget_old(limit)
    for shelf in service.attachments.shelves():
        with service.database.write() as session:
            known = set(
                session.scalars(select(Upload.sha256).where(Upload.sha256.in_(list(shelf))))
            )
            old = [name for name, age in shelf.items() if age < limit and name not in known]
            service.attachments.remove(*old)
            removed += len(old)
    return removed


def _require_permitted(session: Session, draft: str, size: int) -> None:
    """Refuse a file too many or too large, and one for a draft that was filed already."""
    for table in (Submission, Revision):
        if session.scalar(select(table.draft).where(table.draft == draft)) is not None:
            raise Refused("draft_already_filed")
    number, total = session.execute(
        select(func.count(), func.coalesce(func.sum(Upload.size), 0)).where(Upload.draft == draft)
    ).one()
    if size > FILE_LIMIT or total + size > TOTAL_LIMIT or number >= MOST_FILES:
        raise Refused("attachment_too_large", limit=TOTAL_LIMIT)


def _complete(sha256: str, size: int) -> AttachmentState:
    return AttachmentState(sha256=sha256, size=size, received=size, complete=True)
