"""Accounts have organisations of their own; what was ended is remembered with its cause."""

import sqlalchemy as sa
from alembic import op

from backend.storage.types import UtcTime

revision = "0005"
down_revision = "0004"

_OPEN = sa.text("state IN ('on_hold', 'pending') AND certificate_sha256 IS NOT NULL")


def upgrade() -> None:
    """Tell organisations of accounts from those of certificates, and whose each application is."""
    _columns()
    _split()
    _whose()
    _sessions()
    _failures()


def _columns() -> None:
    with op.batch_alter_table("organisations") as table:
        table.add_column(
            sa.Column("by_account", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.drop_constraint("uq_organisations_key", type_="unique")
    with op.batch_alter_table("organisations") as table:
        table.alter_column("by_account", server_default=None)
        table.create_unique_constraint("uq_organisations_key", ["key", "by_account"])
    op.drop_index("uq_submissions_open", table_name="submissions")
    with op.batch_alter_table("submissions") as table:
        table.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_submissions_organisation_id", "organisations", ["organisation_id"], ["id"]
        )
        table.create_index("ix_submissions_organisation_id", ["organisation_id"])
    op.create_index(
        "uq_submissions_open",
        "submissions",
        ["key", "kind"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _split() -> None:
    """An account that shares an organisation with certificates or other records gets its own."""
    connection = op.get_bind()
    accounts = connection.execute(
        sa.text(
            "SELECT users.id, users.organisation_id FROM accounts"
            " JOIN users ON users.id = accounts.user_id WHERE accounts.ended IS NULL"
        )
    ).all()
    for user, organisation in accounts:
        values = {"user": user, "organisation": organisation}
        shared = connection.scalar(
            sa.text(
                "SELECT EXISTS (SELECT 1 FROM certificates JOIN users ON users.id = user_id"
                " WHERE organisation_id = :organisation) OR EXISTS (SELECT 1 FROM records"
                " WHERE organisation_id = :organisation AND kind != 'catalogue')"
            ),
            values,
        )
        values["own"] = _moved(values) if shared else organisation
        connection.execute(
            sa.text("UPDATE organisations SET by_account = true WHERE id = :own"), values
        )


def _moved(values: dict[str, int]) -> int:
    """Move the user and the record of the account to a new organisation; return its number."""
    connection = op.get_bind()
    own = connection.scalar(sa.text("SELECT max(id) + 1 FROM organisations"))
    values = values | {"own": own}
    for statement in (
        "INSERT INTO organisations (id, key, business_number, name, registered, by_account)"
        " SELECT :own, key, business_number, name, registered, true FROM organisations"
        " WHERE id = :organisation",
        "UPDATE records SET organisation_id = :own"
        " WHERE organisation_id = :organisation AND kind = 'catalogue'",
        "UPDATE users SET organisation_id = :own, is_recipient = true WHERE id = :user",
        "UPDATE users SET is_recipient = true WHERE id = (SELECT min(id) FROM users"
        " WHERE organisation_id = :organisation) AND NOT EXISTS (SELECT 1 FROM users"
        " WHERE organisation_id = :organisation AND is_recipient)",
    ):
        connection.execute(sa.text(statement), values)
    return int(own)


def _whose() -> None:
    """What made a version of a record is its organisation's, and so are open changes of it."""
    op.execute(
        "UPDATE submissions SET organisation_id = (SELECT records.organisation_id"
        " FROM record_versions JOIN records ON records.id = record_versions.record_id"
        " WHERE record_versions.submission_id = submissions.id)"
    )
    op.execute(
        "UPDATE submissions SET organisation_id = (SELECT records.organisation_id FROM records"
        " JOIN organisations ON organisations.id = records.organisation_id"
        " WHERE organisations.key = submissions.key AND records.kind = submissions.kind)"
        " WHERE organisation_id IS NULL AND purpose = 'change'"
    )


def _sessions() -> None:
    """An ended login is kept for a while with its cause; logins start anew."""
    op.drop_index("ix_sessions_expires", table_name="sessions")
    op.drop_table("sessions")
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("expires", UtcTime(), nullable=False),
        sa.Column("ended", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id"),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_sessions"),
    )
    op.create_index("ix_sessions_expires", "sessions", ["expires"], unique=False)
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"], unique=False)
    op.create_index("ix_sessions_fingerprint", "sessions", ["fingerprint"], unique=False)
    op.add_column("officer_sessions", sa.Column("ended", sa.String(length=40), nullable=True))
    op.create_table(
        "ended_certificates",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_ended_certificates_organisation_id"
        ),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_ended_certificates"),
    )


def _failures() -> None:
    """Failures are counted by address, so that strangers lock nobody out."""
    for name in ("officers", "accounts"):
        with op.batch_alter_table(name) as table:
            table.drop_column("failures")
            table.drop_column("locked_until")
    op.add_column("officers", sa.Column("office", sa.String(length=2), nullable=True))
    op.create_table(
        "failed_logins",
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("holder", "address", name="pk_failed_logins"),
    )
    op.create_index("ix_failed_logins_at", "failed_logins", ["at"], unique=False)
