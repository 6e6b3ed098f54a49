"""첨부파일: which files may be attached, and how large they may be."""

import re
from dataclasses import dataclass
from typing import Literal

from registration.text import Text

FILE_LIMIT = 2 * 1024**3
TOTAL_LIMIT = 2 * 1024**3
"""Bytes of one file, and of all files of an application."""
MOST_FILES = 100
PART_SIZE = 8 * 1024**2
"""Bytes of a part as uploaded; the last one may be shorter."""

HEAD_SIZE = 1024
"""Bytes from the start of a file that tell its type."""


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file: the endings of its name, and what its first `HEAD_SIZE` bytes are like."""

    media_type: str
    endings: tuple[str, ...]
    head: re.Pattern[bytes]
    title: Text


_OLE = rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _head(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


FILE_TYPES = (
    # Readers take a PDF with something before it, such as a mark or a gateway's head.
    FileType(
        "application/pdf", (".pdf",), _head(rb".{0,1019}?%PDF-"), Text("PDF 문서", "PDF document")
    ),
    FileType(
        "image/jpeg",
        (".jpg", ".jpeg", ".jfif"),
        _head(rb"\xff\xd8\xff"),
        Text("JPEG 사진", "JPEG picture"),
    ),
    FileType("image/png", (".png",), _head(rb"\x89PNG\r\n\x1a\n"), Text("PNG 그림", "PNG picture")),
    FileType(
        "image/tiff",
        (".tif", ".tiff"),
        _head(rb"II\*\x00|MM\x00\*"),
        Text("TIFF 그림", "TIFF picture"),
    ),
    FileType(
        "application/x-hwp",
        (".hwp",),
        _head(_OLE + rb"|HWP Document File V3\."),
        Text("한글 문서", "Hangul document"),
    ),
    FileType(
        "application/hwp+zip",
        (".hwpx",),
        _head(rb"PK\x03\x04"),
        Text("한글 문서(hwpx)", "Hangul (hwpx)"),
    ),
    FileType(
        "image/heic",
        (".heic", ".heif"),
        _head(rb".{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)"),
        Text("HEIC 사진", "HEIC picture"),
    ),
)

Unfit = Literal["file_type", "file_contents", "file_empty", "file_too_large"]


def unfit_reason(name: str, size: int, head: bytes) -> Unfit | None:
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
    return None if found.head.match(head) else "file_contents"


def type_of(name: str) -> FileType | None:
    """Return the type that a file's name says; None where that is not accepted."""
    return next(
        (file_type for file_type in FILE_TYPES if name.lower().endswith(file_type.endings)), None
    )
