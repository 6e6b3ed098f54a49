"""문서 서명·검증: documents of one's own, signed and verified with what this computer trusts."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, ClassVar, cast

from desktop_client.errors import ClientError
from desktop_client.pki.files import open_file, read_file
from desktop_client.pki.findings import Finding, PkiError, Validity, validity
from desktop_client.pki.judging.signers import JudgedSigner, judge_signers, judging_new_stamps
from desktop_client.pki.signing import cms, cms_data, cms_verify
from desktop_client.pki.signing.armour import unwrapped
from desktop_client.pki.signing.cosign import require_room
from desktop_client.pki.signing.document import MAX_ATTACHED_BYTES, Form, Stamping, sign_document
from desktop_client.results import require_writable, write_result
from desktop_client.work import Work
from desktop_client.workflows.certificate_manager import Link, links
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.exported import signature_in
from desktop_client.workflows.mode import Mode
from registration.attachments import FILE_TYPES, HEAD_SIZE
from registration.text import Text

READING = Text("문서를 읽고 있습니다.", "Reading the document.")
SIGNING = Text("문서에 서명하고 있습니다.", "Signing the document.")
CHECKING = Text("서명을 검증하고 있습니다.", "Verifying the signature.")
SAVING = Text("저장하고 있습니다.", "Saving.")

ENDINGS = {Form.ATTACHED: ".p7m", Form.DETACHED: ".p7s"}
"""Of the file a signature is kept in (RFC 5751 section 3.2.1)."""
MAX_NAME_BYTES = 255
"""Of a file's name on every usual disk; a Korean letter takes three."""
_TOLD_BY_CONTENTS = frozenset({"application/pdf", "image/jpeg", "image/png", "image/tiff"})
"""Other kinds of documents begin alike."""
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Order:
    """What a person wants signed, and how."""

    NOTHING: ClassVar[Path] = Path()
    """Stands for a document that is not named yet."""

    document: Path = NOTHING
    """With `Form.ADDED` the file that holds a signature already."""
    form: Form = Form.ATTACHED
    stamped: bool = False
    original: Path | None = None
    """What was signed before, where that is a file of its own."""


@dataclass(frozen=True, slots=True)
class DocumentReview:
    """What is about to be signed: nothing but content with this digest will be."""

    order: Order
    name: str
    size: int
    sha256: str
    signers: tuple[str, ...] = ()
    """Who has signed it before."""

    @property
    def proposed(self) -> Path:
        """Where the signature may go: a name that is free."""
        document = self.order.document
        ending = ENDINGS.get(self.order.form)
        if ending:
            return _free(document.parent, document.name, ending)
        return _free(document.parent, document.stem, document.suffix)


@dataclass(frozen=True, slots=True)
class SavedSignature:
    """A signature that was saved, and what is to be said about it."""

    file: Path
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class VerifiedSignature:
    """What was found out about a signature; a chain for each signer."""

    file: Path
    original: Path | None
    """The file that was taken as what was signed."""
    content: bytes | None = field(repr=False)
    """What was signed, where it lies in the signature."""
    signers: tuple[JudgedSigner, ...]
    chains: tuple[tuple[Link, ...], ...]

    @property
    def validity(self) -> Validity:
        """Return the verdict over all signers."""
        return validity([found for signer in self.signers for found in signer.findings])

    @property
    def proposed(self) -> Path:
        """Where the document inside may go: the name of the signature without its ending.

        One of its own where that leaves none and the contents speak for themselves.
        """
        name = self.file.stem
        return _free(self.file.parent, name, "" if Path(name).suffix else _ending(self.content))

    @property
    def needs_original(self) -> bool:
        """Whether what was signed has still to be named."""
        return any(found.code == "content_missing" for found in self.signers[0].findings)


class Documents:
    """All methods run in a job and raise `PkiError` and `ClientError`."""

    def __init__(self, mode: Mode, servers: Callable[[], Sequence[str]]) -> None:
        self._mode = mode
        self._servers = servers

    @property
    def servers(self) -> Sequence[str]:
        """The time stamp servers of the settings."""
        return self._servers()

    def review(self, work: Work, order: Order) -> DocumentReview:
        """Read what is to be signed. Raises also document_too_large and content_missing."""
        with _opened(work, order.document, READING) as document:
            if order.form is Form.ADDED:
                return self._further(work, order, document)
            size = _size(document)
            if order.form is Form.ATTACHED and size > MAX_ATTACHED_BYTES:
                limit = MAX_ATTACHED_BYTES // _MEGABYTE
                raise ClientError("document_too_large", limit=limit)
            return DocumentReview(order, order.document.name, size, _digest(document))

    def _further(self, work: Work, order: Order, document: BinaryIO) -> DocumentReview:
        found = unwrapped(document.read(cms_data.MAX_CMS_BYTES + 1))
        signed = cms_verify.verify(found.encoded)
        require_room(signed)
        names = tuple(signer.certificate.holder for signer in signed.signers)
        content = signed.content if signed.content is not None else found.content
        if content is not None:
            inside = BytesIO(content)
            name, size = order.document.name, len(content)
            return DocumentReview(order, name, size, _digest(inside), names)
        if order.original is None:
            raise PkiError("content_missing")
        with _opened(work, order.original, READING) as original:
            size, digest = _size(original), _digest(original)
        return DocumentReview(order, order.original.name, size, digest, names)

    def sign(
        self, work: Work, review: DocumentReview, opened: Opened, file: Path, *, stamped: bool
    ) -> SavedSignature:
        """Sign what was reviewed into `file`, with a time stamp where `stamped`.

        Raises document_changed when the document is no longer the one reviewed,
        timestamp_missing, and ResultRefused; then nothing is written.
        """
        order = review.order
        reads = (order.document, order.original)
        require_writable(file, reads, replace=True)
        judge = self._mode.trust(work).judge_along(partial(work.progress, SIGNING))
        stamping = Stamping(self.servers if stamped else (), judging_new_stamps(judge))
        with (
            _opened(work, order.document, SIGNING) as document,
            _perhaps(work, order.original, SIGNING) as original,
        ):
            signature = sign_document(
                document,
                opened.identity(work),
                order.form,
                stamping,
                original=original,
                expected=bytes.fromhex(review.sha256),
            )
        work.progress(SAVING)
        write_result(file, signature, reads, replace=True)
        return SavedSignature(file, tuple(stamping.findings))

    def verify(self, work: Work, file: Path, original: Path | None = None) -> VerifiedSignature:
        """Verify a signature and judge each signer.

        A signature without its document is tried with the file whose name it bears.
        """
        work.progress(CHECKING)
        found = unwrapped(signature_in(read_file(file, cms_data.MAX_CMS_BYTES)))
        if found.content is not None:
            signed = cms_verify.verify(found.encoded, found.content)
            original = file
        else:
            with _perhaps(work, original, CHECKING) as content:
                signed = cms_verify.verify(found.encoded, content)
        missing = any(finding.code == "content_missing" for finding in signed.findings)
        beside = file.with_suffix("")
        if missing and beside != file and beside.is_file():
            return self.verify(work, file, beside)
        trust = self._mode.trust(work)
        judge, now = trust.judge_along(partial(work.progress, CHECKING)), datetime.now(UTC)
        signers, _ = judge_signers(signed, judge, now)
        chains = tuple(links(signer.chain, signer.findings, trust) for signer in signers)
        return VerifiedSignature(file, original, signed.content, signers, chains)

    def save_content(self, work: Work, verified: VerifiedSignature, file: Path) -> Path:
        """Save what was signed as a file of its own; raises ResultRefused."""
        work.progress(SAVING)
        reads = (verified.file, verified.original)
        write_result(file, verified.content or b"", reads, replace=True)
        return file


class _Watched:
    """A file; reading it is told, and ends when the work is stopped."""

    def __init__(self, file: BinaryIO, work: Work, what: Text) -> None:
        self._file, self._work, self._what = file, work, what
        self._size = max(1, _size(file))

    def read(self, size: int = -1) -> bytes:
        self._work.progress(self._what, min(1.0, self._file.tell() / self._size))
        return self._file.read(size)

    def fileno(self) -> int:
        return self._file.fileno()

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int) -> int:
        return self._file.seek(offset)


@contextmanager
def _opened(work: Work, path: Path, what: Text) -> Iterator[BinaryIO]:
    with open_file(path) as file:
        yield cast(BinaryIO, _Watched(file, work, what))


def _perhaps(work: Work, path: Path | None, what: Text) -> AbstractContextManager[BinaryIO | None]:
    return nullcontext() if path is None else _opened(work, path, what)


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _digest(file: BinaryIO) -> str:
    return cms.digest(file).hex()


def _ending(content: bytes | None) -> str:
    head = (content or b"")[:HEAD_SIZE]
    of_type = (file_type for file_type in FILE_TYPES if file_type.media_type in _TOLD_BY_CONTENTS)
    return next((kind.endings[0] for kind in of_type if kind.head.match(head)), "")


def _free(folder: Path, name: str, ending: str) -> Path:
    """Return a name that is free, cut to what a disk takes."""
    numbers = ["", *(f"-{number}" for number in range(2, 100))]
    endings = [f"{number}{ending}" for number in numbers]
    paths = [
        folder / f"{_cut(name, MAX_NAME_BYTES - len(suffix.encode()))}{suffix}"
        for suffix in endings
    ]
    return next((path for path in paths if not path.exists()), paths[0])


def _cut(name: str, most: int) -> str:
    """Return the beginning of a name in at most so many bytes, in whole letters."""
    return name.encode()[:most].decode(errors="ignore")
