"""The columns of a list of certificates."""

from enum import IntEnum


class Column(IntEnum):
    """The columns of the list."""

    KIND = 0
    HOLDER = 1
    EXPIRY = 2
    ISSUER = 3
    STATE = 4
