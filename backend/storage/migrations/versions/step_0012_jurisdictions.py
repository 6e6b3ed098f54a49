"""소관구분: the codes in use since 2008 in place of the service's own 1 to 5.

Of 4 (공기업·준정부기관) it is not known which of the two it was: it stays as it is, and the next
change of the record has to choose. What was signed is never changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_CODES = {"1": "01", "2": "02", "3": "03", "5": "53"}
_PLACE = "$.general.jurisdiction"
_RECORDS = sa.table("records", sa.column("id"), sa.column("kind"), sa.column("form"))
_VERSIONS = sa.table("record_versions", sa.column("record_id"), sa.column("form"))
_INSTITUTIONS = sa.select(_RECORDS.c.id).where(_RECORDS.c.kind == "institution")


def upgrade() -> None:
    """Put the codes into every version of every record."""
    _renumber(_CODES)


def downgrade() -> None:
    """Put the service's own codes back; those that it had none for stay."""
    _renumber({new: old for old, new in _CODES.items()})


def _renumber(codes: dict[str, str]) -> None:
    for old, new in codes.items():
        for table, record in ((_RECORDS, _RECORDS.c.id), (_VERSIONS, _VERSIONS.c.record_id)):
            op.execute(
                sa.update(table)
                .where(record.in_(_INSTITUTIONS))
                .where(sa.func.json_extract(table.c.form, _PLACE) == old)
                .values(form=sa.func.json_set(table.c.form, _PLACE, new))
            )
