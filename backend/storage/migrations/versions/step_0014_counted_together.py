"""How often somebody asked, counted by all instances together (backend.storage.counts)."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the table; of SQLite there is one instance, which needs none."""
    if op.get_bind().dialect.name == "sqlite":
        return
    op.create_table(
        "rate_counts",
        sa.Column("key", sa.String(length=43), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rate_counts"),
        prefixes=["UNLOGGED"],
    )


def downgrade() -> None:
    """Take it away."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_table("rate_counts")
