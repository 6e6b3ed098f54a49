"""Reads signed documents."""

import json
from typing import NamedTuple, TypeVar

from sqlalchemy.orm.attributes import instance_state

from backend.refused import Refused
from backend.storage.models import Revision, Submission
from registration.json_limits import holds_at_most
from registration.submission import (
    MOST_VALUES,
    Application,
    CanonicalDocument,
    NotCanonical,
    Package,
)

D = TypeVar("D", bound=CanonicalDocument)

_READ = "read"


class _Read(NamedTuple):
    content: bytes
    document: Application | Package


def read_document(kind: type[D], content: bytes) -> D:
    """Return the document in these bytes.

    Raises Refused `too_large` over more than any form has, `malformed` over what is no JSON, and
    `document_not_canonical` over JSON that is not this document in its one spelling.
    """
    try:
        return kind.parse(content)
    except NotCanonical:
        if not holds_at_most(MOST_VALUES, content):
            many = content.count(b",") > MOST_VALUES  # otherwise it is brackets in brackets
            refused = Refused("too_large", limit=MOST_VALUES) if many else Refused("malformed")
            raise refused from None
        raise Refused("document_not_canonical" if _is_json(content) else "malformed") from None


def filed(application: Submission | Revision) -> Application | Package:
    """Return the document that an application, or a revision of it, was filed with.

    It is read once for a row in memory, and again only when other bytes were put into it.
    """
    kept: _Read | None = instance_state(application).info.get(_READ)
    if kept is None or kept.content is not application.document:
        note_read(application, _parsed(application.document))
        return filed(application)
    return kept.document


def note_read(application: Submission | Revision, document: Application | Package) -> None:
    """Note what was read of an application's bytes, so that nobody has to read them again."""
    instance_state(application).info[_READ] = _Read(application.document, document)


def _parsed(content: bytes) -> Application | Package:
    try:
        return Application.parse(content)
    except NotCanonical:
        return Package.parse(content)


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True
