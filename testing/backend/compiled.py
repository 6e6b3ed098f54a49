"""Statements compiled once for all services of a test process, as one that runs does for itself.

SQLAlchemy keeps them by engine and by the dialect of it. Each test opens a service anew, of which
compiling would be a third of the work.
"""

from functools import cache
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache

STATEMENTS = 2000
_kept: "LRUCache[Any, Any]" = LRUCache(STATEMENTS)


def engine_of_many(*place: Any, **options: Any) -> Engine:
    """Do what `create_engine` does; the engine shares what it compiles with others of its kind."""
    engine = create_engine(*place, **options)
    dialect: Any = engine.dialect
    kind: Any = type(dialect)
    dialect.__class__ = _alike(kind)
    engine.update_execution_options(compiled_cache=_kept)
    return engine


@cache
def _alike(kind: Any) -> Any:
    """Return a class of the same dialects, each of which is equal to any other."""
    ways = {
        "__eq__": lambda own, other: type(own) is type(other),
        "__hash__": lambda own: hash(type(own)),
        "supports_statement_cache": True,  # which SQLAlchemy has each class say by itself
    }
    return type(kind.__name__, (kind,), ways)
