"""The whole journey as `make run` plays it where there is no display, judged from outside."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from practice.pki import Practice
from registration.submission import Application, Receipt
from testing.journey.steps import PASSWORD
from testing.virtual_screen import virtual_screen
from testing.workflows.oracle import signed_content

STEPS = ("home", "form-general", "review", "sign-certificates", "sign-wrong-password", "confirm",
         "receipt", "status-pending", "status-hold", "supplement-form",
         "supplement-receipt", "status-supplemented", "status-approve", "enrolled", "registered",
         "logged-out")  # fmt: skip


@dataclass(frozen=True)
class Played:
    """What a journey left behind."""

    folder: Path
    lines: list[str]

    @property
    def pki(self) -> Practice:
        return Practice.load(self.folder / "files" / "practice" / "pki")

    @property
    def draft(self) -> Path:
        """The 보완, which was filed last."""
        drafts = (self.folder / "files" / "practice-drafts").iterdir()
        return max(drafts, key=lambda one: (one / "receipt.p7s").stat().st_mtime_ns)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """One journey on a virtual screen, by the command a newcomer runs."""
    folder = tmp_path_factory.mktemp("journey") / "journey"
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "testing.journey", "--folder", str(folder)],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return Played(folder, done.stdout.splitlines())


def test_every_step_has_its_line_and_its_picture(played: Played) -> None:
    pictures = sorted(played.folder.glob("*.png"))
    names = [picture.stem.partition("-")[2] for picture in pictures]
    assert set(STEPS) <= set(names)
    told = [line for line in played.lines if line.lstrip()[:1].isdigit()]
    assert len(told) == len(pictures)
    with virtual_screen() as screen:
        assert screen in played.lines[0]
    for picture in pictures:
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (1024, 768)
        colours = {image.pixel(x, y) for x in range(0, 1024, 16) for y in range(0, 768, 16)}
        assert len(colours) > 4, picture.name


def test_openssl_accepts_what_the_service_stored_and_the_receipt(
    played: Played, tmp_path: Path
) -> None:
    database = played.folder / "files" / "practice" / "service.sqlite"
    with sqlite3.connect(database) as connection:
        ((signature, document),) = connection.execute("SELECT signature, document FROM submissions")
    connection.close()
    stored = tmp_path / "stored.p7s"
    stored.write_bytes(signature)
    assert stored.read_bytes() == (played.draft / "signed.p7s").read_bytes()
    content = signed_content(stored, played.pki)
    assert content == document
    application = Application.parse(content)
    assert application.form["general"]["business_number"] == "1111111119"
    assert len(application.form["representatives"]) == 1
    assert [one.name for one in application.attachments] == ["임대차계약서.pdf", "인감증명서.pdf"]
    assert all(application.form[page] for page in ("branches", "factories", "licences", "agents"))

    receipt = Receipt.parse(signed_content(played.draft / "receipt.p7s", played.pki))
    assert receipt.draft == application.ticket.draft == played.draft.name


def test_openssl_refuses_the_stored_submission_with_one_byte_changed(
    played: Played, tmp_path: Path
) -> None:
    signed = bytearray((played.draft / "signed.p7s").read_bytes())
    place = signed.index("연습상사".encode())
    signed[place] ^= 1
    changed = tmp_path / "changed.p7s"
    changed.write_bytes(signed)
    with pytest.raises(AssertionError, match=r"(?i)digest|verification"):
        signed_content(changed, played.pki)


def test_no_password_and_no_resident_number_is_in_any_file(played: Played) -> None:
    secrets = [PASSWORD.encode(), b"wrong-password", b"123456-1234567", b"1234561234567"]
    looked_at = 0
    for file in (played.folder / "files").rglob("*"):
        if file.is_file() and "pki" not in file.parts:
            looked_at += 1
            content = file.read_bytes()
            assert not any(secret in content for secret in secrets), file
    assert looked_at > 5
    assert not any(secret.decode() in line for secret in secrets for line in played.lines)


def test_nothing_the_journey_started_is_left_running(played: Played) -> None:
    assert not (played.folder / "files" / "practice" / "service.json").exists()
