"""A database with as many applications as are asked for, written by SQL alone."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from backend.storage.database import Database
from backend.storage.migrate import upgrade
from registration.characters import searchable
from registration.kinds import Kind
from registration.likeness import Trait

NAMES = ("한빛", "새벽", "가람", "다온", "미르", "누리", "온새", "해솔", "도담", "라온")
TRADES = ("정밀", "산업", "건설", "테크", "상사", "식품", "전자", "기계", "화학", "물류")
STATES = ("pending", "on_hold", "approved", "approved", "approved", "approved", "rejected")
OFFICES = ("00", "12", "21", "22", "23", "24", "25", "32", "33", "35", "38", "39", "91")


def made(path: Path, count: int) -> Database:
    """Return a database with so many applications, as the service keeps it from day to day."""
    upgrade(path)
    document = b"{}"  # what is filed lies beside the columns, whatever its length
    database = Database(path)
    now = datetime.now(UTC)
    with database.engine.execution_options(writes=True).begin() as connection:
        later = _without_indexes(connection)
        connection.exec_driver_sql(
            "CREATE TEMP TABLE numbers AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL"
            " SELECT i + 1 FROM n WHERE i + 1 < ?) SELECT i FROM n",
            (count,),
        )
        for name, values in (
            ("names", NAMES),
            ("trades", TRADES),
            ("states", STATES),
            ("offices", OFFICES),
            ("kinds", tuple(Kind)),
        ):
            connection.exec_driver_sql(f"CREATE TEMP TABLE {name} (i INTEGER PRIMARY KEY, word)")
            for place, word in enumerate(values):
                connection.exec_driver_sql(
                    f"INSERT INTO {name} VALUES (?, ?)",  # noqa: S608 - of the table above
                    (place, str(word)),
                )
        connection.execute(text(_FILL), {"document": document, "now": now.replace(tzinfo=None)})
        connection.exec_driver_sql("CREATE TEMP TABLE grams (name PRIMARY KEY, grams)")
        for name in NAMES:
            for trade in TRADES:
                word = searchable(name + trade)
                grams = " ".join(word[place : place + 2] for place in range(len(word)))
                connection.exec_driver_sql("INSERT INTO grams VALUES (?, ?)", (name + trade, grams))
        connection.exec_driver_sql(
            "INSERT INTO name_search (rowid, grams) SELECT CAST(receipt_number AS INTEGER),"
            " grams FROM submissions JOIN grams ON name = applicant ORDER BY submissions.rowid"
        )
        connection.execute(
            text(
                "INSERT INTO submission_traits SELECT id, :trait, printf('%032d', rowid / 3)"
                " FROM submissions"
            ),
            {"trait": Trait.REPRESENTATIVE.value},
        )
        connection.exec_driver_sql(_COUNT)
        for statement in (_RECORD, _ORGANISATIONS, _REGISTERED):
            connection.execute(text(statement), {"now": now.replace(tzinfo=None), "form": _FORM})
        for statement in later:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            "INSERT INTO name_search (name_search) VALUES ('optimize')"  # as the service does daily
        )
    return database


def _without_indexes(connection: Connection) -> list[str]:
    """Drop what would be kept up to date with every row; return how it is made again."""
    connection.exec_driver_sql("PRAGMA secure_delete = OFF")
    found = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND type IN ('index', 'trigger')"
        " AND tbl_name IN ('submissions', 'submission_traits', 'audit')"
    ).all()
    for kind, name, _ in found:
        connection.exec_driver_sql(f"DROP {kind} {name}")
    return [sql for _, _, sql in found]


_COUNT = """
INSERT INTO queue_counts (office, kind, purpose, state, waits, taken, number)
SELECT office, kind, purpose, state, coalesce(waits, ''), officer IS NOT NULL, count(*)
FROM submissions GROUP BY 1, 2, 3, 4, 5, 6
"""


_FILL = """
INSERT INTO submissions (id, receipt_number, draft, ticket, kind, purpose, key, business_number,
    applicant, office, state, version, received, filed, waits, document, document_sha256, receipt)
SELECT 's' || n.i, printf('2026%06d', n.i), 'd' || n.i, 't' || n.i, kinds.word, 'new',
    printf('%010d', n.i * 7919 % 9999999967), printf('%010d', n.i * 7919 % 9999999967),
    names.word || trades.word, offices.word, states.word, 1, :now, :now,
    CASE WHEN states.word = 'pending' THEN 'officer' WHEN states.word = 'on_hold' THEN 'applicant'
    END, :document, '', x''
FROM numbers AS n
JOIN kinds ON kinds.i = n.i % 4 JOIN names ON names.i = n.i / 3 % 10
JOIN trades ON trades.i = n.i / 31 % 10 JOIN states ON states.i = n.i / 5 % 7
JOIN offices ON offices.i = n.i / 7 % 13 ORDER BY n.i
"""

_RECORD = """
INSERT INTO audit (position, at, event, subject, actor, actor_name, reason, hash)
SELECT rowid, :now, CASE rowid % 3 WHEN 0 THEN 'file' WHEN 1 THEN 'taken' ELSE 'looked_at' END,
    receipt_number, 'officer', 'officer ' || (rowid % 50), '', printf('%064d', rowid)
FROM submissions
"""
_ORGANISATIONS = """
INSERT INTO organisations (id, key, by_account, business_number, name, registered)
SELECT rowid, key, 0, business_number, applicant, :now FROM submissions WHERE kind = 'supplier'
"""
_REGISTERED = """
INSERT INTO records (id, organisation_id, kind, version, form, registered, renewed, submission_id)
SELECT rowid, rowid, kind, 1, :form, :now, :now, id FROM submissions WHERE kind = 'supplier'
"""
_FORM = (
    '{"reception": {"email": "result@example.kr"}, "licences": [{"industry_code": "1468",'
    ' "name": "a", "licence_number": "1", "expires": "2099-01-01"}], "manufactured": []}'
)
