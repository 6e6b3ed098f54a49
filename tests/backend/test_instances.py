"""Three instances behind a proxy over one PostgreSQL act as one, also when one is killed."""

import shutil
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from sqlalchemy import select, update

from backend.clock import utc_now
from backend.commands.practice import settings
from backend.place import PostgresUrl
from backend.service import Service
from backend.storage.models import AuditRecord, Notice, Submission
from practice.pki import Practice
from registration.lifecycle import Actor, State
from registration.notices import NoticeState
from testing.backend.databases import POSTGRESQL, Databases, is_there
from testing.backend.instances import Instances, running
from testing.backend.load import Load, kill_in_turn
from testing.backend.world import SetClock, World, refusal
from tests.backend.conftest import Switch, opened
from tests.backend.test_attachments import PDF

pytestmark = pytest.mark.skipif(
    not (is_there() and shutil.which("haproxy")), reason="there is no PostgreSQL or no haproxy"
)
LOOKUPS = 6
PATIENCE = 30


class Scene(NamedTuple):
    """The instances, and the service as its tests look into it."""

    instances: Instances
    world: World
    overdue: str
    """An application whose 보류 was over when all three started."""


@pytest.fixture(scope="module")
def scene(
    switch: Switch,
    databases: Databases,
    practice_pki: Practice,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("instances")
    place = databases.copy(databases.empty(POSTGRESQL), folder)
    assert isinstance(place, PostgresUrl)
    with opened(switch, folder, practice_pki, place) as world:
        overdue = world.file_form()["number"]
        world.decided(overdue, "hold", reason="보완")
        with world.service.database.write() as session:
            session.execute(update(Submission).values(deadline=utc_now().replace(year=2020)))
    config = settings(folder, practice_pki).model_copy(update={"database": place})
    service = Service.open(config)
    with running(folder, practice_pki, place, lookups_an_hour=LOOKUPS) as instances:
        world = World(instances.url, service, practice_pki, SetClock())
        yield Scene(instances, world, overdue)
        world.http.close()
    service.close()
    databases.remove(place)


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_terms_end_and_messages_go_out_once(scene: Scene) -> None:
    database = scene.world.service.database

    def notices() -> list[NoticeState]:
        with database.read() as session:
            return list(session.scalars(select(Notice.state)))

    _until(lambda: len(notices()) >= 3 and set(notices()) == {NoticeState.SENT})
    with database.read() as session:
        ended = (AuditRecord.subject == scene.overdue, AuditRecord.target == State.REJECTED.value)
        actors = list(session.scalars(select(AuditRecord.actor).where(*ended)))
    assert actors == [Actor.SYSTEM.value]
    spool = scene.world.service.config.notices.spool
    assert sum(path.is_file() for path in spool.rglob("*")) == len(notices())


def test_a_login_and_a_decision_hold_at_every_instance(scene: Scene) -> None:
    world = scene.world
    token = world.officer()
    filed = world.file_form()
    answers = [
        world.http.post(
            f"{scene.instances.at(number)}/v1/officer/applications/{filed['number']}/decision",
            json={"action": "approve", "version": 1, "reason": ""},
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
        ).status_code
        for number in range(3)
    ]
    assert (answers[0], set(answers[1:])) == (200, {409})
    assert world.enrol(world.applicant()).status_code == 201
    own = world.login(world.applicant()).json()["token"]
    statuses = [world.get(f"/v1/submissions/{filed['number']}", own).status_code for _ in range(3)]
    assert statuses == [200] * 3


def test_an_upload_goes_on_at_another_instance(scene: Scene) -> None:
    world = scene.world
    ticket = world.ticket()
    half = len(PDF) // 2
    places = [World(scene.instances.at(n), world.service, world.pki, world.clock) for n in (0, 1)]
    assert places[0].part(ticket, PDF, 0, half).json()["complete"] is False
    assert places[1].part(ticket, PDF, half).json()["complete"] is True
    for place in places:
        place.http.close()


def test_a_limit_counts_what_all_were_asked(scene: Scene) -> None:
    world, asked = scene.world, {"receipt_number": "2020000001", "key": "1111111119"}
    while True:
        hour = time.time() // 3600
        answers = [world.post("/v1/lookups", asked) for _ in range(LOOKUPS + 3)]
        if time.time() // 3600 == hour:
            break
    refusals = [refusal(answer) for answer in answers]
    assert refusals[LOOKUPS:] == [(503, "busy")] * 3
    assert (503, "busy") not in refusals[:LOOKUPS]


def test_an_instance_killed_under_load_loses_and_doubles_nothing(scene: Scene) -> None:
    load = Load(scene.world, scene.instances.url)
    kill_in_turn(scene.instances, 3, 1, load, each=6)
    assert len(load.acknowledged) == 6
    assert list(load.faults()) == []
