"""One HTTP server for all tests of the service; each test has a service of its own behind it."""

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.app import create_app
from backend.commands.practice import settings
from backend.service import Service
from backend.storage.migrate import upgrade
from practice.pki import Practice
from tests.backend.world import SetClock, World


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
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
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


@pytest.fixture
def world(
    switch: Switch, empty_database: Path, practice_pki: Practice, tmp_path: Path
) -> Iterator[World]:
    """A service over an empty database, answering over HTTP."""
    shutil.copy(empty_database, tmp_path / "service.sqlite")
    clock = SetClock()
    service = Service.open(settings(tmp_path, practice_pki), clock)
    switch.app = create_app(service)
    world = World(switch.url, service, practice_pki, clock)
    yield world
    world.http.close()
    service.close()
    switch.app = None
