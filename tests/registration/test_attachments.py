"""Which files are taken, by their name and how they begin."""

import pytest

from registration.attachments import HEAD_SIZE, unfit_reason

PDF = b"%PDF-1.4\n1 0 obj\n"


@pytest.mark.parametrize(
    "before",
    [b"", b"\xef\xbb\xbf", b"\r\n", b"--F2B80151\r\nContent-Type: application/pdf\r\n\r\n",
     b"x" * (HEAD_SIZE - 5)],
)  # fmt: skip
def test_a_pdf_is_one_whatever_stands_before_it(before: bytes) -> None:
    assert unfit_reason("a.pdf", 100, (before + PDF)[:HEAD_SIZE]) is None


@pytest.mark.parametrize(
    ("name", "head", "found"),
    [
        ("a.pdf", b"x" * (HEAD_SIZE - 4) + PDF, "file_contents"),
        ("a.pdf", b"just a text, renamed", "file_contents"),
        ("a.jfif", b"\xff\xd8\xff\xe0\x00\x10JFIF", None),
        ("a.jpg", b"\r\n\xff\xd8\xff", "file_contents"),
        ("a.heic", b"\x00\x00\x00\x24ftypheic", None),
        ("a.heif", b"\x00\x00\x00\x18ftypmif1", None),
        ("a.heic", b"\x00\x00\x00\x18ftypmp42", "file_contents"),
        ("a.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None),
        ("a.hwp", b"HWP Document File V3.00 \x1a\x01", None),
        ("a.hwpx", b"PK\x03\x04", None),
        ("a.tif", b"MM\x00*", None),
        ("a.PNG", b"\x89PNG\r\n\x1a\n", None),
        ("a.exe", b"MZ", "file_type"),
    ],
)
def test_other_files_begin_as_their_type_does(name: str, head: bytes, found: str | None) -> None:
    assert unfit_reason(name, 100, head[:HEAD_SIZE]) == found
