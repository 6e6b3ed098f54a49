"""The service's settings, read from one TOML file; relative paths start at that file."""

import re
import tomllib
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    model_validator,
)

from backend.place import Place, PostgresUrl, read_place
from desktop_client.pki.http.address import is_secure
from registration.field_types import ShortText
from registration.offices import OfficeContact
from registration.open_data import SERVER
from registration.tables import code_table

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

_LONGEST_PASSWORD = 4096

Minutes = Annotated[int, Field(strict=True, ge=1, le=24 * 60)]


def _an_address(value: str) -> str:
    return str(ip_address(value))


Address = Annotated[str, AfterValidator(_an_address)]


def _a_secure_url(value: str) -> str:
    if value and not is_secure(value):
        raise ValueError("https://… is needed, or http://127.0.0.1…")
    return value


SecureUrl = Annotated[str, AfterValidator(_a_secure_url)]
MailAddress = Annotated[str, Field(pattern=r"^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}$")]
Seconds = Annotated[int, Field(strict=True, ge=1, le=300)]


def _known_offices(value: dict[str, OfficeContact]) -> dict[str, OfficeContact]:
    unknown = sorted(value.keys() - code_table("offices").by_code.keys())
    if unknown:
        raise ValueError(f"no office: {', '.join(unknown)}")
    return value


class ConfigError(Exception):
    """The settings cannot be used; the text says which and why."""


class Part(BaseModel):
    """A group of settings; unknown names are errors, so that a misspelling is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def at(self, folder: Path) -> Self:
        """Return the same with every relative path below `folder`."""
        return self.model_copy(update={name: _at(folder, value) for name, value in self})


class Keys(Part):
    """The service's two certificates (DER or PEM) with their keys (PEM, unencrypted)."""

    signing_certificate: Path
    signing_key: Path
    encryption_certificate: Path
    encryption_key: Path
    issuers: tuple[Path, ...] = ()
    """The signing certificate's issuers, nearest first: sent along with every receipt."""


class Trust(Part):
    """Whose certificates applicants may use; without anchors the accredited CAs (인정기관)."""

    anchors: tuple[Path, ...] = ()
    """Root and CA certificates; self-signed ones are the anchors."""
    revocation_lists: tuple[Path, ...] = ()
    """CRL files, and folders of *.crl; read again when they change."""
    fetch_revocation_lists: bool = True
    """Whether lists that no file holds are fetched from where the certificate says (HTTP, LDAP)."""
    kept_lists: Path = Path("revocation")
    """Where fetched lists are kept for the next start, as the client keeps its own."""
    kept_minutes: Minutes = 6 * 60
    """How old a kept list may be before the network is asked for a newer one."""
    ocsp: Literal["after", "first", "off"] = "after"
    """Whether OCSP responders are asked: when no list that clears is younger than `kept_minutes`,
    before the lists, or never. What either calls revoked is revoked."""
    installation: Path = Path("trust")
    """A folder as the client has it: trust-list.p7s, anchors/, addresses.json, policies.json."""
    trust_list_signer: Annotated[str, Field(pattern="^([0-9a-fA-F]{64})?$")] = ""
    """SHA-256 of the certificate whose signature on trust-list.p7s counts."""


class Times(Part):
    """How long things last, in minutes."""

    ticket: Minutes = 30
    challenge: Minutes = 5
    session: Minutes = 30
    officer_session: Minutes = 60
    officer_idle: Minutes = 30
    """How long an officer's browser may do nothing before its login ends."""
    officer_day: Minutes = 10 * 60
    """How long an officer's login in a browser lasts at the most, used or not."""
    officer_lock: Minutes = 15
    account_lock: Minutes = 15


class Limits(Part):
    """What one process bears."""

    requests_at_once: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 200
    requests_a_minute: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] = 600
    """How often one address may ask for each of what needs no proof of who asks."""
    lookups_an_hour: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] = 60
    """How often anyone may look up one receipt number, or ask for one applicant's."""
    megabytes_an_hour: Annotated[int, Field(strict=True, ge=1, le=10**9)] = 16 * 1024
    """How much of attached files one address may send; each part counts as one at the least."""
    head_seconds: Annotated[int, Field(strict=True, ge=1, le=600)] = 10
    """How long the head of a request may take to arrive."""
    body_seconds: Annotated[int, Field(strict=True, ge=1, le=600)] = 60
    """How long one request's body may take to arrive; larger ones somewhat longer."""
    connections: Annotated[int, Field(strict=True, ge=1, le=30_000)] = 1000
    connections_of_one: Annotated[int, Field(strict=True, ge=1, le=30_000)] = 100
    """Connections open at once, in all and of one address."""
    drain_seconds: Annotated[int, Field(strict=True, ge=0, le=300)] = 2
    """How long requests are still taken after SIGTERM, while /readyz sends new ones elsewhere."""


class Registry(Part):
    """국세청 사업자등록정보 진위확인·상태조회; without `url` nothing is asked."""

    url: SecureUrl = ""
    """The server, as in https://api.odcloud.kr."""
    service_key: Path | None = None
    """A file that holds the key (일반 인증키, Decoding) and nothing else."""
    seconds: Seconds = 10
    """How long one call may take as a whole."""
    kept_minutes: Minutes = 12 * 60
    """How long an answer counts; at an approval an older one is asked for anew."""

    @model_validator(mode="after")
    def _has_a_key(self) -> Self:
        if self.url and self.service_key is None:
            raise ValueError("url needs service_key")
        return self


class OpenData(Part):
    """Code tables from the procurement service's open API, renewed by `g2b-server tables`."""

    url: SecureUrl = SERVER
    service_key: Path | None = None
    """A file that holds the operator's key of data.go.kr and nothing else."""


class Mail(Part):
    """이메일; without `host` it is written into the spool folder."""

    host: str = ""
    port: Annotated[int, Field(strict=True, ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    """`none` only to a server on this computer."""
    authority: Path | None = None
    """A CA certificate (PEM) to trust instead of the system's."""
    user: str = ""
    password: Path | None = None
    """A file that holds the password and nothing else."""
    sender: MailAddress = "no-reply@localhost.localdomain"
    seconds: Seconds = 120
    """How long one message may take as a whole; servers read it before they accept it."""

    @model_validator(mode="after")
    def _is_secure(self) -> Self:
        if self.host and self.security == "none" and self.host not in LOOPBACK:
            raise ValueError("security = none: the server has to be on this computer")
        if bool(self.user) != (self.password is not None):
            raise ValueError("user and password are needed together")
        return self


class Sms(Part):
    """문자 메시지 by HTTP; without `url` it is written into the spool folder."""

    url: SecureUrl = ""
    key: Path | None = None
    """A file that holds the gateway's token, sent as Authorization: Bearer."""
    sender: Annotated[str, Field(pattern="^[0-9]{0,15}$")] = ""
    """The number that it comes from (발신번호), registered with the gateway."""
    seconds: Seconds = 15


class Notices(Part):
    """알림: when and where they go."""

    spool: Path = Path("spool")
    """The folder of what no server is set up for."""
    give_up_hours: Annotated[int, Field(strict=True, ge=1, le=24 * 30)] = 72
    """How long a message is tried before an administrator has to look after it."""


Days = Annotated[int, Field(strict=True, ge=0, le=100 * 366)]


def _none_or(at_least: int) -> Callable[[int], int]:
    """Return what refuses a period that is shorter than some other rule needs."""

    def check(days: int) -> int:
        if 0 < days < at_least:
            raise ValueError(f"0 (never), or at least {at_least}")
        return days

    return check


class Retention(Part):
    """보존 기간 in days, as `g2b-server retain` applies them; 0: never. Laws: docs/OPERATING.md."""

    rejected_days: Days = 5 * 365
    """반려: applications since they were rejected, with their files."""
    cancelled_days: Days = 365
    """취소: applications since the applicant withdrew them, with their files."""
    approved_days: Annotated[Days, AfterValidator(_none_or(at_least=1100))] = 10 * 365
    """승인: applications since a later 변경 took their place, with their files; three years at
    least, since a product's proof runs from when it was first registered."""
    unfiled_days: Annotated[Days, Field(ge=1)] = 1
    """Files of drafts that nobody filed, since their last part."""
    notices_days: Annotated[Days, Field(ge=1)] = 90
    """To whom messages went and what they told."""
    codes_days: Days = 30
    """인가코드 that nobody fetched, since the approval."""
    logins_days: Annotated[Days, Field(ge=1)] = 1
    """Ended logins, what was looked at in them, wrong passwords."""
    audit_days: Annotated[Days, AfterValidator(_none_or(at_least=730))] = 10 * 365
    """Who acted or looked, and the reasons, in the audit record; it stays verifiable."""
    hold: tuple[Annotated[str, Field(pattern="^[0-9A-Za-z]{1,10}$")], ...] = ()
    """Receipt and business numbers and 수요기관코드 in dispute: nothing of them is destroyed."""


class Bucket(NamedTuple):
    """A place in an S3-compatible object store."""

    name: str
    prefix: str

    def __str__(self) -> str:
        return f"s3://{self.name}/{self.prefix}".rstrip("/")


def _read_store(value: object) -> object:
    """Return a bucket where a text names one; else what it was."""
    if not isinstance(value, str) or "://" not in value:
        return value
    found = re.fullmatch(r"s3://([a-z0-9][a-z0-9.-]{1,62})(?:/([A-Za-z0-9._/-]*))?", value)
    if found is None:
        raise ValueError("the path of a folder, or s3://BUCKET/PREFIX")
    return Bucket(found[1], (found[2] or "").strip("/"))


class ObjectStoreSettings(Part):
    """How the object store of `attachments` is reached; AWS_… of the environment where unset."""

    endpoint: SecureUrl = ""
    """The server, where it is not Amazon's."""
    region: Annotated[str, Field(pattern="^[a-z0-9-]{1,40}$")] = "us-east-1"
    access_key: str = ""
    secret_key: Path | None = None
    """A file that holds the secret access key and nothing else."""
    seconds: Annotated[int, Field(strict=True, ge=1, le=60)] = 10
    """How long one call may take as a whole."""

    @model_validator(mode="after")
    def _has_both_keys(self) -> Self:
        if bool(self.access_key) != (self.secret_key is not None):
            raise ValueError("access_key and secret_key are needed together")
        return self


class Config(Part):
    """All settings."""

    name: ShortText
    """The service's name in tickets, challenges and receipts."""
    practice: bool = False
    database: Annotated[Place, PlainValidator(read_place)] = Path("service.sqlite")
    """The path of a file (SQLite), or postgresql+psycopg://USER@HOST:PORT/NAME."""
    database_password: Path | None = None
    """A file that holds the password to PostgreSQL and nothing else."""
    attachments: Annotated[Path | Bucket, BeforeValidator(_read_store)] = Path("attachments")
    """The folder of attached files, or s3://BUCKET/PREFIX of an object store."""
    object_store: ObjectStoreSettings = ObjectStoreSettings()
    anchors: Path = Path("anchors")
    """The folder of the audit's signed heads; best on another disk, or copied away daily."""
    tables: Path = Path("tables")
    """The folder of renewed code tables, which go before those that came along."""
    institutions: Path | None = None
    """A CSV file of 수요기관코드 in place of the shipped table: code, ko, en, top, parent."""
    offices: Annotated[dict[str, OfficeContact], AfterValidator(_known_offices)] = {}
    """[offices.25], by code: phone, fax, postcode, address, and where and when they were taken
    from (source, as_of). Applicants see them; where they are unset they are told to ask."""
    secret: Path = Path("service.secret")
    """A file of 32 random bytes, made with the first start; with it goes every status key."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(strict=True, ge=0, le=65535)] = 8443
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    metrics_port: Annotated[int, Field(strict=True, ge=0, le=65535)] | None = None
    """Where Prometheus reads /metrics, 0 for a free port; without it nothing is measured."""
    metrics_host: Address = "127.0.0.1"
    """Where that listens: whoever reaches it may read it."""
    log: Literal["text", "json"] = "text"
    """How the lines on the standard error are written."""
    trusted_proxies: tuple[Address, ...] = ()
    """Addresses of the proxies in front, which tell whom they forward (X-Forwarded-For)."""
    keys: Keys
    trust: Trust = Trust()
    times: Times = Times()
    limits: Limits = Limits()
    registry: Registry = Registry()
    open_data: OpenData = OpenData()
    mail: Mail = Mail()
    sms: Sms = Sms()
    notices: Notices = Notices()
    retention: Retention = Retention()

    @model_validator(mode="after")
    def _tls_is_whole(self) -> Self:
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("tls_certificate and tls_key are needed together")
        return self

    @property
    def is_in_clear(self) -> bool:
        """Whether others than this computer would be served without TLS, here or at a proxy."""
        return (
            self.tls_certificate is None and not self.trusted_proxies and self.host not in LOOPBACK
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the settings in a file. Raises ConfigError."""
        try:
            settings = cls.model_validate(tomllib.loads(path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from None
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{path}: {error}") from None
        except ValidationError as error:
            raise ConfigError(f"{path}: {_first(error)}") from None
        return settings.at(path.resolve().parent).with_password()

    def with_password(self) -> Self:
        """Return the same with what `database_password` holds. Raises ConfigError."""
        if self.database_password is None:
            return self
        if not isinstance(self.database, PostgresUrl):
            raise ConfigError("database_password: database is a file, which needs none")
        password = read_password(self.database_password)
        return self.model_copy(update={"database": self.database.with_password(password)})


def read_password(path: Path) -> str:
    """Return the password or key in a file, of one line. Raises ConfigError, which never has it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    try:
        text = content[:_LONGEST_PASSWORD].decode("ascii").strip()
    except UnicodeDecodeError:
        text = ""
    if not text or not text.isprintable() or len(content) > _LONGEST_PASSWORD:
        raise ConfigError(f"{path}: not one line of letters, digits and signs")
    return text


def _first(error: ValidationError) -> str:
    details = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in details["loc"])
    return ": ".join(part for part in (place, details["msg"]) if part)


def _at(folder: Path, value: object) -> object:
    if isinstance(value, Part):
        return value.at(folder)
    if isinstance(value, tuple) and not isinstance(value, Bucket):
        return tuple(_at(folder, item) for item in value)
    return folder / value if isinstance(value, Path) else value
