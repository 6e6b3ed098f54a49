"""Reads how the database answers each statement of the routes: by an index, or through a table.

A route's work grows with what is kept where it goes through a table. Every test that asks the
service over HTTP brings its statements here; each is explained once, where it was asked.
"""

import json
import re
import threading
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, event

SMALL = {
    "alembic_version": "one row",
    "officers": "an office has as many as it has desks",
    "officer_roles": "as officers",
    "officer_offices": "as officers",
    "agencies": "services of institutions that operators name",
    "chores": "as many as the service has kinds of work by the clock",
    "phrases": "an office's own, of which the pages allow few",
    "queue_counts": "offices times kinds and states: sums that are kept instead of counting",
    "officer_sessions": "officers who are logged in",
    "officer_looks": "what officers looked at since they logged in",
    "spent_challenges": "those of the last minutes",
}
"""Tables that may be gone through, and why they stay small."""
_SCAN = re.compile(r"SCAN (\w+)\b(?! VIRTUAL TABLE)")
_NO_TABLE = ("CONSTANT",)
_ASKS = ("SELECT", "UPDATE", "DELETE", "WITH")


class Plans:
    """Explains what other threads than the test's own ask: the server's."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self.faults: list[str] = []
        event.listen(Engine, "before_cursor_execute", self._explain)

    def close(self) -> None:
        """Explain no more."""
        event.remove(Engine, "before_cursor_execute", self._explain)

    def _explain(
        self, asked: Connection, _cursor: Any, statement: str, values: Any, _: Any, many: bool
    ) -> None:
        if many or threading.current_thread() is threading.main_thread():
            return
        if statement in self._seen or not statement.lstrip("(").startswith(_ASKS):
            return
        self._seen.add(statement)
        connection = asked.connection.dbapi_connection
        assert connection is not None
        explain = _sqlite if asked.dialect.name == "sqlite" else _postgresql
        stops = " LIMIT " in statement and " ORDER BY " in statement
        for table, is_ordered in explain(connection.cursor(), statement, values):
            if table not in SMALL and not (stops and is_ordered):
                self.faults.append(f"goes through {table}: {statement}")


def _sqlite(cursor: Any, statement: str, values: Any) -> Iterator[tuple[str, bool]]:
    """Yield each table that is gone through, and whether that is in the order that is asked for.

    What is in order, and limited, stops after some rows.
    """
    cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
    steps = [str(row[3]) for row in cursor.fetchall()]
    is_ordered = not any("TEMP B-TREE FOR ORDER BY" in step for step in steps)
    for step in steps:
        found = _SCAN.match(step)
        if found and found[1] not in _NO_TABLE:
            yield found[1], is_ordered


def _postgresql(cursor: Any, statement: str, values: Any) -> Iterator[tuple[str, bool]]:
    """Yield the same; a table is gone through only where no index serves, however small it is."""
    cursor.execute("SET LOCAL enable_seqscan = off")
    cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
    (told,) = cursor.fetchone()
    cursor.execute("SET LOCAL enable_seqscan = on")
    plan = json.loads(told) if isinstance(told, str) else told
    nodes = list(_nodes(plan[0]["Plan"]))
    is_ordered = not any(node["Node Type"] == "Sort" for node in nodes)
    for node in nodes:
        through = "Scan" in node["Node Type"] and not {"Index Cond", "TID Cond"} & node.keys()
        if through and "Bitmap Heap" not in node["Node Type"] and "Relation Name" in node:
            yield node["Relation Name"], is_ordered


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)
