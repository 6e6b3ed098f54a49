"""소관구분: the codes in use since 2008 in place of the service's own 1 to 5.

Of 4 (공기업·준정부기관) it is not known which of the two it was: it stays as it is, and the next
change of the record has to choose. What was signed is never changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_CODES = {"1": "01", "2": "02", "3": "03", "5": "53"}
_RECORDS = sa.table("records", sa.column("id"), sa.column("kind"), sa.column("form", sa.JSON()))
_VERSIONS = sa.table(
    "record_versions", sa.column("record_id"), sa.column("version"), sa.column("form", sa.JSON())
)
_INSTITUTIONS = sa.select(_RECORDS.c.id).where(_RECORDS.c.kind == "institution")


def upgrade() -> None:
    """Put the codes into every version of every record."""
    _renumber(_CODES)


def downgrade() -> None:
    """Put the service's own codes back; those that it had none for stay."""
    _renumber({new: old for old, new in _CODES.items()})


def _renumber(codes: dict[str, str]) -> None:
    connection = op.get_bind()
    for table, record in ((_RECORDS, _RECORDS.c.id), (_VERSIONS, _VERSIONS.c.record_id)):
        keys = [record] if table is _RECORDS else [record, _VERSIONS.c.version]
        rows = sa.select(*keys, table.c.form).where(record.in_(_INSTITUTIONS))
        for *values, form in connection.execute(rows).all():
            general = form.get("general", {})
            if general.get("jurisdiction") not in codes:
                continue
            general["jurisdiction"] = codes[general["jurisdiction"]]
            own = (key == value for key, value in zip(keys, values, strict=True))
            connection.execute(sa.update(table).where(*own).values(form=form))
