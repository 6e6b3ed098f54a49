"""What every table has in common."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, Date, Enum, LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase

from backend.storage.types import UtcTime
from registration.business_registry import Standing
from registration.enclosures import Enclosure
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import Action, Actor, State
from registration.likeness import Trait
from registration.notices import Channel, NoticeState, Occasion
from registration.sanctions.course import Document
from registration.waiting import PaperWay, Waits


def _words(kind: type[StrEnum], length: int = 20) -> Enum:
    """Return a column of text that holds the values of an enum and no other."""
    return Enum(
        kind,
        native_enum=False,
        length=length,
        values_callable=lambda words: [word.value for word in words],
    )


class Table(DeclarativeBase):
    """A row; constraints are named, so that later migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcTime,
        date: Date,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
        list[str]: JSON(none_as_null=True),
        bytes: LargeBinary,
        Kind: _words(Kind),
        State: _words(State),
        Standing: _words(Standing),
        Channel: _words(Channel),
        NoticeState: _words(NoticeState),
        Occasion: _words(Occasion),
        FilingPurpose: _words(FilingPurpose),
        Actor: _words(Actor),
        Enclosure: _words(Enclosure, 30),
        Document: _words(Document),
        Action: _words(Action),
        Trait: _words(Trait),
        Waits: _words(Waits),
        PaperWay: _words(PaperWay),
    }
