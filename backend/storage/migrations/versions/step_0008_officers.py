"""Officers' roles, offices, second factor and browser sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the columns; who decided for one office or all goes on to."""
    with op.batch_alter_table("officers") as table:
        table.add_column(
            sa.Column("roles", sa.JSON(), nullable=False, server_default='["officer"]')
        )
        table.add_column(sa.Column("offices", sa.JSON(none_as_null=True)))
        table.add_column(sa.Column("organisation", sa.String(20)))
        table.add_column(sa.Column("fingerprint", sa.String(64)))
        table.add_column(sa.Column("ended", sa.DateTime()))
        table.add_column(
            sa.Column("must_enrol", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("totp_salt", sa.String(43)))
        table.add_column(sa.Column("totp_since", sa.DateTime()))
        table.add_column(sa.Column("totp_step", sa.Integer()))
        table.add_column(
            sa.Column("recovery_sha256", sa.JSON(), nullable=False, server_default="[]")
        )
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.create_unique_constraint("uq_officers_fingerprint", ["fingerprint"])
    _offices()
    with op.batch_alter_table("officers") as table:
        table.drop_column("office")
        for name in ("roles", "must_enrol", "recovery_sha256", "version"):
            table.alter_column(name, server_default=None)
    with op.batch_alter_table("officer_sessions") as table:
        table.add_column(sa.Column("until", sa.DateTime()))
        table.add_column(sa.Column("kept_form", sa.JSON(none_as_null=True)))
    op.create_table(
        "officer_looks",
        sa.Column("token_sha256", sa.String(64), primary_key=True),
        sa.Column("subject", sa.String(64), primary_key=True),
    )


def _offices() -> None:
    officers = sa.table(
        "officers", sa.column("id"), sa.column("office"), sa.column("offices", sa.JSON())
    )
    of_one = sa.select(officers.c.id, officers.c.office).where(officers.c.office.isnot(None))
    for officer, office in op.get_bind().execute(of_one).all():
        own = sa.update(officers).where(officers.c.id == officer)
        op.execute(own.values(offices=[office]))


def downgrade() -> None:
    """Take them away; an officer of several offices is one of all again."""
    op.drop_table("officer_looks")
    with op.batch_alter_table("officer_sessions") as table:
        table.drop_column("kept_form")
        table.drop_column("until")
    with op.batch_alter_table("officers") as table:
        table.add_column(sa.Column("office", sa.String(2)))
    op.execute(
        "UPDATE officers SET office = substr(CAST(offices AS TEXT), 3, 2)"
        " WHERE length(CAST(offices AS TEXT)) = 6"
    )
    with op.batch_alter_table("officers") as table:
        table.drop_constraint("uq_officers_fingerprint", type_="unique")
        for name in (
            *("version", "recovery_sha256", "totp_step", "totp_since", "totp_salt"),
            *("must_enrol", "ended", "fingerprint", "organisation", "offices", "roles"),
        ):
            table.drop_column(name)
