"""Which records of the audit lost their details after their time (backend.services.audit)."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the column."""
    op.add_column("audit", sa.Column("emptied", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("audit", "emptied")
