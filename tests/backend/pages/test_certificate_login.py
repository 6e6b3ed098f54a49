"""An officer logs in by certificate: fetch a file, sign it with g2b-client, send it back."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from practice.pki import PASSWORD
from registration.roles import OfficerRole
from testing.backend.world import Applicant, World
from tests.backend.pages.conftest import looks_right
from tests.backend.pages.test_login import NAME


def fetched(page: Page, folder: Path) -> Path:
    """The login file, fetched by the page's button."""
    with page.expect_download() as download:
        page.get_by_role("link", name="로그인 파일 받기").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def signed(world: World, sample: str, file: Path) -> Path:
    """The file, as `g2b-client sign` signs it."""
    out, pki = file.with_suffix(".p7m"), world.pki
    command = [
        *(sys.executable, "-m", "desktop_client", "sign", file, "--out", out, "--force"),
        *("--cert", pki.sample(sample).path, "--password-stdin", "--revocation", "off"),
        *("--trust", pki.root, "--intermediate", pki.ca),
    ]
    done = subprocess.run(
        list(map(str, command)), input=f"{PASSWORD}\n".encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return out


def send(page: Page, file: Path) -> None:
    page.get_by_label("서명한 파일").set_input_files(file)
    page.get_by_role("button", name="계속").click()


@pytest.fixture
def officer(world: World) -> Applicant:
    """The good supplier's certificate, registered for an officer's account."""
    world.account(NAME, OfficerRole.OFFICER)
    certificate = world.applicant()
    from backend.services.access import officers

    officers.give_certificate(
        world.service.database, NAME, certificate.certificate.fingerprint, world.clock()
    )
    return certificate


@pytest.mark.usefixtures("officer")
def test_a_signed_file_logs_in_once(world: World, page: Page, tmp_path: Path) -> None:
    page.goto(f"{world.url}/officer/security")
    page.get_by_role("link", name="인증서로 로그인").click()
    looks_right(page)
    page.get_by_role("button", name="계속").click()
    expect(page.get_by_text("서명한 파일을 선택하십시오.")).to_be_visible()
    looks_right(page)
    file = signed(world, "supplier", fetched(page, tmp_path))
    send(page, file)
    expect(page.get_by_text(f"{NAME} 님")).to_be_visible()
    assert page.url == f"{world.url}/officer/security"
    page.context.clear_cookies()
    page.goto(f"{world.url}/officer/login/certificate")
    send(page, file)
    expect(page.get_by_role("alert")).to_contain_text("이미 쓴 확인값")
    looks_right(page)


@pytest.mark.parametrize(
    ("sample", "why"),
    [("supplier_pbes1", "등록되지 않은 인증서"), ("revoked", "폐지")],
)
def test_another_or_a_revoked_certificate_does_not(
    world: World, page: Page, tmp_path: Path, sample: str, why: str
) -> None:
    if sample == "revoked":
        from backend.services.access import officers

        world.account(NAME, OfficerRole.OFFICER)
        fingerprint = world.applicant(sample).certificate.fingerprint
        officers.give_certificate(world.service.database, NAME, fingerprint, world.clock())
    page.goto(f"{world.url}/officer/login/certificate")
    send(page, signed(world, sample, fetched(page, tmp_path)))
    expect(page.get_by_role("alert")).to_contain_text(why)


def test_what_is_no_answer_to_this_page_is_refused(
    world: World, page: Page, tmp_path: Path, officer: Applicant
) -> None:
    """A login of another purpose, junk, and a file too old."""
    page.goto(f"{world.url}/officer/login/certificate")
    file = tmp_path / "x.p7m"
    for content, why in (
        (b"\x00junk", "읽을 수 없습니다"),
        (officer.sign(b'{"a":1}'), "정해진 형식이 아닙니다"),
    ):
        file.write_bytes(content)
        send(page, file)
        expect(page.get_by_role("alert")).to_contain_text(why)
    late = signed(world, "supplier", fetched(page, tmp_path))
    world.clock.move(minutes=6)
    send(page, late)
    expect(page.get_by_role("alert")).to_contain_text("유효 시간")
