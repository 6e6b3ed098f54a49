"""One HTTP server for all tests of the service; each test has a service of its own behind it."""

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import argon2
import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.app import create_app
from backend.commands.practice import settings
from backend.place import Place
from backend.server import listen_here
from backend.service import Service
from practice import authority, leaf
from practice.pki import CA_NAME, ROOT_NAME, Practice
from practice.samples import SAMPLES
from testing.backend.compiled import engine_of_many
from testing.backend.databases import POSTGRESQL, SQLITE, Databases, is_there
from testing.backend.plans import Plans
from testing.backend.world import Applicant, SetClock, World


@pytest.fixture(scope="session", autouse=True)
def passwords_are_hashed_quickly() -> Iterator[None]:
    """The product's Argon2id takes a hundred times as long; one test has it as it is."""
    quick = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("backend.passwords.PasswordHasher", lambda **_: quick())
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    """Each service of a test finds those of the tests before it, as a service that runs does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("backend.storage.engines.create_engine", engine_of_many)
        yield


@pytest.fixture(scope="session")
def plans() -> Iterator[Plans]:
    plans = Plans()
    yield plans
    plans.close()


@pytest.fixture
def no_route_goes_through_a_table(plans: Plans) -> Iterator[None]:
    """Whatever a test asks the service for is found by an index."""
    plans.faults.clear()
    yield
    assert plans.faults == []


STOP_SECONDS = 30


class Switch:
    """An ASGI application that is another one in each test."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None
        self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


@pytest.fixture(scope="session")
def switch() -> Iterator[Switch]:
    switch = Switch()
    server = uvicorn.Server(
        uvicorn.Config(switch, log_config=None, access_log=False, lifespan="off")
    )
    with listen_here() as listener:
        switch.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield switch
        server.should_exit = True
        thread.join(STOP_SECONDS)
        for left in server.server_state.connections if thread.is_alive() else ():
            asked = getattr(left, "scope", None) or {}
            print("Never ended:", asked.get("method"), asked.get("path"), file=sys.__stderr__)
        server.force_exit = True  # no request that is left holds up the whole run
        thread.join()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have what works on a database run on each that is asked for."""
    if "database_kind" not in metafunc.fixturenames:
        return
    kinds: tuple[str, ...]
    wish = metafunc.config.getoption("--database")
    if wish in (None, "both"):
        kinds = (SQLITE, POSTGRESQL) if wish or is_there() else (SQLITE,)
    else:
        kinds = (wish,)
    marker = metafunc.definition.get_closest_marker("database")
    if marker:
        kinds = tuple(kind for kind in kinds if kind == marker.args[0])
    metafunc.parametrize("database_kind", kinds)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    databases = Databases(tmp_path_factory.mktemp("databases"))
    yield databases
    databases.close()


@pytest.fixture
def place(databases: Databases, database_kind: str, tmp_path: Path) -> Iterator[Place]:
    """A database with the tables and nothing in them."""
    with databases.like(databases.empty(database_kind), tmp_path) as place:
        yield place


@contextmanager
def opened(
    switch: Switch, folder: Path, pki: Practice, place: Place, **changed: Any
) -> Iterator[World]:
    """Run a service over a database, with its files in `folder`, answering over HTTP.

    `changed`: parts of the practice settings that are others.
    """
    clock = SetClock()
    changed["database"] = place
    service = Service.open(settings(folder, pki).model_copy(update=changed), clock)
    switch.app = create_app(service)
    world = World(switch.url, service, pki, clock)
    Applicant.clock = clock
    yield world
    Applicant.clock = None
    world.http.close()
    service.close()
    switch.app = None


@pytest.fixture
def world(switch: Switch, place: Place, practice_pki: Practice, tmp_path: Path) -> Iterator[World]:
    """A service over an empty database."""
    with opened(switch, tmp_path, practice_pki, place) as world:
        yield world


@pytest.fixture
def approved(
    switch: Switch, databases: Databases, database_kind: str, practice_pki: Practice, tmp_path: Path
) -> Iterator[World]:
    """A service where 111-11-11119 is approved."""

    def approve(folder: Path, place: Place) -> None:
        with opened(switch, folder, practice_pki, place) as world:
            filed = world.file_form()
            world.decided(filed["number"], "approve")

    folder, template = databases.prepared("approved", database_kind, approve)
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with (
        databases.like(template, tmp_path) as place,
        opened(switch, tmp_path, practice_pki, place) as world,
    ):
        yield world


@pytest.fixture(scope="session")
def stranger(practice_pki: Practice, tmp_path_factory: pytest.TempPathFactory) -> Applicant:
    """A supplier whose certificate a CA of the same names, but of nobody's trust, issued."""
    now = datetime.now(UTC)
    root = authority.root(ROOT_NAME, leaf.new_key(), now)
    ca = authority.intermediate(root, CA_NAME, leaf.new_key(), now, "ldap://127.0.0.1/c=kr")
    sample = practice_pki.issue(
        SAMPLES["supplier"], tmp_path_factory.mktemp("NPKI"), chain=(root, ca)
    )
    return Applicant.of(sample.path)
