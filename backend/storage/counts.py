"""What several instances count together: how often somebody asked, by the database's clock.

Of SQLite there is one instance, which counts in its memory. On PostgreSQL the counts are in a table
that is not logged: to lose them in a crash harms nothing, and counting waits for no disk.
"""

from collections.abc import Callable

from sqlalchemy import text

from backend.storage.database import Database

RATE_COUNTS = "rate_counts"

_COUNT = text(
    "INSERT INTO rate_counts (key, ends, counted) VALUES (:key,"
    " (floor(extract(epoch FROM clock_timestamp()) / :seconds) + 1) * :seconds, :amount)"
    " ON CONFLICT (key) DO UPDATE SET ends = excluded.ends, counted = excluded.counted +"
    " CASE WHEN rate_counts.ends = excluded.ends THEN rate_counts.counted ELSE 0 END"
    " RETURNING counted"
)
_FORGET = text(
    "DELETE FROM rate_counts WHERE ends < extract(epoch FROM clock_timestamp()) RETURNING key"
)

Counting = Callable[[str, int, int], int]
"""Adds an amount to what has this key and begins anew after so many seconds; returns the sum."""


def shared(database: Database) -> Counting | None:
    """Return how instances count together; None where there is but one."""
    if not database.is_shared:
        return None

    def count(key: str, amount: int, seconds: int) -> int:
        with database.at_once() as connection:
            given = {"key": key, "amount": amount, "seconds": seconds}
            return int(connection.execute(_COUNT, given).scalar_one())

    return count


def forget_old(database: Database) -> int:
    """Remove the counts of what is over; return how many there were."""
    if not database.is_shared:
        return 0
    with database.write() as session:
        return len(session.connection().execute(_FORGET).all())
