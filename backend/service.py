"""The service as a whole: every part of it, built once."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from backend.clock import Clock
from backend.config import Config, ConfigError, Registry, read_password
from backend.judge import Judge
from backend.keys import ServiceKeys
from backend.passwords import Passwords
from backend.place import Place
from backend.post.office import PostOffice
from backend.rate import HOUR, RateLimit
from backend.refused import Refused
from backend.registry.client import BusinessRegistry
from backend.registry.documents import DocumentSource, PracticeDocuments
from backend.secret import Secret, new_token
from backend.storage import counts
from backend.storage.attachments import AttachmentStore
from backend.storage.database import Database
from backend.storage.failures import told
from backend.storage.folder_store import FolderStore
from backend.storage.migrate import Tables, tables, too_new
from backend.storage.models import Submission
from backend.turns import Turns
from registration.tables import CodeTable, code_table, read_code_table


class GivenCodes(NamedTuple):
    """참조번호와 인가코드 that an applicant was given, and for whom."""

    reference_number: str
    authorisation_code: str
    holder: str
    number: str
    """The business number, from which the certificate's VID is made."""


@dataclass(frozen=True, slots=True)
class Service:
    """What routes and services work with."""

    config: Config
    clock: Clock
    database: Database
    attachments: AttachmentStore
    secret: Secret
    keys: ServiceKeys
    judge: Judge
    passwords: Passwords
    institutions: CodeTable
    rate: RateLimit
    lookups: RateLimit
    received: RateLimit
    turns: Turns
    post: PostOffice
    registry: BusinessRegistry | None
    documents: DocumentSource | None
    practice_key: str = ""
    """Opens the pages as the practice officer, until the service ends; "" but in practice."""
    codes_given: Callable[[GivenCodes], None] = lambda _codes: None
    """Told of codes for a certificate; in practice the practice CA is."""

    @classmethod
    def open(cls, config: Config, clock: Clock | None = None) -> Self:
        """Return the service with these settings, by default at the time that all instances share.

        Raises ConfigError.
        """
        with ExitStack() as opened:
            database = open_database(config.database)
            opened.callback(database.close)
            try:
                secret = _secret(config.secret, database)
                attachments = open_store(config)
            except (OSError, ValueError) as error:
                raise ConfigError(str(error)) from None
            limits, clock = config.limits, clock or database.clock
            service = cls(
                config=config,
                clock=clock,
                database=database,
                attachments=attachments,
                secret=secret,
                keys=ServiceKeys.read(config.keys),
                judge=Judge.over(config.trust, clock),
                passwords=Passwords(),
                institutions=_institutions(config.institutions),
                rate=RateLimit(
                    limits.requests_a_minute, shared=_by_all("requests", database, secret)
                ),
                lookups=RateLimit(
                    limits.lookups_an_hour, HOUR, _by_all("lookups", database, secret)
                ),
                received=RateLimit(
                    limits.megabytes_an_hour * 1024**2, HOUR, _by_all("received", database, secret)
                ),
                turns=Turns(),
                post=PostOffice.of(config),
                registry=_registry(config.registry),
                documents=PracticeDocuments() if config.practice and config.registry.url else None,
                practice_key=new_token() if config.practice else "",
            )
            opened.pop_all()
        return service

    def close(self) -> None:
        """Close what is open."""
        self.passwords.close()
        self.post.close()
        if self.registry:
            self.registry.close()
        self.database.close()


def open_store(config: Config) -> AttachmentStore:
    """Return the store of attached files. Raises ConfigError, OSError."""
    if isinstance(config.attachments, Path):
        return FolderStore(config.attachments)
    from backend.storage.object_store import ObjectStore  # a library that a folder does not need

    return ObjectStore(config.attachments, config.object_store)


def _registry(settings: Registry) -> BusinessRegistry | None:
    """Return the registry of businesses; None where none is set up. Raises ConfigError."""
    if not settings.url or settings.service_key is None:
        return None
    return BusinessRegistry(settings.url, read_password(settings.service_key), settings.seconds)


def _by_all(
    limit: str, database: Database, secret: Secret
) -> Callable[[str, str, int, int], int] | None:
    """Return what counts for all instances together; whom, the database cannot tell."""
    counting = counts.shared(database)
    if counting is None:
        return None
    return lambda what, who, amount, seconds: counting(
        secret.mac("rate", limit, what, who), amount, seconds
    )


def _secret(path: Path, database: Database) -> Secret:
    """Return the service's secret; a new one only where nothing depends on an older one.

    Raises ConfigError, OSError, ValueError.
    """
    try:
        return Secret.at(path)
    except FileNotFoundError:
        with database.read() as session:
            if session.scalar(select(Submission.id).limit(1)) is not None:
                raise ConfigError(
                    f"{path}: missing; every status key and paper code depends on it. Put it back "
                    "from a backup, or run g2b-server secret --new"
                ) from None
    with suppress(FileExistsError):  # another process may make it at the same moment
        return Secret.make(path)
    return Secret.at(path)


def _institutions(path: Path | None) -> CodeTable:
    """Return the operator's table of institutions, or the one that came along."""
    if path is None:
        return code_table("institutions")
    try:
        return read_code_table("institutions", path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from None


def open_database(place: Place) -> Database:
    """Return the database, which must have the present tables. Raises ConfigError."""
    advice = f"{place}: run g2b-server migrate first"
    if isinstance(place, Path) and not place.is_file():
        raise ConfigError(advice)
    database = Database(place)
    try:
        standing = tables(database.engine)
    except Refused:
        database.close()
        raise ConfigError(f"{place}: not to be reached now") from None
    except DatabaseError as error:
        database.close()
        what = "no SQLite database" if isinstance(place, Path) else "no database"
        raise ConfigError(f"{place}: {what}, or not to be read: {told(error)}") from None
    if standing is Tables.PRESENT:
        database.set_clock()
        return database
    database.close()
    raise too_new(place) if standing is Tables.NEWER else ConfigError(advice)
