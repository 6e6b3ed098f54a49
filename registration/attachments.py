"""첨부파일: which files may be attached, and how large they may be."""

from dataclasses import dataclass
from typing import Literal

from registration.text import Text

FILE_LIMIT = 2 * 1024**3
TOTAL_LIMIT = 2 * 1024**3
"""Bytes of one file, and of all files of an application."""
MOST_FILES = 100
PART_SIZE = 8 * 1024**2
"""Bytes of a part as uploaded; the last one may be shorter."""

HEAD_SIZE = 16
"""Bytes from the start of a file that tell its type."""


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file: the endings of its name, and how its bytes begin."""

    media_type: str
    endings: tuple[str, ...]
    starts: tuple[bytes, ...]
    title: Text


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"

FILE_TYPES = (
    FileType("application/pdf", (".pdf",), (b"%PDF-",), Text("PDF 문서", "PDF document")),
    FileType(
        "image/jpeg", (".jpg", ".jpeg"), (b"\xff\xd8\xff",), Text("JPEG 사진", "JPEG picture")
    ),
    FileType("image/png", (".png",), (b"\x89PNG\r\n\x1a\n",), Text("PNG 그림", "PNG picture")),
    FileType(
        "image/tiff",
        (".tif", ".tiff"),
        (b"II*\x00", b"MM\x00*"),
        Text("TIFF 그림", "TIFF picture"),
    ),
    FileType("application/x-hwp", (".hwp",), (_OLE,), Text("한글 문서", "Hangul document")),
    FileType("application/hwp+zip", (".hwpx",), (_ZIP,), Text("한글 문서(hwpx)", "Hangul (hwpx)")),
)

Unfit = Literal["file_type", "file_contents", "file_empty", "file_too_large"]


def fault(name: str, size: int, head: bytes) -> Unfit | None:
    """Return why a file cannot be attached, None where it can.

    `head`: its first `HEAD_SIZE` bytes; a name that says PDF over other bytes is refused.
    """
    found = type_of(name)
    if found is None:
        return "file_type"
    if size == 0:
        return "file_empty"
    if size > FILE_LIMIT:
        return "file_too_large"
    return None if head.startswith(found.starts) else "file_contents"


def type_of(name: str) -> FileType | None:
    """Return the type a file's name says, None where it is none of those that are taken."""
    return next((one for one in FILE_TYPES if name.lower().endswith(one.endings)), None)
