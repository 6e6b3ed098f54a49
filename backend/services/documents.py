"""Reads signed documents."""

import json
from typing import TypeVar

from backend.refused import Refused
from registration.submission import Document, NotCanonical

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


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True
