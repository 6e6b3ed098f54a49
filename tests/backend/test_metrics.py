"""What Prometheus reads: what was asked and how it ended, and nothing of a person."""

import re
from collections.abc import Iterator

import pytest
import requests

from backend.app import create_app
from backend.config import ConfigError
from backend.metrics import FILINGS, Metrics
from backend.services.backups import taking
from backend.storage.models import Chore
from testing.backend.world import World
from tests.backend.conftest import Switch


@pytest.fixture
def metrics(world: World, switch: Switch) -> Metrics:
    metrics = Metrics(world.service)
    switch.app = create_app(world.service, metrics.seen)
    return metrics


@pytest.fixture
def url(world: World, metrics: Metrics) -> Iterator[str]:
    with metrics.serving() as port:
        yield f"http://127.0.0.1:{port}/metrics"


def _read(url: str) -> dict[str, float]:
    lines = requests.get(url, timeout=20).text.splitlines()
    pairs = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in pairs}


def test_what_goes_by_is_counted(world: World, metrics: Metrics, url: str) -> None:
    metrics.count_connections(lambda: 7)
    world.file_form()
    again = world.application()
    assert world.file(b"nothing", again.ticket.draft).status_code == 400
    world.get("/v1/submissions/2026000001", "wrong")
    for path in ("/나라/장터", "/officer/none", "/v1/none"):
        world.get(path)
    world.http.request("BREW", world.url + "/v1/service", timeout=20)
    found = _read(url)
    route = "/v1/submissions"
    assert found[f'g2b_requests_total{{method="POST",route="{route}",status="201"}}'] == 1
    assert found[f'g2b_request_seconds_count{{route="{route}"}}'] == 2
    assert found['g2b_filings_total{outcome="filed"}'] == 1
    assert found['g2b_filings_total{outcome="malformed"}'] == 1
    assert found['g2b_refusals_total{code="not_authorised"}'] == 1
    assert found['g2b_requests_total{method="GET",route="other",status="404"}'] == 3
    assert found['g2b_applications{kind="supplier",state="pending"}'] == 1
    assert found['g2b_notices{state="waiting"}'] >= 1
    assert found["g2b_connections"] == 7
    assert found["g2b_certificate_days_left"] > 0
    assert "g2b_last_backup_seconds" not in found
    with world.service.database.write() as session:
        session.add(Chore(name=taking.CHORE, done=world.clock()))
    assert _read(url)["g2b_last_backup_seconds"] == world.clock().timestamp()


def test_labels_are_the_programs_own_words(world: World, metrics: Metrics, url: str) -> None:
    for number in range(30):
        world.get(f"/v1/submissions/20260{number:05}", "wrong")
        world.get(f"/v1/{number}")
        world.http.request(f"X{number}", world.url + "/v1/service", timeout=20)
    text = requests.get(url, timeout=20).text
    assert not re.search(r"20260\d|/v1/\d|X\d", text)
    assert 'route="/v1/submissions/{receipt_number}"' in text


def test_the_ways_to_file_are_routes(world: World) -> None:
    assert world.http.get(world.url + "/openapi.json").json()["paths"].keys() >= FILINGS


@pytest.mark.expects_warnings
def test_a_database_that_is_away_leaves_out_what_it_holds(
    world: World, url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> None:
        raise OSError(5, "secret of a person")

    monkeypatch.setattr(type(world.service.database), "read", away)
    found = _read(url)
    assert found["g2b_certificate_days_left"] > 0
    assert not any(name.startswith("g2b_applications") for name in found)
    assert "secret of a person" not in caplog.text


def test_a_port_that_is_taken_is_told(world: World, metrics: Metrics) -> None:
    with metrics.serving() as port:
        settings = world.service.config.model_copy(update={"metrics_port": port})
        object.__setattr__(world.service, "config", settings)
        with pytest.raises(ConfigError, match=str(port)), metrics.serving():
            pass
