"""What travels about sanctions besides the signed package (JSON over HTTP)."""

from typing import Annotated, Any

from pydantic import Field

from registration.lifecycle import Actor
from registration.sanctions.course import Document, Standing
from registration.submission import Moment, Version
from registration.text import Text
from registration.wire import Message

Sequence = Annotated[int, Field(ge=1, le=2**31 - 1)]
"""순번: which of the sanctions of a business number, from 1 on."""

NO_HISTORY = Text(
    "지금 효력이 있는 제재만 조회됩니다. 조회되지 않는다고 해서 제재를 받은 적이 없다는 뜻은 "
    "아닙니다.",
    "Only sanctions in force now are shown. No result does not mean that there never was one.",
)


class NoticeRequest(Message):
    """제재통보: makes a new sanction."""

    form: dict[str, Any]


class DocumentRequest(Message):
    """Another document of the sanction, made from the version the sender saw."""

    form: dict[str, Any]
    version: Version


MOST_AT_ONCE = 200


class SanctionQuery(Message):
    """What an officer looks for: part of a name, or the beginning of a business number."""

    standing: Standing | None = None
    search: str = Field(default="", max_length=100)
    after: int | None = Field(default=None, ge=1, le=2**63 - 1)
    limit: int = Field(default=50, ge=1, le=MOST_AT_ONCE)


class SanctionSummary(Message):
    """A row of the officers' list; days as 2026-01-31."""

    business_number: str
    sequence: Sequence
    version: Version
    name: str
    agency: str
    basis: str
    reason: str
    standing: Standing
    start: str
    end: str
    stayed: str | None = None
    """Since when, while a stay is open."""
    lifted: str | None = None


class SanctionPage(Message):
    """Some sanctions, the newest first, and where the next ones begin."""

    sanctions: list[SanctionSummary]
    next: int | None


class SanctionEntry(Message):
    """One document of a sanction, as officers see it: days of the sanction before and after."""

    document: Document
    at: Moment
    actor: Actor
    actor_name: str
    form: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any]
    package: str | None = None
    """The ID of the signed package it came in."""


class SanctionDetail(Message):
    """All an officer sees of one sanction; `form` is the notice as it reads now."""

    summary: SanctionSummary
    form: dict[str, Any]
    sent_by: str | None
    end_if_resumed: str | None
    """The end a resumption of today would move it to; None where it is not stayed."""
    history: list[SanctionEntry]


class SanctionTaken(Message):
    """What an agency is told of a document it sent."""

    business_number: str
    sequence: Sequence
    version: Version
    standing: Standing


class PublicSanction(Message):
    """A sanction in force, as anyone may see it."""

    business_number: str
    name: str
    agency: str
    basis: str
    basis_en: str
    start: str
    end: str
    reason: str


class PublicSanctions(Message):
    """The sanctions of a number that are in force now; `note` says what no hit means."""

    business_number: str
    sanctions: list[PublicSanction]
    note: str = NO_HISTORY.ko
    note_en: str = NO_HISTORY.en
