"""The installer that a notice names: the very file, or none."""

import hashlib
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from desktop_client.errors import ClientError
from desktop_client.work import Stopped, Work
from desktop_client.workflows.versions.installing import fetch_installer, start_installer
from desktop_client.workflows.versions.notice import Installer
from testing.pki.web import Server

PROGRAM = bytes(range(256)) * 1000
NAME = "g2b-client-2.1.0-setup.exe"


class Shelf:
    """A server with one file."""

    def __init__(self) -> None:
        self.body, self.status, self.asked, self.url = PROGRAM, 200, 0, ""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked += 1
        request.send_response(self.status)
        request.send_header("Content-Length", str(len(self.body)))
        request.end_headers()
        request.wfile.write(self.body)

    @property
    def installer(self) -> Installer:
        return Installer(
            platform="windows",
            file=NAME,
            url=self.url,
            size=len(PROGRAM),
            sha256=hashlib.sha256(PROGRAM).hexdigest(),
        )


@pytest.fixture
def shelf(server: Server) -> Shelf:
    shelf = Shelf()
    shelf.url = server.url(f"/{NAME}", shelf.answer)
    return shelf


def test_it_is_fetched_once_and_kept(shelf: Shelf, tmp_path: Path) -> None:
    seen: list[float | None] = []
    work = Work(lambda _what, fraction: seen.append(fraction))
    for _ in range(2):
        file = fetch_installer(work, shelf.installer, tmp_path / "versions")
        assert file.read_bytes() == PROGRAM
    assert shelf.asked == 1
    assert 1.0 in seen


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (PROGRAM[:-1] + b"x", 200, "installer_wrong"),
        (PROGRAM[:-1], 200, "installer_wrong"),
        (PROGRAM + b"x", 200, "installer_not_fetched"),
        (PROGRAM, 404, "installer_not_fetched"),
        (PROGRAM, 302, "installer_not_fetched"),
    ],
)
def test_another_file_is_not_kept(
    shelf: Shelf, tmp_path: Path, body: bytes, status: int, code: str
) -> None:
    shelf.body, shelf.status = body, status
    with pytest.raises(ClientError) as refused:
        fetch_installer(Work(), shelf.installer, tmp_path)
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_one_that_lay_there_changed_is_fetched_anew(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(PROGRAM[::-1])
    assert fetch_installer(Work(), shelf.installer, tmp_path).read_bytes() == PROGRAM


def test_it_can_be_stopped(shelf: Shelf, tmp_path: Path) -> None:
    work = Work()
    work.stop()
    with pytest.raises(Stopped):
        fetch_installer(work, shelf.installer, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_it_is_checked_once_more_before_it_starts(shelf: Shelf, tmp_path: Path) -> None:
    file = fetch_installer(Work(), shelf.installer, tmp_path)
    started: list[list[str]] = []
    start_installer(file, shelf.installer, started.append)
    assert started == [[str(file)]]
    file.write_bytes(PROGRAM[:-1] + b"x")
    with pytest.raises(ClientError, match="installer_wrong"):
        start_installer(file, shelf.installer, started.append)
    assert len(started) == 1
