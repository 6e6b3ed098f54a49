"""Databases for tests: files of SQLite, and a PostgreSQL server that the tests start themselves."""

import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, text

from backend.place import Place, PostgresUrl
from backend.storage.engines import for_writing, open_engine
from backend.storage.migrate import upgrade

SQLITE, POSTGRESQL = "sqlite", "postgresql"
USER = "g2b"
LOOSELY = "SET LOCAL session_replication_role = replica"
"""Has PostgreSQL not look, in this transaction, at what refers to what."""
NOBODY = 65534
MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is private
PREFIX = "g2b-postgres-"
READY_SECONDS = 30
_FAST = ("fsync=off", "full_page_writes=off", "autovacuum=off", "max_wal_size=4GB",
         "wal_level=minimal", "max_wal_senders=0", "shared_buffers=64MB", "max_connections=200",
         "listen_addresses=", "log_min_messages=fatal")  # fmt: skip


def is_there() -> bool:
    """Return whether PostgreSQL is on the path, and can be started by this user."""
    if not shutil.which("initdb") or not shutil.which("postgres"):
        return False
    return not _is_root() or shutil.which("setpriv") is not None


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


class Postgres:
    """A server of one test process, on a Unix socket; it ends with that process, however it does.

    Its files lie in memory where they can.
    """

    def __init__(self) -> None:
        self._folder = _new_folder()
        self._data = self._folder / "data"
        self._numbers = itertools.count(1)
        self._initialise()
        self.resume()

    def url(self, name: str) -> PostgresUrl:
        """Return where a database is."""
        return PostgresUrl.read(f"postgresql+psycopg://{USER}@/{name}?host={self._folder}")

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(
            host=str(self._folder), user=USER, dbname="postgres", autocommit=True
        )

    def create(self, template: str = "template0") -> str:
        """Make a database, empty or like another that nobody is connected to; return its name."""
        name = f"t{next(self._numbers)}"
        order = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY = FILE_COPY")
        self._connection.execute(order.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop(self, name: str) -> None:
        """Remove a database."""
        order = sql.SQL("DROP DATABASE {} WITH (FORCE)")
        self._connection.execute(order.format(sql.Identifier(name)))

    def halt(self, *, at_once: bool = True) -> None:
        """Stop the server, at once as by a power cut or after its transactions."""
        self._connection.close()
        self._process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
        self._process.wait()

    def resume(self) -> None:
        """Start it, with the databases that it has."""
        self._process = self._start()
        end = time.monotonic() + READY_SECONDS
        while True:
            try:
                self._connection = self._connect()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.02)
            else:
                return

    def close(self) -> None:
        """End it; what it kept is thrown away."""
        self.halt()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _initialise(self) -> None:
        wishes = ("-U", USER, "-A", "trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        command = (*_as_owner(), _program("initdb"), "-D", str(self._data), *wishes)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def _start(self) -> "subprocess.Popen[bytes]":
        settings = [part for setting in _FAST for part in ("-c", setting)]
        program = (_program("postgres"), "-D", str(self._data), "-k", str(self._folder))
        command = (*_as_owner(dies="SIGQUIT"), *program, *settings)
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd="/")


def _new_folder() -> Path:
    """Return a folder for a server; what killed test processes left is removed."""
    above = Path(tempfile.gettempdir()) if not MEMORY.is_dir() else MEMORY
    for left in above.glob(f"{PREFIX}*"):
        owner = left.name.removeprefix(PREFIX).partition("-")[0]
        if not Path(f"/proc/{owner}").exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=above))
    if _is_root():
        os.chown(folder, NOBODY, NOBODY)
    return folder


def _as_owner(dies: str = "keep") -> tuple[str, ...]:
    """PostgreSQL refuses to run as root; `dies`: the signal to it when this process ends."""
    program = shutil.which("setpriv")
    if program is None:
        return ()
    ids = (f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups") if _is_root() else ()
    return (program, *ids, "--pdeathsig", dies)


def _program(name: str) -> str:
    return cast("str", shutil.which(name))


class Databases:
    """Databases of both kinds, each as new or like one that a test prepared."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._postgres: Postgres | None = None
        self._numbers = itertools.count(1)
        self._empty: dict[str, Place] = {}
        self._prepared: dict[tuple[str, str], tuple[Path, Place]] = {}

    @property
    def postgres(self) -> Postgres:
        """The server, started when the first test needs it."""
        if self._postgres is None:
            self._postgres = Postgres()
        return self._postgres

    def empty(self, kind: str) -> Place:
        """Return a database with the present tables and nothing in them, to be copied only."""
        if kind not in self._empty:
            place = self.without_tables(kind)
            upgrade(place)
            self._empty[kind] = place
        return self._empty[kind]

    def prepared(
        self, name: str, kind: str, prepare: Callable[[Path, Place], None]
    ) -> tuple[Path, Place]:
        """Return the folder and the database that `prepare` filled, once; both to be copied."""
        if (name, kind) not in self._prepared:
            folder = self._folder / f"{name}-{kind}"
            folder.mkdir()
            place = self.copy(self.empty(kind), folder)
            prepare(folder, place)
            self._prepared[name, kind] = (folder, place)
        return self._prepared[name, kind]

    def without_tables(self, kind: str) -> Place:
        """Return a new database without tables."""
        if kind == SQLITE:
            return self._folder / f"{next(self._numbers)}.sqlite"
        return self.postgres.url(self.postgres.create())

    def copy(self, template: Place, folder: Path) -> Place:
        """Return a copy of a database that nobody has open; a file of it lies in `folder`."""
        if isinstance(template, Path):
            copy = folder / "service.sqlite"
            shutil.copy(template, copy)
            return copy
        return self.postgres.url(self.postgres.create(str(template.url.database)))

    @contextmanager
    def like(self, template: Place, folder: Path) -> Iterator[Place]:
        """Give a copy while it is needed."""
        place = self.copy(template, folder)
        try:
            yield place
        finally:
            self.remove(place)

    def remove(self, place: Place) -> None:
        """Remove a database."""
        if isinstance(place, Path):
            place.unlink()
        else:
            self.postgres.drop(str(place.url.database))

    def close(self) -> None:
        """End the server."""
        if self._postgres:
            self._postgres.close()


def argument(place: Place) -> str:
    """Return how a database is named in settings and on the command line."""
    return str(place) if isinstance(place, Path) else place.url.render_as_string()


def file(place: Place) -> Path:
    """Return the file of a database of SQLite."""
    assert isinstance(place, Path)
    return place


@contextmanager
def loosely(place: Place) -> Iterator[Connection]:
    """Give a transaction that may break what refers to what."""
    engine = open_engine(place, foreign_keys=False)
    with for_writing(engine).begin() as connection:
        if isinstance(place, PostgresUrl):
            connection.execute(text(LOOSELY))
        yield connection
    engine.dispose()


def contents(place: Place) -> bytes:
    """Return all that a database keeps, for tests to look into for what must not be there."""
    if isinstance(place, Path):
        return b"".join(path.read_bytes() for path in place.parent.glob(f"{place.name}*"))
    dsn = place.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        dumped = b""
        for (name,) in rows.fetchall():
            order = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(name))
            with connection.cursor() as cursor, cursor.copy(order) as copy:
                dumped += b"".join(bytes(part) for part in copy)
    return dumped
