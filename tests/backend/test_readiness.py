"""What a load balancer is told: whether the process answers, and whether it can serve."""

import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from backend.guard import Guard
from backend.refused import Refused
from backend.server import Server, listen_here
from backend.services import readiness
from backend.services.access import officer_logins
from backend.storage import folder_store
from practice.pki import Practice
from registration.submission import moment
from registration.wire import OfficerSession
from testing.backend.commands import inside
from testing.backend.world import World
from tests.backend.test_serve import settings_file

WELL = {"running": "ok", "database": "ok", "attachments": "ok", "keys": "ok"}


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 0)


def told(world: World) -> tuple[int, dict[str, Any]]:
    answer = world.http.get(world.url + "/readyz", timeout=20)
    return answer.status_code, answer.json()


def wrong(world: World) -> dict[str, str]:
    """Return the parts that cannot serve; the answer has to be 503 where there are any."""
    status, said = told(world)
    parts = {name: word for name, word in said["parts"].items() if word != "ok"}
    assert (status, said["ready"]) == ((503, False) if parts else (200, True))
    return parts


def test_a_service_that_is_well_says_so(world: World) -> None:
    assert told(world) == (200, {"ready": True, "parts": WELL})
    alive = world.http.get(world.url + "/healthz", timeout=20)
    assert (alive.status_code, alive.json()) == (200, {"alive": True})
    assert {"/healthz", "/readyz"} <= world.http.get(world.url + "/openapi.json").json()[
        "paths"
    ].keys()


def test_a_database_of_another_version_is_told(world: World) -> None:
    with world.service.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert wrong(world) == {"database": "other_version"}


def test_a_database_that_is_away_is_told_without_its_own_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_engine: object) -> bool:
        raise OperationalError("SELECT", {}, Exception("host 10.1.2.3"))

    monkeypatch.setattr(readiness, "is_current", away)
    assert wrong(world) == {"database": "unreachable"}
    assert "10.1.2.3" not in world.http.get(world.url + "/readyz", timeout=20).text


def test_a_store_without_room_or_without_its_folder_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(folder_store, "RESERVE", 2**62)
        assert wrong(world) == {"attachments": "storage_full"}
    assert wrong(world) == {}
    shutil.rmtree(world.folder.folder)
    assert wrong(world) == {"attachments": "not_writable"}


def test_a_certificate_that_is_not_in_date_is_told(world: World) -> None:
    certificate = world.service.keys.signing.certificate
    world.clock.now = certificate.not_after
    assert wrong(world) == {}
    world.clock.move(seconds=1)
    assert wrong(world) == {"keys": "out_of_date"}
    world.clock.now = certificate.not_before
    world.clock.move(seconds=-1)
    assert wrong(world) == {"keys": "out_of_date"}


def _busy(_guard: Guard) -> None:
    raise Refused("busy")


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """A database that does not answer; how often it was asked."""
    asked, let_go = [0], threading.Event()

    def hang(_engine: object) -> bool:
        asked[0] += 1
        return let_go.wait(60)

    monkeypatch.setattr(readiness, "is_current", hang)
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 0.2)
    yield asked
    let_go.set()


def test_a_part_that_hangs_is_told_and_holds_one_thread_only(
    world: World, hanging: list[int]
) -> None:
    for _ in range(3):
        assert wrong(world) == {"database": "late"}
    assert hanging == [1]
    assert world.http.get(world.url + "/healthz", timeout=20).status_code == 200


def test_however_many_ask_the_parts_are_asked_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def current(engine: object) -> bool:
        asked.append(engine)
        return True

    monkeypatch.setattr(readiness, "KEPT_SECONDS", 600)
    monkeypatch.setattr(readiness, "is_current", current)
    monkeypatch.setattr(world.service.rate, "_most", 0)  # nobody may ask for anything counted
    for _ in range(5):
        assert told(world)[0] == 200
    assert len(asked) == 1


def test_a_browser_too_gets_what_programs_get(world: World) -> None:
    world.clock.move(days=36500)
    answer = world.http.get(world.url + "/readyz", headers={"Accept": "text/html"}, timeout=20)
    assert (answer.status_code, answer.json()["parts"]["keys"]) == (503, "out_of_date")


def test_a_service_at_its_limit_still_answers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Guard, "_place", _busy)
    assert world.http.get(world.url + "/v1/service", timeout=20).status_code == 503
    for path in ("/healthz", "/readyz"):
        assert world.http.get(world.url + path, timeout=20).status_code == 200


def test_told_to_stop_it_is_not_ready_at_once_and_ends_with_status_0(
    practice_pki: Practice, tmp_path: Path
) -> None:
    """As a whole: lines of JSON, and what Prometheus reads, until the end."""
    config = settings_file(tmp_path, practice_pki, log="json", metrics_port=0)
    assert inside("migrate", "--config", config).returncode == 0
    command = [sys.executable, "-m", "backend", "serve", "--config", str(config), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        metrics = _told(process.stderr, "metrics on ")
        url = _told(process.stderr, "running on ")
        assert requests.get(url + "/readyz", timeout=20).json()["ready"] is True
        read = requests.get(f"http://{metrics}/metrics", timeout=20).text
        assert 'g2b_requests_total{method="GET",route="/readyz",status="200"} 1.0' in read
        process.send_signal(signal.SIGTERM)
        ready, end = 200, time.monotonic() + 20
        while ready == 200 and time.monotonic() < end:  # the signal is on its way
            ready = requests.get(url + "/readyz", timeout=20).status_code
        assert ready == 503
        assert requests.get(url + "/v1/service", timeout=20).status_code == 200
        rest = [json.loads(line) for line in process.stderr]
    assert process.returncode == 0
    assert [line for line in rest if line["level"] not in ("info", "warning")] == []


def _told(lines: Iterable[str], what: str) -> str:
    """Return what a line of the log says after these words."""
    events = (str(json.loads(line)["event"]) for line in lines)
    return next(event for event in events if what in event).partition(what)[2]


def test_a_request_that_is_under_way_is_answered_before_the_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, let_go, ready = threading.Event(), threading.Event(), threading.Event()
    answers: list[requests.Response] = []

    def slowly(*_: object) -> OfficerSession:
        begun.set()
        assert let_go.wait(20)
        return OfficerSession(token="t" * 43, expires=moment(world.clock()), name="officer")

    monkeypatch.setattr(officer_logins, "login", slowly)
    monkeypatch.setattr("backend.server.gc.enable", lambda: None)  # left to the test's thread
    server = Server(world.service, ready=ready.set)
    with listen_here() as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        serving.start()
        assert ready.wait(20)
        body = {"officer": "officer", "password": "password"}
        path = url + "/v1/officer/sessions"
        asking = threading.Thread(
            target=lambda: answers.append(requests.post(path, json=body, timeout=20))
        )
        asking.start()
        assert begun.wait(20)
        server.handle_exit(signal.SIGTERM, None)
        end = time.monotonic() + 20
        while listener.fileno() != -1 and time.monotonic() < end:
            time.sleep(0.01)
        assert listener.fileno() == -1
        let_go.set()
        asking.join()
        serving.join()
    assert [answer.status_code for answer in answers] == [201]
