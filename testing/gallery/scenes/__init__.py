"""The scenes by subject, in one list."""

from testing.gallery.scene import SCENES
from testing.gallery.scenes import (
    certificates,
    documents,
    enquiries,
    forms,
    issuing,
    members,
    program,
    signing,
    start,
    status,
)

__all__ = [
    "SCENES",
    "certificates",
    "documents",
    "enquiries",
    "forms",
    "issuing",
    "members",
    "program",
    "signing",
    "start",
    "status",
]
