"""One HTTP server for all tests of the service; each test has a service of its own behind it."""

import shutil
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
from backend.server import listen_here
from backend.service import Service
from backend.storage.migrate import upgrade
from practice import authority, leaf
from practice.pki import CA_NAME, ROOT_NAME, Practice
from practice.samples import SAMPLES
from testing.backend.world import Applicant, SetClock, World


@pytest.fixture(scope="session", autouse=True)
def passwords_are_hashed_quickly() -> Iterator[None]:
    """The product's Argon2id takes a hundred times as long; one test has it as it is."""
    quick = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("backend.passwords.PasswordHasher", lambda **_: quick())
        yield


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
        thread.join()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "empty.sqlite"
    upgrade(path)
    return path


@contextmanager
def opened(switch: Switch, folder: Path, pki: Practice, **changed: Any) -> Iterator[World]:
    """Run a service over the database in `folder`, answering over HTTP.

    `changed`: parts of the practice settings that are others.
    """
    clock = SetClock()
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
def world(
    switch: Switch, empty_database: Path, practice_pki: Practice, tmp_path: Path
) -> Iterator[World]:
    """A service over an empty database."""
    shutil.copy(empty_database, tmp_path / "service.sqlite")
    with opened(switch, tmp_path, practice_pki) as world:
        yield world


@pytest.fixture(scope="session")
def approved_folder(
    switch: Switch,
    empty_database: Path,
    practice_pki: Practice,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The files of a closed service where the good supplier's application is approved."""
    folder = tmp_path_factory.mktemp("approved")
    shutil.copy(empty_database, folder / "service.sqlite")
    with opened(switch, folder, practice_pki) as world:
        filed = world.file_form()
        world.decided(filed["number"], "approve")
    return folder


@pytest.fixture
def approved(
    switch: Switch, approved_folder: Path, practice_pki: Practice, tmp_path: Path
) -> Iterator[World]:
    """A service where 111-11-11119 is approved."""
    shutil.copytree(approved_folder, tmp_path, dirs_exist_ok=True)
    with opened(switch, tmp_path, practice_pki) as world:
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
