"""Where a database is: a file (SQLite), or a server's (PostgreSQL)."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import URL

DRIVER = "postgresql+psycopg"
FORM = f"{DRIVER}://USER@HOST:PORT/NAME, or the path of a file"


class PostgresUrl:
    """A database of a PostgreSQL server; as text it tells neither user nor password.

    A password may be left out: libpq takes it from PGPASSWORD or a password file.
    """

    def __init__(self, url: "URL") -> None:
        self.url = url

    @classmethod
    def read(cls, text: str) -> "PostgresUrl":
        """Return what a URL names. Raises ValueError, whose text repeats nothing of the URL."""
        from sqlalchemy import make_url

        scheme, _, rest = text.partition("://")
        if scheme not in {DRIVER, "postgresql"}:
            raise ValueError(f"not of the form {FORM}")
        try:
            url = make_url(f"{DRIVER}://{rest}")
        except Exception:  # noqa: BLE001 - its text may repeat the password
            raise ValueError(f"not of the form {FORM}") from None
        if not url.database:
            raise ValueError(f"no name of a database: {FORM}")
        return cls(url)

    def with_password(self, password: str) -> "PostgresUrl":
        """Return the same with a password."""
        return PostgresUrl(self.url.set(password=password))

    def __str__(self) -> str:
        port = f":{self.url.port}" if self.url.port else ""
        return f"postgresql://{self.url.host or ''}{port}/{self.url.database}"

    __repr__ = __str__


Place = Path | PostgresUrl


def read_place(value: object) -> Place:
    """Return where a setting says that a database is. Raises ValueError."""
    if isinstance(value, Place):
        return value
    if not isinstance(value, str) or not value:
        raise ValueError(FORM)
    return PostgresUrl.read(value) if "://" in value else Path(value)
