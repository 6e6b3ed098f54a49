"""Verdicts without a column that could only be true: what fails a check is not kept."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("verdicts") as table:
        table.drop_column("passed")


def downgrade() -> None:
    """Bring it back."""
    with op.batch_alter_table("verdicts") as table:
        table.add_column(
            sa.Column("passed", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("verdicts") as table:
        table.alter_column("passed", server_default=None)
