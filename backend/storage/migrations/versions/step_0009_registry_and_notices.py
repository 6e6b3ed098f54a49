"""What the registry of businesses says of applications, and the messages to applicants."""

import sqlalchemy as sa
from alembic import op

from backend.storage.types import UtcTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "registry_checks",
        sa.Column("submission_id", sa.String(43), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("standing", sa.String(20), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("asked", UtcTime()),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("due", UtcTime()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(43)),
        sa.Column("leased", UtcTime()),
        sa.PrimaryKeyConstraint("submission_id", name="pk_registry_checks"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_registry_checks_submission_id"
        ),
    )
    op.create_index("ix_registry_checks_question", "registry_checks", ["question"])
    op.create_index("ix_registry_checks_due", "registry_checks", ["due"])
    op.create_table(
        "notices",
        sa.Column("id", sa.String(43), nullable=False),
        sa.Column("event", sa.String(100), nullable=False),
        sa.Column("occasion", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("recipient", sa.String(100), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created", UtcTime(), nullable=False),
        sa.Column("due", UtcTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_attempt", UtcTime()),
        sa.Column("owner", sa.String(43)),
        sa.Column("leased", UtcTime()),
        sa.Column("sent", UtcTime()),
        sa.Column("why", sa.String(30), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("event", name="uq_notices_event"),
    )
    op.create_index("ix_notices_state", "notices", ["state", "due"])
    op.create_index("ix_notices_subject", "notices", ["subject"])
    op.create_table(
        "chores",
        sa.Column("name", sa.String(30), nullable=False),
        sa.Column("done", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chores"),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("chores")
    op.drop_table("notices")
    op.drop_table("registry_checks")
