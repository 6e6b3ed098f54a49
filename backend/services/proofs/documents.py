"""Reads signed documents."""

import json
from typing import TypeVar

from sqlalchemy import inspect

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


def read_document(kind: type[D], content: bytes) -> D:
    """Return the document in these bytes.

    Raises Refused `too_large` over more than any form has, `malformed` over what is no JSON, and
    `document_not_canonical` over JSON that is not this document in its one spelling.
    """
    if not holds_at_most(MOST_VALUES, content):
        many = content.count(b",") > MOST_VALUES  # otherwise it is brackets in brackets
        raise Refused("too_large", limit=MOST_VALUES) if many else Refused("malformed")
    try:
        return kind.parse(content)
    except NotCanonical:
        raise Refused("document_not_canonical" if _is_json(content) else "malformed") from None


def filed(application: Submission | Revision) -> Application | Package:
    """Return the document that an application, or a revision of it, was filed with.

    It is read once for a row in memory, and again only when other bytes were put into it.
    """
    content, document = inspect(application).info.get(_READ, (None, None))
    if document is None or content is not application.document:
        document = _parsed(application.document)
        note_read(application, document)
    return document


def note_read(application: Submission | Revision, document: Application | Package) -> None:
    """Note what was read of an application's bytes, so that nobody has to read them again."""
    inspect(application).info[_READ] = (application.document, document)


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
