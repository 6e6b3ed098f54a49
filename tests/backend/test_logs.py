"""The service's log: lines that a program can read, and nothing of a person in them."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from backend import logs
from practice.applicants import supplier
from registration.submission import sha256
from testing.backend.world import OFFICER_PASSWORD, USER, World, taken_in
from tests.backend.test_attachments import PDF, PNG, _application, _file, _sent


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """All that is logged, as lines of JSON."""
    written: list[str] = []

    class Kept(logging.StreamHandler[Any]):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler = Kept()
    handler.setFormatter(logs._Json())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def _words(value: object) -> Iterator[str]:
    """All texts in a document."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, str):
        yield value


def test_nothing_of_a_person_is_logged(world: World, lines: list[str]) -> None:
    application = _application(world)
    for content in (PDF, PNG):
        _sent(world, application.ticket, content)
    filed = taken_in(_file(world, application))
    token = world.officer()
    assert world.get("/v1/officer/applications", token).status_code == 200
    assert world.get(f"/v1/officer/applications/{filed['number']}", token).status_code == 200
    assert world.decide(filed["number"], "hold", token).status_code == 422  # no reason
    assert world.decide(filed["number"], "approve", token).status_code == 200
    assert world.enrol(world.applicant()).status_code == 201
    login = world.login(world.applicant())
    assert login.status_code == 201
    wrong = {"officer": "officer", "password": "남의비밀번호-wrong"}
    world.post("/v1/officer/sessions", wrong)
    world.post(
        "/v1/password-sessions", {"account_id": "whoever01", "password": "남의비밀번호-wrong"}
    )
    lookup = {"receipt_number": filed["number"], "key": "1111111119"}
    world.post("/v1/lookups", lookup)
    world.get("/v1/sanctions?business_number=1111111110")
    world.get("/v1/officer/organisations/1111111119x", token)
    world.get(f"/v1/submissions/{filed['number']}/attachments/{sha256(PDF)}", "wrong-token-0001")
    personal = {
        *_words(application.form),
        *_words(supplier()),
        *_words(login.json()),
        *_words(USER.model_dump()),
        *(file.name for file in application.attachments),
        filed["key"],
        token,
        OFFICER_PASSWORD,
        wrong["password"],
        "whoever01",
        "wrong-token-0001",
        "1111111110",
    }
    ours = [line for line in lines if json.loads(line)["logger"].startswith("backend")]
    assert len(ours) >= 5
    told = "\n".join(ours)
    ours_too = re.compile("[a-z_]*")  # what a form says by one of our own words
    said = [word for word in personal if len(word) > 3 and not ours_too.fullmatch(word)]
    assert len(said) > 30
    assert [word for word in said if word in told] == []


def test_a_line_names_time_level_event_and_request(world: World, lines: list[str]) -> None:
    answer = requests.get(world.url + "/v1/submissions/2026000001", timeout=20)
    (told,) = [line for line in map(json.loads, lines) if line["logger"] == "backend.guard"]
    assert told["request_id"] == answer.headers["X-Request-Id"]
    assert told["level"] == "info"
    assert told["event"].endswith("GET /v1/submissions/{receipt_number}: not_authorised")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", told["time"])


@pytest.mark.parametrize("form", [logs._Json(), logs._Lines("%(message)s")])
def test_an_exceptions_text_is_not_logged(form: logging.Formatter) -> None:
    try:
        raise ValueError("홍길동 010-1234-5678")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "failed\nhere", None, (ValueError, error, None)
        )
    line = form.format(record)
    assert "홍길동" not in line
    assert "ValueError" in line
