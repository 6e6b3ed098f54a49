"""What stands before every route: sizes, times, numbers, and what goes wrong inside."""

import json
import logging
import socket
import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from starlette.types import Message

from backend.app import create_app
from backend.bounds import SMALL
from backend.config import Limits
from backend.pace import PacedBody
from backend.rate import RateLimit
from backend.refused import Refused
from backend.routes.filing import SIGNATURE_ROOM
from backend.services.organisations import institutions
from backend.services.review import decisions
from registration import wire
from registration.submission import DOCUMENT_LIMIT
from testing import asynchronous
from testing.backend.world import World, new_draft, refusal
from tests.backend.conftest import Switch

pytestmark = pytest.mark.usefixtures("no_route_goes_through_a_table")


def _limit(world: World, switch: Switch, limits: Limits) -> None:
    config = world.service.config.model_copy(update={"limits": limits})
    switch.app = create_app(replace(world.service, config=config))


def _raw(world: World, request: bytes) -> bytes:
    """What the service answers to these bytes."""
    address = urlsplit(world.url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer


def test_an_oversize_application_is_refused(world: World) -> None:
    limit = DOCUMENT_LIMIT + SIGNATURE_ROOM
    with world.nothing_stored():
        answer = world.file(b"\x30" * (limit + 1), new_draft())
    assert refusal(answer) == (413, "too_large")
    assert answer.json()["values"] == {"limit": limit}


@pytest.mark.parametrize("path", ["/v1/tickets", "/v1/sessions", "/v1/enrolments", "/nowhere"])
def test_other_bodies_have_a_smaller_limit(world: World, path: str) -> None:
    with world.nothing_stored():
        assert refusal(world.post(path, b"x" * (SMALL.size + 1))) == (413, "too_large")
        assert refusal(world.post(path, b"x" * SMALL.size))[1] in ("malformed", "not_found")


def test_a_body_announced_far_too_large_is_refused_unread(world: World) -> None:
    head = (
        b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        b"Content-Length: 99999999999\r\n\r\n"
    )
    assert _raw(world, head).startswith(b"HTTP/1.1 413 ")


def test_a_body_in_endless_chunks_is_cut_off(world: World) -> None:
    def endless() -> Any:
        for _ in range(100):
            yield b"x" * 4096

    answer = world.http.post(world.url + "/v1/tickets", data=endless(), timeout=20)
    assert refusal(answer) == (413, "too_large")


def test_what_is_beyond_the_limit_is_not_kept_in_memory() -> None:
    chunk = bytes(64 * 1024)

    async def large() -> Message:
        return {"type": "http.request", "body": chunk, "more_body": True}

    async def read() -> None:
        body = PacedBody(large, 4 * len(chunk), 60)
        while not body.is_over:
            await body.receive()

    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="too_large"):
            asynchronous.run(read())
        assert tracemalloc.get_traced_memory()[1] < 20 * len(chunk)
    finally:
        tracemalloc.stop()


def test_a_body_that_does_not_come_is_not_awaited_forever(world: World, switch: Switch) -> None:
    _limit(world, switch, Limits(body_seconds=1))
    head = (
        b"POST /v1/tickets HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    )
    answer = _raw(world, head)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b'"malformed"' in answer


def test_a_client_that_goes_away_leaves_no_trace(world: World) -> None:
    address = urlsplit(world.url)
    with world.nothing_stored():
        with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
            connection.sendall(
                b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc"
            )
        assert world.get("/v1/service").status_code == 200


def test_more_requests_at_once_than_permitted_are_refused(
    world: World, switch: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, go_on = threading.Event(), threading.Event()

    def slow(*_: object) -> wire.Institutions:
        at_work.set()
        assert go_on.wait(20)
        return wire.Institutions(found=[], more=False)

    _limit(world, switch, Limits(requests_at_once=1))
    monkeypatch.setattr(institutions, "search", slow)
    with ThreadPoolExecutor() as threads:
        working = threads.submit(requests.get, world.url + "/v1/institutions", timeout=20)
        assert at_work.wait(20)
        assert refusal(world.get("/v1/service")) == (503, "busy")
        go_on.set()
        assert working.result().status_code == 200
    assert world.get("/v1/service").status_code == 200


def test_a_body_that_is_awaited_takes_no_place(world: World, switch: Switch) -> None:
    _limit(world, switch, Limits(requests_at_once=1))
    address = urlsplit(world.url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(b"POST /v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
        assert world.get("/v1/service").status_code == 200


@pytest.mark.database("sqlite")  # all instances together count by the clock of their database
def test_an_address_asks_for_so_many_tickets_a_minute(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.rate.time", SimpleNamespace(monotonic=lambda: 60.0))
    monkeypatch.setattr(world.service.rate, "_most", 3)
    body = {"kind": "supplier", "draft": new_draft()}
    statuses = [world.post("/v1/tickets", body).status_code for _ in range(4)]
    assert statuses == [201, 201, 201, 503]
    assert refusal(world.post("/v1/challenges", {"purpose": "login"})) == (503, "busy")
    monkeypatch.setattr("backend.rate.time", SimpleNamespace(monotonic=lambda: 120.0))
    assert world.post("/v1/tickets", body).status_code == 201


def test_the_count_of_addresses_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.rate.MAX_COUNTED", 100)
    rate = RateLimit(1)
    for number in range(1000):
        rate.count(str(number))
    assert len(rate._counts[""]) <= 100


@pytest.mark.expects_warnings
def test_what_goes_wrong_inside_is_told_to_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("900101-1234567")

    monkeypatch.setattr(decisions, "page", broken)
    answer = world.get("/v1/officer/applications", world.officer())
    assert refusal(answer) == (500, "internal")
    assert answer.json()["values"] == {}
    errors = [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert "GET /v1/officer/applications: RuntimeError at " in errors[0]
    assert errors[0].startswith(answer.headers["X-Request-Id"])
    assert "900101" not in caplog.text


def test_answers_are_not_to_be_kept_by_anyone_between(world: World) -> None:
    for answer in (world.get("/v1/service"), world.get("/nowhere")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/submissions/2026000001%00"),
        ("GET", "/v1/submissions/..%2f..%2fetc"),
        ("GET", "/v1/submissions/" + "9" * 5000),
        ("GET", "/%ff%fe"),
        ("PUT", "/v1/tickets"),
        ("DELETE", "/v1/service"),
    ],
)
def test_strange_paths_and_methods_are_refused(world: World, method: str, path: str) -> None:
    answer = world.http.request(
        method, world.url + path, headers={"Authorization": "Bearer x"}, timeout=20
    )
    assert (
        answer.status_code == 405
        if method in ("PUT", "DELETE")
        else 400 <= answer.status_code < 500
    )
    assert set(answer.json()) == {"code", "values"}


@pytest.mark.parametrize("path", ["/v1/tickets", "/v1/challenges", "/v1/officer/sessions"])
@pytest.mark.parametrize(
    "body",
    [
        {"kind": "supplier", "draft": "x\x00" * 10, "purpose": "login\x00"},
        {"kind": "other", "draft": "d" * 16, "purpose": "other"},
        {"kind": "supplier", "draft": "짧", "purpose": ""},
        {"kind": 1e400, "draft": None, "purpose": []},
    ],
    ids=["nul", "other", "short", "types"],
)
def test_strange_values_are_malformed(world: World, path: str, body: dict[str, Any]) -> None:
    encoded = json.dumps(body).encode()
    answer = world.post(path, encoded, **{"Content-Type": "application/json"})
    assert refusal(answer) == (400, "malformed")
