"""Reads signed documents."""

import json
from typing import TypeVar

from backend.refused import Refused
from backend.storage.models import Revision, Submission
from registration.submission import Application, Document, NotCanonical, Package

D = TypeVar("D", bound=Document)


def read_document(kind: type[D], content: bytes) -> D:
    """Return the document in these bytes.

    Raises Refused `malformed` over what is no JSON, `document_not_canonical` over JSON that is
    not this document in its one spelling.
    """
    try:
        return kind.parse(content)
    except NotCanonical:
        raise Refused("document_not_canonical" if _is_json(content) else "malformed") from None


def filed(one: Submission | Revision) -> Application | Package:
    """Return the document that an application, or a revision of it, was filed with."""
    try:
        return Application.parse(one.document)
    except NotCanonical:
        return Package.parse(one.document)


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True
