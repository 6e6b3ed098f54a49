"""What makes PostgreSQL's tables act as SQLite's do; the migrations say the rest for both."""

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    func,
    literal_column,
    select,
    table,
    text,
)

from backend.config import ConfigError
from backend.place import Place

_COLUMNS = text(
    "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a"
    " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_collation k ON k.oid = a.attcollation"
    " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
    " AND a.attnum > 0 AND NOT a.attisdropped AND k.collname != 'C' ORDER BY 1, 2"
)
_SEQUENCES = text(
    "SELECT table_name, column_name,"
    " pg_get_serial_sequence(quote_ident(table_name), column_name)"
    " FROM information_schema.columns WHERE table_schema = current_schema()"
    " AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL"
)


def check_server(connection: Connection, place: Place) -> None:
    """Raise ConfigError where the server's database counts bytes instead of letters."""
    if connection.dialect.name == "sqlite":
        return
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise ConfigError(
            f"{place}: its encoding is {encoding}; "
            "make the database with createdb --encoding=UTF8 --template=template0"
        )


def make_alike(connection: Connection) -> None:
    """Order texts by their characters' numbers as SQLite does, and count on from the rows."""
    if connection.dialect.name == "sqlite":
        return
    changes: dict[str, list[str]] = {}
    for name, column, kind in connection.execute(_COLUMNS):
        change = f'ALTER COLUMN "{column}" TYPE {kind} COLLATE "C"'
        changes.setdefault(name, []).append(change)
    for name, columns in changes.items():
        connection.execute(text(f'ALTER TABLE "{name}" {", ".join(columns)}'))
    count_on(connection)


def count_on(connection: Connection) -> None:
    """Set every sequence behind the highest number that its table has."""
    for name, column, sequence in connection.execute(_SEQUENCES).all():
        numbers: ColumnElement[int] = literal_column(f'"{column}"', Integer)
        highest = select(func.coalesce(func.max(numbers), 0)).select_from(table(name))
        following = highest.scalar_subquery() + 1
        connection.execute(select(func.setval(sequence, following, False)))
