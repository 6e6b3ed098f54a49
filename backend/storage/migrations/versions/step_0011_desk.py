"""업무함: what applications wait for, who has them, how they are found, what is noted of them."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from backend.storage.types import UtcTime
from registration.characters import searchable
from registration.likeness import traits

revision = "0011"
down_revision = "0010"

_INDEXES = (
    ("ix_submissions_business_number", ["business_number", "receipt_number"], None),
    ("ix_submissions_office_state", ["office", "state", "receipt_number"], None),
    ("ix_submissions_waiting", ["receipt_number"], "waits IS NOT NULL"),
    ("ix_submissions_waiting_at", ["office", "receipt_number"], "waits IS NOT NULL"),
    ("ix_submissions_taken", ["officer", "receipt_number"], "officer IS NOT NULL"),
    ("ix_submissions_filed", ["filed"], None),
    ("ix_submissions_decided", ["decided"], None),
)
_WATCHED = ("office", "kind", "purpose", "state", "waits", "officer")
_COUNTED = ("office", "kind", "purpose", "state", "waits", "taken")


def upgrade() -> None:
    """Add the columns and tables, and fill them for what was filed before."""
    _columns()
    _tables()
    _fill()
    _count()
    for name, columns, where in _INDEXES:
        some = sa.text(where) if where else None
        op.create_index(name, "submissions", columns, sqlite_where=some, postgresql_where=some)


def _columns() -> None:
    for column in (
        sa.Column("filed", UtcTime(), nullable=True),
        sa.Column("decided", UtcTime(), nullable=True),
        sa.Column("waits", sa.String(length=20), nullable=True),
        sa.Column("officer", sa.String(length=50), nullable=True),
    ):
        op.add_column("submissions", column)
    for statement in (
        "UPDATE submissions SET filed = coalesce((SELECT min(at) FROM audit"
        " WHERE subject = receipt_number AND event = 'file'), received)",
        "UPDATE submissions SET decided = (SELECT max(at) FROM audit"
        " WHERE subject = receipt_number AND target = state)"
        " WHERE state IN ('approved', 'rejected')",
        "UPDATE submissions SET waits = CASE"
        " WHEN state = 'on_hold' AND (SELECT actor FROM audit WHERE subject = receipt_number"
        " AND target = 'on_hold' ORDER BY position DESC LIMIT 1) = 'system' THEN 'papers'"
        " WHEN state = 'on_hold' THEN 'applicant' ELSE 'officer' END"
        " WHERE state IN ('pending', 'on_hold')",
    ):
        op.execute(statement)
    with op.batch_alter_table("submissions") as table:
        table.alter_column("filed", existing_type=UtcTime(), nullable=False)
    op.add_column("received_papers", sa.Column("way", sa.String(length=20), nullable=True))
    op.add_column("received_papers", sa.Column("received", sa.Date(), nullable=True))
    received = "date(at, '+9 hours')" if _on_sqlite() else "CAST(at + interval '9 hours' AS date)"
    op.execute(f"UPDATE received_papers SET received = {received}")  # noqa: S608 - of the above
    with op.batch_alter_table("received_papers") as table:
        table.alter_column("received", existing_type=sa.Date(), nullable=False)
    op.add_column("accounts", sa.Column("end_reason", sa.String(length=150), nullable=True))
    with op.batch_alter_table("ended_certificates") as table:
        table.add_column(
            sa.Column("reason", sa.String(length=150), nullable=False, server_default="")
        )
    with op.batch_alter_table("ended_certificates") as table:
        table.alter_column("reason", existing_type=sa.String(length=150), server_default=None)


def _of_submission() -> tuple[sa.Column[Any], ...]:
    return (sa.Column("submission_id", sa.String(length=43), nullable=False),)


def _tables() -> None:
    op.create_table(
        "queue_counts",
        sa.Column("office", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("waits", sa.String(length=20), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*_COUNTED, name="pk_queue_counts"),
    )
    _table_of_submissions(
        "submission_traits",
        sa.Column("trait", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=32), nullable=False),
        key=("submission_id", "trait", "value"),
    )
    op.create_index(
        "ix_submission_traits_value", "submission_traits", ["trait", "value", "submission_id"]
    )
    _table_of_submissions(
        "internal_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("officer", sa.String(length=50), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        key=("id",),
    )
    op.create_index("ix_internal_notes_submission_id", "internal_notes", ["submission_id"])
    _table_of_submissions(
        "line_marks",
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("line", sa.String(length=100), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("officer", sa.String(length=50), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        key=("submission_id", "document_sha256", "line"),
    )
    _table_of_submissions(
        "refused_items",
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=150), nullable=False),
        key=("submission_id", "item"),
    )
    op.create_table(
        "kept_phrases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer", sa.String(length=50), nullable=False),
        sa.Column("office", sa.String(length=2), nullable=True),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=150), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_phrases"),
    )
    op.create_index("ix_kept_phrases_officer", "kept_phrases", ["officer"])
    op.create_index("ix_kept_phrases_office", "kept_phrases", ["office"])
    op.create_table(
        "kept_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("query", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_filters"),
        sa.UniqueConstraint("officer", "name", name="uq_kept_filters_officer"),
    )
    _name_search()


def _name_search() -> None:
    """See backend.storage.names."""
    if _on_sqlite():
        op.execute(
            "CREATE VIRTUAL TABLE name_search USING fts5("
            "grams, tokenize = \"unicode61 remove_diacritics 0 categories 'L* N*'\")"
        )
        return
    op.create_table(
        "name_search",
        sa.Column("receipt_number", sa.String(length=10), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("pair", sa.String(length=2), nullable=False),
        sa.Column("rest", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("receipt_number", "place", name="pk_name_search"),
    )
    op.create_index("ix_name_search_letter", "name_search", ["letter", "receipt_number"])
    op.create_index("ix_name_search_pair", "name_search", ["pair", "receipt_number"])


def _table_of_submissions(name: str, *columns: "sa.Column[Any]", key: tuple[str, ...]) -> None:
    op.create_table(
        name,
        *_of_submission(),
        *columns,
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=f"fk_{name}_submission_id"
        ),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
    )


def _fill() -> None:
    """Note by what each application is found."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT id, receipt_number, applicant, document FROM submissions")
    )
    for submission, number, applicant, document in rows.all():
        _fill_name(number, searchable(applicant))
        for trait, value in traits(_form(document)):
            connection.execute(
                sa.text("INSERT INTO submission_traits VALUES (:submission, :trait, :value)"),
                {"submission": submission, "trait": trait.value, "value": value},
            )


def _fill_name(number: str, name: str) -> None:
    connection = op.get_bind()
    if _on_sqlite():
        grams = " ".join(name[place : place + 2] for place in range(len(name)))
        connection.execute(
            sa.text("INSERT INTO name_search (rowid, grams) VALUES (:row, :grams)"),
            {"row": int(number), "grams": grams},
        )
        return
    for place in range(len(name)):
        rest = name[place : place + 60]
        connection.execute(
            sa.text("INSERT INTO name_search VALUES (:number, :place, :letter, :pair, :rest)"),
            {
                "number": number,
                "place": place,
                "letter": rest[:1],
                "pair": rest[:2],
                "rest": rest,
            },
        )


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _form(document: bytes) -> dict[str, Any]:
    try:
        form = json.loads(document).get("form", {})
    except (ValueError, AttributeError):
        return {}
    return form if isinstance(form, dict) else {}


def _count() -> None:
    """Count what there is, and have every later change counted by the database itself."""
    op.execute(
        "INSERT INTO queue_counts (office, kind, purpose, state, waits, taken, number)"
        " SELECT office, kind, purpose, state, coalesce(waits, ''), officer IS NOT NULL, count(*)"
        " FROM submissions GROUP BY 1, 2, 3, 4, 5, 6"
    )
    add, less = (
        _COUNTING.replace("ROW", row).replace("STEP", step)
        for row, step in (("new", "1"), ("old", "-1"))
    )
    if not _on_sqlite():
        old, new = (", ".join(f"{row}.{name}" for name in _WATCHED) for row in ("OLD", "NEW"))
        op.execute(
            "CREATE FUNCTION count_queue() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP = 'UPDATE' AND ({old}) IS NOT DISTINCT FROM ({new}) THEN RETURN NULL;"
            f" END IF; IF TG_OP <> 'INSERT' THEN {less} END IF;"
            f" IF TG_OP <> 'DELETE' THEN {add} END IF; RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER queue_counts_kept AFTER INSERT OR DELETE OR UPDATE"
            " ON submissions FOR EACH ROW EXECUTE FUNCTION count_queue()"
        )
        return
    for name, when, steps in (
        ("in", "AFTER INSERT", (add,)),
        ("out", "AFTER DELETE", (less,)),
        ("moved", f"AFTER UPDATE OF {', '.join(_WATCHED)}", (less, add)),
    ):
        op.execute(
            f"CREATE TRIGGER queue_counts_{name} {when} ON submissions BEGIN {' '.join(steps)} END"
        )


_COUNTING = (
    "INSERT INTO queue_counts (office, kind, purpose, state, waits, taken, number)"
    " VALUES (ROW.office, ROW.kind, ROW.purpose, ROW.state, coalesce(ROW.waits, ''),"
    " ROW.officer IS NOT NULL, STEP)"
    " ON CONFLICT (office, kind, purpose, state, waits, taken)"
    " DO UPDATE SET number = queue_counts.number + (STEP);"
)


def downgrade() -> None:
    """Remove them."""
    if _on_sqlite():
        for name in ("in", "out", "moved"):
            op.execute(f"DROP TRIGGER queue_counts_{name}")
    else:
        op.execute("DROP TRIGGER queue_counts_kept ON submissions")
        op.execute("DROP FUNCTION count_queue")
    op.execute("DROP TABLE name_search")
    for table in (
        "kept_filters",
        "kept_phrases",
        "refused_items",
        "line_marks",
        "internal_notes",
        "submission_traits",
        "queue_counts",
    ):
        op.drop_table(table)
    for name, _, _ in _INDEXES:
        op.drop_index(name, table_name="submissions")
    for table, columns in (
        ("submissions", ("filed", "decided", "waits", "officer")),
        ("received_papers", ("way", "received")),
        ("ended_certificates", ("reason",)),
        ("accounts", ("end_reason",)),
    ):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)
