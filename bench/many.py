"""A database with as many applications as are asked for, written by SQL alone on either kind."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, bindparam, text

from backend.place import Place
from backend.storage.database import Database
from backend.storage.migrate import upgrade
from registration.characters import searchable
from registration.kinds import Kind
from registration.likeness import Trait
from testing.backend.databases import LOOSELY

NAMES = ("한빛", "새벽", "가람", "다온", "미르", "누리", "온새", "해솔", "도담", "라온")
TRADES = ("정밀", "산업", "건설", "테크", "상사", "식품", "전자", "기계", "화학", "물류")
STATES = ("pending", "on_hold", "approved", "approved", "approved", "approved", "rejected")
OFFICES = ("00", "12", "21", "22", "23", "24", "25", "32", "33", "35", "38", "39", "91")

_WORDS = {
    "names": NAMES,
    "trades": TRADES,
    "states": STATES,
    "offices": OFFICES,
    "kinds": tuple(map(str, Kind)),
}
_HEAVY = ("submissions", "submission_traits", "audit", "name_search")
"""Tables whose indexes are made once they are filled."""


def made(place: Place, count: int) -> Database:
    """Return a database with so many applications, as the service keeps it from day to day."""
    upgrade(place)
    database = Database(place)
    with database.engine.execution_options(writes=True).begin() as connection:
        is_file = isinstance(place, Path)
        later = list(_without_indexes(connection, is_file=is_file))
        _numbers_and_words(connection, count)
        values = {
            "document": b"{}",  # what is filed lies beside the columns, whatever its length
            "nothing": b"",
            "now": datetime.now(UTC).replace(tzinfo=None),
            "trait": Trait.REPRESENTATIVE.value,
        }
        for statement in (_FILL, _TRAITS, _COUNT, _RECORD, _ORGANISATIONS):
            connection.execute(text(statement), values)
        registered = text(_REGISTERED).bindparams(bindparam("form", _FORM, JSON))
        connection.execute(registered, values)
        _full_text(connection) if is_file else _places(connection)
        for each in later:
            connection.exec_driver_sql(each)
        if is_file:  # as the service does daily
            connection.exec_driver_sql("INSERT INTO name_search (name_search) VALUES ('optimize')")
    if not is_file:  # as autovacuum does
        with database.engine.execution_options(isolation_level="AUTOCOMMIT").begin() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    return database


def _without_indexes(connection: Connection, *, is_file: bool) -> Iterator[str]:
    """Drop what would be kept up to date with every row; yield how it is made again."""
    if is_file:
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")
        asked = (
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND type IN ('index', 'trigger') AND tbl_name IN :heavy"
        )
    else:
        connection.exec_driver_sql(LOOSELY)
        asked = (
            "SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " AND tablename IN :heavy AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
    heavy = text(asked).bindparams(bindparam("heavy", _HEAVY, expanding=True))
    for kind, name, how in connection.execute(heavy).all():
        connection.exec_driver_sql(f"DROP {kind} {name}")
        yield how


def _numbers_and_words(connection: Connection, count: int) -> None:
    connection.execute(text("CREATE TEMP TABLE numbers (i BIGINT PRIMARY KEY)"))
    connection.execute(
        text(
            "INSERT INTO numbers WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL"
            " SELECT i + 1 FROM n WHERE i + 1 < :count) SELECT i FROM n"
        ),
        {"count": count},
    )
    for name, words in _WORDS.items():
        rows = [{"i": place, "word": word} for place, word in enumerate(words)]
        _fill_words(connection, name, rows)


def _fill_words(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    columns = ", ".join(f"{column} {_type(value)}" for column, value in rows[0].items())
    marks = ", ".join(f":{column}" for column in rows[0])
    connection.execute(text(f"CREATE TEMP TABLE {name} ({columns})"))
    connection.execute(text(f"INSERT INTO {name} VALUES ({marks})"), rows)  # noqa: S608 - ours


def _type(value: object) -> str:
    return "INTEGER" if isinstance(value, int) else "VARCHAR"


def _full_text(connection: Connection) -> None:
    """Index the names as SQLite keeps them (backend.storage.names)."""
    rows = [
        {"name": name, "grams": " ".join(word[place : place + 2] for place in range(len(word)))}
        for name, word in _all_names()
    ]
    _fill_words(connection, "grams", rows)
    connection.exec_driver_sql(
        "INSERT INTO name_search (rowid, grams) SELECT CAST(receipt_number AS INTEGER),"
        " grams FROM submissions JOIN grams ON name = applicant ORDER BY receipt_number"
    )


def _places(connection: Connection) -> None:
    """Index the names as PostgreSQL keeps them (backend.storage.names)."""
    rows = [
        {
            "name": name,
            "place": place,
            "letter": word[place],
            "pair": word[place : place + 2],
            "rest": word[place:],
        }
        for name, word in _all_names()
        for place in range(len(word))
    ]
    _fill_words(connection, "parts", rows)
    connection.exec_driver_sql(
        "INSERT INTO name_search (receipt_number, place, letter, pair, rest) SELECT"
        " receipt_number, place, letter, pair, rest FROM submissions JOIN parts ON name = applicant"
    )


def _all_names() -> Iterator[tuple[str, str]]:
    for name in NAMES:
        for trade in TRADES:
            yield name + trade, searchable(name + trade)


_COUNT = """
INSERT INTO queue_counts (office, kind, purpose, state, waits, taken, number)
SELECT office, kind, purpose, state, coalesce(waits, ''), officer IS NOT NULL, count(*)
FROM submissions GROUP BY 1, 2, 3, 4, 5, 6
"""


_FILL = """
INSERT INTO submissions (id, receipt_number, draft, ticket, kind, purpose, key, business_number,
    applicant, office, state, version, received, filed, waits, document, document_sha256, receipt)
SELECT 's' || n.i, CAST(2026000000 + n.i AS VARCHAR), 'd' || n.i, 't' || n.i, kinds.word, 'new',
    CAST(1000000000 + n.i * 7919 % 8999999967 AS VARCHAR),
    CAST(1000000000 + n.i * 7919 % 8999999967 AS VARCHAR),
    names.word || trades.word, offices.word, states.word, 1, :now, :now,
    CASE WHEN states.word = 'pending' THEN 'officer' WHEN states.word = 'on_hold' THEN 'applicant'
    END, :document, '', :nothing
FROM numbers AS n
JOIN kinds ON kinds.i = n.i % 4 JOIN names ON names.i = n.i / 3 % 10
JOIN trades ON trades.i = n.i / 31 % 10 JOIN states ON states.i = n.i / 5 % 7
JOIN offices ON offices.i = n.i / 7 % 13 ORDER BY n.i
"""
_TRAITS = """
INSERT INTO submission_traits (submission_id, trait, value)
SELECT 's' || i, :trait, CAST(i / 3 AS VARCHAR) FROM numbers
"""
_RECORD = """
INSERT INTO audit (position, at, event, subject, actor, actor_name, reason, hash)
SELECT 1 + i, :now, CASE i % 3 WHEN 0 THEN 'file' WHEN 1 THEN 'taken' ELSE 'looked_at' END,
    CAST(2026000000 + i AS VARCHAR), 'officer', 'officer ' || (i % 50), '', CAST(i AS VARCHAR)
FROM numbers
"""
_ORGANISATIONS = """
INSERT INTO organisations (id, key, by_account, business_number, name, registered)
SELECT CAST(receipt_number AS BIGINT) - 2026000000, key, false, business_number, applicant, :now
FROM submissions WHERE kind = 'supplier'
"""
_REGISTERED = """
INSERT INTO records (id, organisation_id, kind, version, form, registered, renewed, submission_id)
SELECT CAST(receipt_number AS BIGINT) - 2026000000, CAST(receipt_number AS BIGINT) - 2026000000,
    kind, 1, :form, :now, :now, id
FROM submissions WHERE kind = 'supplier'
"""
_FORM = {
    "reception": {"email": "result@example.kr"},
    "licences": [
        {"industry_code": "1468", "name": "a", "licence_number": "1", "expires": "2099-01-01"}
    ],
    "manufactured": [],
}
