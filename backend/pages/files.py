"""첨부파일 in the browser: shown so that nothing in them can run, everything else downloaded."""

import re
from urllib.parse import quote

from starlette.responses import Response

from backend.pages.access import TheOfficer, TheService, pages
from backend.routes.attachments import content_response
from backend.services.access import looks
from backend.services.attachments import uploads
from backend.services.officer_rights import require_role
from registration.roles import OfficerRole
from registration.submission import ReceiptNumber, Sha256

router = pages("/officer/applications")

_SHOWN = (
    ("application/pdf", b"%PDF-"),
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
)
"""What is shown, by how it begins; whatever it is called, the browser takes it for nothing else."""
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self'",
        "object-src 'self'",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
PREVIEW_LIMIT = 64 << 20
"""Bytes of a file that is shown in the page; a scan has far fewer, and a browser chokes on more."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|;%]')


@router.get("/{receipt_number}/files/{sha256}")
def show_file(
    service: TheService,
    officer: TheOfficer,
    receipt_number: ReceiptNumber,
    sha256: Sha256,
    download: str = "",
) -> Response:
    """Return an attached file: a PDF or picture to be shown, all else to be kept."""
    require_role(officer, OfficerRole.OFFICER, OfficerRole.AUDITOR)
    found = uploads.find(service, receipt_number, sha256)
    looks.note(service, officer, receipt_number)
    kind = shown_as(service.attachments.head(sha256) or b"")
    inline = kind is not None and not download and found.size <= PREVIEW_LIMIT
    name = safe_name(found.name)
    how = "inline" if inline else "attachment"
    headers = _HEADERS | {"Content-Disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}"}
    return content_response(
        service, found, kind if inline and kind else "application/octet-stream", headers
    )


def safe_name(name: str) -> str:
    """Return a file's name without what a header or a disk would take for more than a name."""
    return _UNSAFE.sub("_", name).strip(". ") or "file"


def shown_as(head: bytes) -> str | None:
    """Return the type of a file that may be shown, by its first bytes."""
    return next((kind for kind, start in _SHOWN if head.startswith(start)), None)
