"""감사 기록: for which office an officer decided, which the applicant is told."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; of what was decided before it is not known, and its hashes stay."""
    op.add_column("audit", sa.Column("office", sa.String(length=2), nullable=True))


def downgrade() -> None:
    """Remove it."""
    with op.batch_alter_table("audit") as table:
        table.drop_column("office")
