"""What ties officers to applicants, and how the audit record is looked through by the million."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_COLUMNS = {"holder": 500, "email": 100, "mobile": 20}

_INDEXES = (
    ("ix_organisations_business_number", "organisations", ["business_number"]),
    ("ix_audit_actor_name", "audit", ["actor_name", "position"]),
    ("ix_audit_event", "audit", ["event", "position"]),
)


def upgrade() -> None:
    """Add the columns, of which nothing is known yet, and the indexes."""
    for name, length in _COLUMNS.items():
        op.add_column("officers", sa.Column(name, sa.String(length=length), nullable=True))
    for name, of, columns in _INDEXES:
        op.create_index(name, of, columns)


def downgrade() -> None:
    """Take them away."""
    for name, of, _ in _INDEXES:
        op.drop_index(name, of)
    with op.batch_alter_table("officers") as table:
        for name in _COLUMNS:
            table.drop_column(name)
