"""Indexes for what is asked at every look: an applicant's filings, a user's sessions, files."""

from alembic import op

revision = "0004"
down_revision = "0002"

_INDEXES = (
    ("ix_submissions_of_applicant", "submissions", ["key", "received", "receipt_number"]),
    ("ix_sessions_user_id", "sessions", ["user_id"]),
    ("ix_sessions_fingerprint", "sessions", ["fingerprint"]),
    ("ix_officer_sessions_officer_id", "officer_sessions", ["officer_id"]),
    ("ix_uploads_sha256", "uploads", ["sha256"]),
    ("ix_issuances_fetched", "issuances", ["fetched"]),
)


def upgrade() -> None:
    """Add them."""
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    """Remove them."""
    for name, table, _ in _INDEXES:
        op.drop_index(name, table_name=table)
