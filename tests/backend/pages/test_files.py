"""첨부파일 in the browser: pictures and PDF are shown, and nothing hostile in them runs."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.pages import application, files
from backend.pages.files import safe_name
from practice.applicants import applicant, supplier
from registration.enclosures import Enclosure
from registration.kinds import Kind
from testing.backend.world import World, attachment, new_draft, taken_in
from tests.backend.pages.conftest import looks_right

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
SCRIPT = b"<script>parent.document.title='taken'; fetch('/officer/logout',{method:'POST'})</script>"
HOSTILE = {
    "그림.png": PNG + SCRIPT,
    "서류.pdf": b"%PDF-1.4\n<html>" + SCRIPT + b"</html>",
    "문서.hwp": b"HWP Document File V3." + SCRIPT,
}


def _filed(world: World) -> dict[str, Any]:
    """A supplier with attachments that try to run something, their sums by name."""
    draft = new_draft()
    ticket = world.ticket(draft)
    attached = []
    for name, content in HOSTILE.items():
        assert world.part(ticket, content).status_code == 200
        attached.append(attachment(content, Enclosure.OTHER, name))
    document = world.application(supplier(), draft=draft, attachments=attached)
    signed = world.applicant().sign(document.canonical())
    return taken_in(world.file(signed, draft)) | {"sums": {f.name: f.sha256 for f in attached}}


def test_an_institutions_scan_stands_beside_its_lines(world: World, desk: Page) -> None:
    draft = new_draft()
    ticket = world.ticket(draft, Kind.INSTITUTION)
    assert world.part(ticket, PNG).status_code == 200
    scan = attachment(PNG, Enclosure.INSTITUTION_APPLICATION, "공문.png")
    form = applicant(Kind.INSTITUTION)
    document = world.application(form, kind=Kind.INSTITUTION, draft=draft, attachments=[scan])
    number = taken_in(world.file_unsigned(document))["number"]
    desk.goto(f"{world.url}/officer/applications/{number}")
    shown = desk.get_by_role("complementary", name="받은 공문·신청서").locator("img.preview")
    desk.get_by_role("heading", name="받은 공문·신청서").scroll_into_view_if_needed()
    expect(shown).to_have_js_property("naturalWidth", 1)
    line = desk.locator("#line-general\\.\\.name")
    beside, own = shown.bounding_box(), line.bounding_box()
    assert beside
    assert own
    assert beside["x"] + beside["width"] <= own["x"]
    looks_right(desk)


def test_hostile_attachments_are_looked_at_without_harm(world: World, desk: Page) -> None:
    filed = _filed(world)
    address = f"{world.url}/officer/applications/{filed['number']}"
    desk.goto(address)
    title = desk.title()
    for summary in desk.get_by_text("미리보기").all():
        summary.click()
    picture = desk.locator("img.preview")
    expect(picture).to_have_js_property("naturalWidth", 1)
    cookies = {c["name"]: c["value"] for c in desk.context.cookies()}
    for name, kind in (
        ("그림.png", "image/png"),
        ("서류.pdf", "application/pdf"),
        ("문서.hwp", "application/octet-stream"),
    ):
        answer = desk.context.request.get(f"{address}/files/{filed['sums'][name]}")
        assert answer.headers["content-type"] == kind
        policy = answer.headers["content-security-policy"]
        assert "sandbox" in policy.split("; ")
        assert "script-src" not in policy
        assert "default-src 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        how = answer.headers["content-disposition"].partition(";")[0]
        assert how == ("attachment" if kind == "application/octet-stream" else "inline")
        kept = desk.context.request.get(f"{address}/files/{filed['sums'][name]}?download=1")
        assert kept.headers["content-type"] == "application/octet-stream"
        assert kept.headers["content-disposition"].startswith("attachment")
    desk.goto(f"{address}/files/{filed['sums']['그림.png']}")
    assert desk.title() != "taken"
    desk.goto(address)
    assert desk.title() == title
    assert cookies["officer"] in {c["value"] for c in desk.context.cookies()}
    expect(desk.get_by_text("연습상사").first).to_be_visible()


def test_what_is_too_large_to_be_shown_is_downloaded(
    world: World, desk: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = _filed(world)
    address = f"{world.url}/officer/applications/{filed['number']}"
    for module in (files, application):
        monkeypatch.setattr(module, "PREVIEW_LIMIT", len(PNG))
    desk.goto(address)
    expect(desk.locator(".preview")).to_have_count(0)
    expect(desk.get_by_text("화면에 표시하기에는 큰 파일입니다.").first).to_be_visible()
    answer = desk.context.request.get(f"{address}/files/{filed['sums']['그림.png']}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ['a".html', "../../etc/passwd", "a\\b;c%0d%0aX: y.svg"])
def test_a_file_is_called_nothing_that_means_more(name: str) -> None:
    assert not set('"\\/:*?<>|;%\r\n') & set(safe_name(name))
