"""Registered organisations for other systems: administrators fetch them as one file."""

from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.responses import Response

from backend.pages.access import TheOfficer, TheService, counted, pages, role
from backend.pages.rendering import render
from backend.services.organisations import parties
from registration.roles import OfficerRole
from registration.text import Text

router = pages("/officer/export")


class Words:
    """What the page says."""

    title = Text("등록 업체 내보내기", "Export organisations")
    about = Text(
        "등록된 모든 기관과 업체를 공개계약데이터표준(OCDS 1.1)의 parties 꼴로 내려받습니다. "
        "담당자 개인의 정보는 들어 있지 않습니다.",
        "Download all registered institutions and firms as the parties block of the Open "
        "Contracting Data Standard (OCDS 1.1). It contains no personal data.",
    )
    noted = Text("내려받을 때마다 감사 기록에 남습니다.", "Each download is recorded.")
    fetch = Text("JSON 파일 내려받기", "Download the JSON file")


@router.get("", dependencies=[role(OfficerRole.ADMINISTRATOR)])
def show_export(request: Request, officer: TheOfficer) -> Response:  # noqa: ARG001 - asked for
    """Say what the file is, and lead to it."""
    return render(request, "export.html", words=Words)


@router.get("/parties.json", dependencies=[counted("export")])
def fetch_parties(service: TheService, officer: TheOfficer) -> StreamingResponse:
    """Return every registered organisation."""
    return StreamingResponse(
        parties.export(service, officer),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="parties.json"'},
    )
