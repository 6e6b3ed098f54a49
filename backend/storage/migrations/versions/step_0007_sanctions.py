"""부정당업자: sanctions, their documents, and who is named in them."""

import sqlalchemy as sa
from alembic import op

from backend.storage.types import UtcTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "sanctions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_number", sa.String(length=10), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sent_by", sa.String(length=50), nullable=True),
        sa.Column("agency", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("stayed", sa.Date(), nullable=True),
        sa.Column("lifted", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sanctions"),
        sa.UniqueConstraint("business_number", "sequence", name="uq_sanctions_business_number"),
    )
    op.create_index("ix_sanctions_days", "sanctions", ["end", "start"])
    op.create_table(
        "sanction_events",
        sa.Column("sanction_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.String(length=20), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("actor_name", sa.String(length=64), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("package", sa.String(length=128), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sanction_id"], ["sanctions.id"], name="fk_sanction_events_sanction_id"
        ),
        sa.PrimaryKeyConstraint("sanction_id", "position", name="pk_sanction_events"),
        sa.UniqueConstraint("package", name="uq_sanction_events_package"),
    )
    op.create_table(
        "sanctioned_persons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sanction_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sanction_id"], ["sanctions.id"], name="fk_sanctioned_persons_sanction_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sanctioned_persons"),
    )
    op.create_index("ix_sanctioned_persons_sanction_id", "sanctioned_persons", ["sanction_id"])
    op.create_index("ix_sanctioned_persons_name", "sanctioned_persons", ["name"])


def downgrade() -> None:
    """Drop them."""
    for table in ("sanctioned_persons", "sanction_events", "sanctions"):
        op.drop_table(table)
