"""All four kinds: one organisation with a record a kind, completions, uploads, accounts."""

import sqlalchemy as sa
from alembic import op

from backend.storage.types import UtcTime

revision = "0002"
down_revision = "0001"

_OPEN = sa.text("state IN ('on_hold', 'pending')")


def upgrade() -> None:
    """Widen the applications, split the organisations' records off, add the new tables."""
    _submissions()
    _records()
    _users_and_sessions()
    _filing_tables()
    _access_tables()


def _submissions() -> None:
    """The tables that refer to it stay as they are; foreign keys are off meanwhile."""
    op.drop_index("uq_submissions_open", table_name="submissions")
    with op.batch_alter_table("submissions") as table:
        table.add_column(
            sa.Column("purpose", sa.String(length=20), nullable=False, server_default="new")
        )
        table.add_column(sa.Column("key", sa.String(length=10), nullable=False, server_default=""))
        table.add_column(sa.Column("deadline", UtcTime(), nullable=True))
        table.add_column(sa.Column("record_version", sa.Integer(), nullable=True))
        table.add_column(sa.Column("forwarded_by", sa.String(length=50), nullable=True))
        table.alter_column("applicant", type_=sa.String(length=200))
        table.alter_column("signature", existing_type=sa.LargeBinary(), nullable=True)
        table.alter_column("certificate_sha256", existing_type=sa.String(length=64), nullable=True)
    op.execute("UPDATE submissions SET key = business_number")
    with op.batch_alter_table("submissions") as table:
        table.alter_column("purpose", server_default=None)
        table.alter_column("key", server_default=None)
    op.create_index(
        "uq_submissions_open",
        "submissions",
        ["key", "kind"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("registered", UtcTime(), nullable=False),
        sa.Column("renewed", UtcTime(), nullable=False),
        sa.Column("submission_id", sa.String(length=43), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_records_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_records_submission_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
        sa.UniqueConstraint("organisation_id", "kind", name="uq_records_organisation_id"),
        sa.UniqueConstraint("submission_id", name="uq_records_submission_id"),
    )
    op.create_table(
        "record_versions",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("submission_id", sa.String(length=43), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_record_versions_record_id"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_record_versions_submission_id"
        ),
        sa.PrimaryKeyConstraint("record_id", "version", name="pk_record_versions"),
        sa.UniqueConstraint("submission_id", name="uq_record_versions_submission_id"),
    )
    op.execute(
        "INSERT INTO records (id, organisation_id, kind, version, form, registered, renewed,"
        " submission_id) SELECT id, id, kind, 1, form, registered, registered, submission_id"
        " FROM organisations"
    )
    op.execute(
        "INSERT INTO record_versions (record_id, version, form, at, submission_id)"
        " SELECT id, 1, form, registered, submission_id FROM organisations"
    )
    with op.batch_alter_table("organisations") as table:
        table.add_column(sa.Column("key", sa.String(length=10), nullable=False, server_default=""))
        table.alter_column("name", type_=sa.String(length=200))
        table.drop_constraint("uq_organisations_business_number", type_="unique")
        table.drop_constraint("uq_organisations_submission_id", type_="unique")
        table.drop_constraint("fk_organisations_submission_id", type_="foreignkey")
        for column in ("kind", "form", "submission_id"):
            table.drop_column(column)
    op.execute("UPDATE organisations SET key = business_number")
    with op.batch_alter_table("organisations") as table:
        table.alter_column("key", server_default=None)
        table.create_unique_constraint("uq_organisations_key", ["key"])


def _users_and_sessions() -> None:
    """The first user of an organisation is its 대표수신자; logins start anew."""
    with op.batch_alter_table("users") as table:
        table.add_column(
            sa.Column("is_recipient", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.execute(
        "UPDATE users SET is_recipient = true"
        " WHERE id IN (SELECT min(id) FROM users GROUP BY organisation_id)"
    )
    with op.batch_alter_table("users") as table:
        table.alter_column("is_recipient", server_default=None)
    op.drop_index("ix_sessions_expires", table_name="sessions")
    op.drop_table("sessions")
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("expires", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fingerprint"], ["certificates.fingerprint"], name="fk_sessions_fingerprint"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id"),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_sessions"),
    )
    op.create_index("ix_sessions_expires", "sessions", ["expires"], unique=False)


def _filing_tables() -> None:
    op.create_table(
        "revisions",
        sa.Column("submission_id", sa.String(length=43), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("draft", sa.String(length=128), nullable=False),
        sa.Column("ticket", sa.String(length=128), nullable=False),
        sa.Column("received", UtcTime(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("certificate_sha256", sa.String(length=64), nullable=True),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_revisions_submission_id"
        ),
        sa.PrimaryKeyConstraint("submission_id", "number", name="pk_revisions"),
        sa.UniqueConstraint("draft", name="uq_revisions_draft"),
        sa.UniqueConstraint("ticket", name="uq_revisions_ticket"),
    )
    op.create_table(
        "received_papers",
        sa.Column("submission_id", sa.String(length=43), nullable=False),
        sa.Column("document", sa.String(length=30), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("officer", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_received_papers_submission_id"
        ),
        sa.PrimaryKeyConstraint("submission_id", "document", name="pk_received_papers"),
    )
    op.create_table(
        "uploads",
        sa.Column("draft", sa.String(length=128), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("touched", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("draft", "sha256", name="pk_uploads"),
    )
    op.create_index("ix_uploads_touched", "uploads", ["touched"], unique=False)
    op.create_table(
        "issuances",
        sa.Column("submission_id", sa.String(length=43), nullable=False),
        sa.Column("authority", sa.String(length=20), nullable=False),
        sa.Column("request_id", sa.String(length=8), nullable=False),
        sa.Column("reference_number", sa.String(length=20), nullable=False),
        sa.Column("authorisation_code", sa.String(length=20), nullable=True),
        sa.Column("fetched", UtcTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_issuances_submission_id"
        ),
        sa.PrimaryKeyConstraint("submission_id", name="pk_issuances"),
    )


def _access_tables() -> None:
    op.create_table(
        "accounts",
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("submission_id", sa.String(length=43), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcTime(), nullable=True),
        sa.Column("ended", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_accounts_submission_id"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_accounts_user_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_accounts"),
        sa.UniqueConstraint("submission_id", name="uq_accounts_submission_id"),
        sa.UniqueConstraint("user_id", name="uq_accounts_user_id"),
    )
    op.create_table(
        "agencies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("ended", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_agencies"),
        sa.UniqueConstraint("name", name="uq_agencies_name"),
        sa.UniqueConstraint("token_sha256", name="uq_agencies_token_sha256"),
    )
