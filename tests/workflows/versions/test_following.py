"""Asking for version notices: once a day, kept, never an older one; and what follows from it."""

import json
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from desktop_client.errors import ClientError
from desktop_client.work import Work
from desktop_client.workflows.versions.following import Source, Versions, shipped_source
from desktop_client.workflows.versions.kept import FILE, MEMORY
from desktop_client.workflows.versions.notice import MOST_BYTES, Standing
from testing.pki.web import Server
from tests.workflows.versions.making import KEYS, NOW, STRANGER, notice


class Publisher:
    """A publisher's server on loopback, and a client's memory of its notices."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, NOW
        self.body, self.status, self.asked = notice(), 200, 0
        self.url = ""
        self.off = False
        self.version = "2.0"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked += 1
        request.send_response(self.status)
        request.send_header("Content-Length", str(len(self.body)))
        request.end_headers()
        request.wfile.write(self.body)

    def versions(self) -> Versions:
        """The client's side, as after a start."""
        return Versions(
            self.folder,
            lambda: None if self.off else Source(self.url, KEYS),
            version=lambda: self.version,
            clock=self.clock,
        )

    def clock(self) -> datetime:
        return self.now

    def standing(self) -> Standing | None:
        own = self.versions().ask(Work())
        return own.standing if own else None


@pytest.fixture
def publisher(tmp_path: Path, server: Server) -> Publisher:
    publisher = Publisher(tmp_path / "versions")
    publisher.url = server.url("/notice.json", publisher.answer)
    return publisher


def test_it_is_asked_for_once_a_day_and_kept(publisher: Publisher) -> None:
    assert publisher.standing() is Standing.OLDER
    publisher.now += timedelta(hours=23, minutes=59)
    assert publisher.standing() is Standing.OLDER
    assert publisher.asked == 1
    publisher.now += timedelta(minutes=1)
    assert publisher.standing() is Standing.OLDER
    assert publisher.asked == 2


def test_a_clock_that_was_set_back_does_not_stop_the_asking(publisher: Publisher) -> None:
    publisher.now += timedelta(days=20)
    publisher.standing()
    publisher.now = NOW
    publisher.standing()
    assert publisher.asked == 2


def test_a_failure_is_not_asked_about_again_that_day(publisher: Publisher) -> None:
    publisher.status = 503
    assert publisher.standing() is None
    publisher.status = 200
    assert publisher.standing() is None
    assert publisher.asked == 1


def test_an_older_notice_never_follows_a_newer_one(
    publisher: Publisher, caplog: pytest.LogCaptureFixture
) -> None:
    publisher.body = notice(sequence=8, required="2.0.1", supported="2.0.1")
    assert publisher.standing() is Standing.UNSUPPORTED
    publisher.body = notice(sequence=7)
    publisher.now += timedelta(days=1)
    with caplog.at_level("WARNING", logger="desktop_client.workflows.versions"):
        assert publisher.standing() is Standing.UNSUPPORTED
    assert "older" in caplog.text
    caplog.clear()


def test_an_older_notice_put_into_the_folder_is_seen(
    publisher: Publisher, caplog: pytest.LogCaptureFixture
) -> None:
    publisher.body = notice(sequence=8, required="2.0.1", supported="2.0.1")
    publisher.standing()
    (publisher.folder / FILE).write_bytes(notice(sequence=7))
    assert publisher.versions().own() is None
    assert "put back" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("body", [notice(STRANGER), b"<html>", b"", b" " * (MOST_BYTES + 1)])
def test_what_does_not_count_changes_nothing(
    publisher: Publisher, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    publisher.standing()
    publisher.body = body
    publisher.now += timedelta(days=1)
    assert publisher.standing() is Standing.OLDER
    caplog.clear()


def test_a_notice_that_has_expired_says_nothing(publisher: Publisher) -> None:
    publisher.standing()
    publisher.status, publisher.now = 503, NOW + timedelta(days=31)
    assert publisher.standing() is None


def test_an_unsupported_version_may_not_submit(publisher: Publisher) -> None:
    publisher.version = "1.4.1"
    versions = publisher.versions()
    versions.require_supported()
    versions.ask(Work())
    with pytest.raises(ClientError) as refused:
        versions.require_supported()
    assert refused.value.code == "version_unsupported"
    assert refused.value.values == {"version": "1.4.1", "latest": "2.1.0"}


def test_an_old_version_may_submit(publisher: Publisher) -> None:
    publisher.version = "1.5"
    versions = publisher.versions()
    assert (own := versions.ask(Work()))
    assert own.standing is Standing.OLD
    versions.require_supported()


def test_an_administrator_switches_it_off(publisher: Publisher) -> None:
    publisher.version = "1.4.1"
    publisher.standing()
    publisher.off = True
    versions = publisher.versions()
    assert versions.ask(Work()) is None
    versions.require_supported()
    assert publisher.asked == 1


def test_the_version_of_a_trial_is_compared_with_none(publisher: Publisher) -> None:
    publisher.version = "2.1.0.dev3"
    assert publisher.standing() is None


def test_a_folder_that_cannot_be_written_stops_nothing(publisher: Publisher) -> None:
    publisher.folder.write_text("a file where the folder should be")
    assert publisher.standing() is None


@pytest.mark.parametrize("memory", ["", "[]", '{"asked": 1, "sequence": 1}', '{"asked": "x"}'])
def test_a_damaged_memory_is_none(publisher: Publisher, memory: str) -> None:
    publisher.standing()
    (publisher.folder / MEMORY).write_text(memory)
    assert publisher.standing() is Standing.OLDER
    assert json.loads((publisher.folder / MEMORY).read_text())["sequence"] == 7


def test_the_shipped_source_can_be_read() -> None:
    source = shipped_source()
    assert all(len(key) == 32 for key in source.keys)
    assert bool(source.url) == bool(source.keys)
    assert len(set(source.keys)) in (0, 2)  # the one in use and the next
