"""Renewing code tables from the procurement service's open API, with an operator's key."""

from datetime import UTC, datetime
from pathlib import Path

from desktop_client.files import write_atomically
from desktop_client.pki.http.keyed import fetch_keyed
from desktop_client.pki.http.limits import Limits
from desktop_client.work import Work
from registration import open_data
from registration.tables import CodeTable, code_table
from registration.text import Text

LIMITS = Limits(deadline=60.0, max_bytes=open_data.MOST_BYTES)
RENEWING = Text("{name}: {total}행 가운데 {rows}행", "{name}: {rows} of {total} rows")


class Renewing:
    """Renews tables in a folder from one server."""

    def __init__(self, folder: Path, server: str = open_data.SERVER) -> None:
        self._folder, self._server = folder, server.rstrip("/")

    def renew(self, work: Work, name: str, key: str, *, may_shrink: bool = False) -> CodeTable:
        """Fetch a table whole, then put it in the place of the one before; return it.

        Raises NotRenewed, Unfetched, OSError, Stopped; the table before stays then.
        """

        def fetch(rest: str) -> bytes:
            work.check()
            return fetch_keyed(self._server + rest, LIMITS)

        def tell(rows: int, total: int) -> None:
            work.progress(RENEWING.filled(name=name, rows=rows, total=total))

        day, present = open_data.korean_day(datetime.now(UTC)), code_table(name)
        text, table = open_data.renew(
            name, fetch, key, day, present, tell=tell, may_shrink=may_shrink
        )
        write_atomically(self._folder / f"{name}.csv", text.encode())
        return table
