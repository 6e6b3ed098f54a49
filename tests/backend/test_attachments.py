"""Attached files: part by part, kept whatever breaks, filed only when they are here and whole."""

import errno
import os
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from backend.refused import Refused
from backend.routes.attachments import WRITE_SIZE
from backend.services.attachments import uploads
from backend.storage.folder_store import FolderStore
from practice.applicants import supplier
from registration.attachments import PART_SIZE, TOTAL_LIMIT
from registration.enclosures import Enclosure
from registration.kinds import FilingPurpose
from registration.submission import Application, Ticket, sha256
from testing.backend.world import World, attachment, new_draft, refusal, taken_in, with_ticket
from tests.backend.test_routing import plain

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
PNG = b"\x89PNG\r\n\x1a\n" + b"seal" * 100


def _sent(world: World, ticket: Ticket, content: bytes) -> None:
    answer = world.part(ticket, content)
    assert answer.json()["complete"] is True, answer.text


def _application(world: World, draft: str = "", **more: Any) -> Application:
    """A supplier with a licence, whose two papers are attached."""
    files = [attachment(PDF, Enclosure.LICENCE), attachment(PNG, Enclosure.SEAL, "인감.png")]
    form = plain(licences=supplier()["licences"])
    return world.application(form, draft, **({"attachments": files} | more))


def _file(world: World, application: Application) -> requests.Response:
    return world.file(world.applicant().sign(application.canonical()), application.ticket.draft)


def _contents(world: World) -> list[str]:
    return [name for shelf in world.service.attachments.shelves() for name in shelf]


def until(condition: Any) -> None:
    for _ in range(2000):
        if condition():
            return
    raise AssertionError("it did not come to pass")


def test_a_file_comes_in_parts_and_says_where_to_go_on(world: World) -> None:
    ticket = world.ticket()
    state = world.part_state(ticket, sha256(PDF)).json()
    assert (state["received"], state["complete"]) == (0, False)
    state = world.part(ticket, PDF, 0, 5000).json()
    assert (state["received"], state["size"], state["complete"]) == (5000, len(PDF), False)
    other_ticket = world.ticket(ticket.draft)
    assert world.part_state(other_ticket, sha256(PDF)).json()["received"] == 5000
    state = world.part(other_ticket, PDF, 5000).json()
    assert (state["received"], state["complete"]) == (len(PDF), True)
    assert world.folder.path(sha256(PDF)).read_bytes() == PDF
    assert world.incoming() == []


@pytest.mark.parametrize("first", [0, 4999, 5001])
def test_a_part_that_does_not_follow_is_refused_and_names_the_place(
    world: World, first: int
) -> None:
    ticket = world.ticket()
    world.part(ticket, PDF, 0, 5000)
    answer = world.part(ticket, PDF, first)
    assert refusal(answer) == (409, "attachment_gap")
    assert answer.json()["values"] == {"received": 5000}
    assert world.part(ticket, PDF, 5000).json()["complete"] is True
    assert refusal(world.part(ticket, PDF)) == (409, "attachment_gap")


def test_other_contents_than_announced_start_over(world: World) -> None:
    ticket = world.ticket()
    headers = with_ticket(ticket) | {"Content-Range": f"bytes 0-{len(PDF) - 1}/{len(PDF)}"}
    url = f"{world.url}/v1/attachments/{sha256(PDF)}"
    with world.nothing_stored():
        answer = world.http.put(url, data=PDF[:-1] + b"x", headers=headers, timeout=20)
    assert refusal(answer) == (422, "attachment_corrupt")
    assert world.incoming() == []
    _sent(world, ticket, PDF)


def test_a_line_that_breaks_keeps_what_came(world: World) -> None:
    ticket, address, large = world.ticket(), urlsplit(world.url), PDF * 100
    head = (
        f"PUT /v1/attachments/{sha256(large)} HTTP/1.1\r\nHost: x\r\n"
        f"Filing-Ticket: {with_ticket(ticket)['Filing-Ticket']}\r\n"
        f"Content-Range: bytes 0-{len(large) - 1}/{len(large)}\r\n"
        f"Content-Length: {len(large)}\r\n\r\n"
    )

    def received() -> int:
        return int(world.part_state(ticket, sha256(large)).json()["received"])

    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(head.encode() + large[:600_000])
        until(lambda: received() >= WRITE_SIZE)
    until(lambda: world.part(ticket, large, received()).json().get("complete", False))
    assert world.folder.path(sha256(large)).read_bytes() == large


def test_a_service_killed_before_the_name_was_given_finishes_when_asked(world: World) -> None:
    ticket = world.ticket()
    world.part(ticket, PDF, 0, 5000)
    (partial,) = world.incoming()
    partial.write_bytes(PDF)  # the last part was written, and then the service died
    assert world.part_state(ticket, sha256(PDF)).json()["complete"] is True
    assert _contents(world) == [sha256(PDF)]


def test_the_same_contents_are_kept_once_and_sent_by_each(world: World) -> None:
    first, second = world.ticket(), world.ticket()
    _sent(world, first, PDF)
    assert world.part_state(second, sha256(PDF)).json()["complete"] is False
    _sent(world, second, PDF)
    assert _contents(world) == [sha256(PDF)]
    assert world.rows()["uploads"] == 2


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes 0-9/5", (400, "malformed")),
        ("bytes 9-0/99", (400, "malformed")),
        ("bytes 0-0/*", (400, "malformed")),
        ("bytes ٠-٠/9", (400, "malformed")),
        ("bytes 0-3/10", (400, "malformed")),
        (f"bytes 0-{PART_SIZE}/{PART_SIZE + 9}", (413, "too_large")),
        (f"bytes 0-9/{TOTAL_LIMIT + 1}", (413, "attachment_too_large")),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(
    world: World, header: str, expected: tuple[int, str]
) -> None:
    ticket = world.ticket()
    headers = with_ticket(ticket) | {"Content-Range": header.encode()}
    url = f"{world.url}/v1/attachments/{sha256(PDF)}"
    answer = world.http.put(url, data=PDF[:10], headers=headers, timeout=20)
    assert refusal(answer) == expected
    assert world.part_state(ticket, sha256(PDF)).json()["received"] <= 4


def test_a_body_larger_than_a_part_is_cut_off(world: World) -> None:
    ticket = world.ticket()
    headers = with_ticket(ticket) | {"Content-Range": "bytes 0-9/10"}
    url = f"{world.url}/v1/attachments/{sha256(PDF)}"
    answer = world.http.put(url, data=bytes(PART_SIZE + 1), headers=headers, timeout=20)
    assert refusal(answer) == (400, "malformed")
    answer = world.http.put(url, data=bytes(100), headers={"Content-Range": "bytes 0-9/10"})
    assert refusal(answer) == (400, "malformed")


def test_the_files_of_a_draft_have_a_limit_together(world: World) -> None:
    ticket = world.ticket()
    for name in "ab":
        size = TOTAL_LIMIT // 2 + 1
        headers = with_ticket(ticket) | {"Content-Range": f"bytes 0-9/{size}"}
        url = f"{world.url}/v1/attachments/{name * 64}"
        answer = world.http.put(url, data=PDF[:10], headers=headers, timeout=20)
        if name == "a":
            assert answer.json()["received"] == 10
    assert refusal(answer) == (413, "attachment_too_large")


def test_a_ticket_must_be_ours_and_in_time(world: World) -> None:
    ticket = world.ticket()
    foreign = ticket.model_copy(update={"draft": new_draft()})
    assert refusal(world.part(foreign, PDF)) == (409, "ticket_unknown")
    world.clock.move(minutes=31)
    assert refusal(world.part(ticket, PDF)) == (409, "ticket_expired")
    assert world.part(world.ticket(ticket.draft), PDF).json()["complete"] is True


@pytest.mark.expects_warnings
def test_a_full_disk_is_told_and_loses_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = world.ticket()
    world.part(ticket, PDF, 0, 5000)
    with monkeypatch.context() as full:
        full.setattr("backend.storage.folder_store.RESERVE", 2**62)
        assert refusal(world.part(ticket, PDF, 5000)) == (507, "storage_full")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("backend.storage.folder_store.os.fsync", no_space)
        assert refusal(world.part(ticket, PDF, 5000, 6000)) == (507, "storage_full")
    received = world.part_state(ticket, sha256(PDF)).json()["received"]
    assert world.part(ticket, PDF, received).json()["complete"] is True


def test_a_filing_with_its_papers_waits_and_shows_them(world: World) -> None:
    application = _application(world)
    _sent(world, application.ticket, PDF)
    answer = _file(world, application)
    assert refusal(answer) == (409, "attachments_missing")
    _sent(world, application.ticket, PNG)
    filed = taken_in(_file(world, application))
    status = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
    assert (status["state"], status["office"], status["missing"]) == ("pending", "25", [])
    path = f"/attachments/{sha256(PNG)}"
    got = world.get(f"/v1/submissions/{filed['number']}{path}", filed["key"])
    assert (got.content, got.headers["Content-Type"]) == (PNG, "image/png")
    got = world.get(f"/v1/officer/applications/{filed['number']}{path}", world.officer())
    assert got.content == PNG
    absent = f"/v1/submissions/{filed['number']}/attachments/{'0' * 64}"
    assert refusal(world.get(absent, filed["key"])) == (404, "not_found")
    assert refusal(world.part(application.ticket, b"%PDF-x")) == (409, "draft_already_filed")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", PDF), ("a.pdf", PNG), ("a.hwp", PDF), ("a", PDF)],
)
def test_a_file_that_is_not_what_its_name_says_is_not_filed(
    world: World, name: str, content: bytes
) -> None:
    files = [attachment(content, Enclosure.LICENCE, name)]
    application = _application(world, attachments=files)
    _sent(world, application.ticket, content)
    with world.nothing_stored():
        answer = _file(world, application)
    assert refusal(answer) == (422, "attachment_unfit")


def test_another_size_than_the_files_is_missing(world: World) -> None:
    file = attachment(PDF, Enclosure.LICENCE).model_copy(update={"size": 5})
    application = _application(world, attachments=[file])
    _sent(world, application.ticket, PDF)
    answer = _file(world, application)
    assert refusal(answer) == (409, "attachments_missing")


def test_a_supplement_has_the_files_of_what_it_completes(world: World) -> None:
    first = _application(world, attachments=[attachment(PDF, Enclosure.LICENCE)])
    _sent(world, first.ticket, PDF)
    filed = taken_in(_file(world, first))
    status = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
    assert (status["state"], status["missing"]) == ("on_hold", ["seal"])

    second = _application(world, purpose=FilingPurpose.SUPPLEMENT, supplements=filed["number"])
    query = f"?supplements={filed['number']}"
    had = world.part_state(
        second.ticket, sha256(PDF), query, Authorization=f"Bearer {filed['key']}"
    )
    assert had.json()["complete"] is True
    assert refusal(world.part_state(second.ticket, sha256(PDF), query)) == (401, "not_authorised")
    answer = _file(world, second)
    assert refusal(answer) == (409, "attachments_missing")
    assert answer.json()["values"]["names"] == "인감.png"
    _sent(world, second.ticket, PNG)
    taken_in(_file(world, second))
    status = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
    assert (status["state"], status["missing"], status["deadline"]) == ("pending", [], None)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("bytes=0-3", (206, None)),
        ("bytes=9999999-", (416, "range_unsatisfiable")),
        ("bytes=5-2", (400, "malformed")),
        ("lines=1-2", (400, "malformed")),
        ("bytes=", (400, "malformed")),
        ("nonsense", (400, "malformed")),
    ],
)
def test_a_part_of_a_file_that_there_is_not_is_refused_like_all_else(
    world: World, wanted: str, expected: tuple[int, str | None]
) -> None:
    application = _application(world, attachments=[attachment(PDF, Enclosure.LICENCE)])
    _sent(world, application.ticket, PDF)
    filed = taken_in(_file(world, application))
    path = f"/v1/submissions/{filed['number']}/attachments/{sha256(PDF)}"
    answer = world.get(path, filed["key"], Range=wanted)
    code = None if answer.status_code == 206 else answer.json()["code"]
    assert (answer.status_code, code) == expected
    assert answer.headers["X-Request-Id"]
    if answer.status_code == 416:
        assert answer.headers["Content-Range"] == f"bytes */{len(PDF)}"


def test_files_nobody_filed_go_after_a_week_and_filed_ones_stay(world: World) -> None:
    application = _application(world)
    for content in (PDF, PNG, b"%PDF-not filed"):
        _sent(world, application.ticket, content)
    taken_in(_file(world, application))
    left, begun = world.ticket(), world.ticket()
    _sent(world, left, PDF)
    _sent(world, left, b"%PDF-left")
    world.part(begun, PDF, 0, 100)
    assert uploads.sweep(world.service) == 0
    world.clock.move(days=1, hours=1)
    assert uploads.sweep(world.service) == 3
    assert uploads.sweep(world.service) == 0
    assert sorted(_contents(world)) == sorted([sha256(PDF), sha256(PNG)])
    assert world.rows()["uploads"] == 2
    assert world.incoming() == []


def test_what_is_kept_is_the_owners_alone(world: World) -> None:
    _sent(world, world.ticket(), PDF)
    folder: Path = world.folder.path(sha256(PDF)).parent
    assert os.stat(folder).st_mode & 0o077 == 0


def test_of_two_instances_over_one_folder_one_writes_at_a_time(world: World) -> None:
    stores = (world.folder, FolderStore(world.folder.folder))
    first = stores[0].open_part("draft", sha256(PDF), 0)
    with pytest.raises(Refused, match="busy"):
        stores[1].open_part("draft", sha256(PDF), 0)
    first.write(PDF[:100])
    first.close()
    with pytest.raises(Refused, match="attachment_gap"):
        stores[1].open_part("draft", sha256(PDF), 0)
    then = stores[1].open_part("draft", sha256(PDF), 100)
    then.write(PDF[100:])
    then.close()
    assert stores[0].fits("draft", sha256(PDF))


def test_nothing_follows_what_was_written_in_part(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = world.folder.open_part("draft", sha256(PDF), 0)
    written = part._file

    class Full:
        """A file on a disk that is full after ten bytes."""

        def write(self, data: bytes) -> int:
            if len(data) < len(PDF):
                raise OSError(errno.ENOSPC, "No space left on device")
            return written.write(data[:10])

    with monkeypatch.context() as patch:
        patch.setattr(part, "_file", Full())
        with pytest.raises(Refused, match="storage_full"):
            part.write(PDF)
    part.write(PDF)
    part.close()
    assert world.folder.received("draft", sha256(PDF)) == 10
