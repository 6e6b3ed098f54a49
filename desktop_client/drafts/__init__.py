"""Unfinished and filed applications, kept safe on this computer's disk."""

from desktop_client.drafts.draft import (
    Attached,
    DamagedDraft,
    Draft,
    FilingReference,
    Stage,
    latest_filings,
)
from desktop_client.drafts.store import DraftStore

__all__ = [
    "Attached",
    "DamagedDraft",
    "Draft",
    "DraftStore",
    "FilingReference",
    "Stage",
    "latest_filings",
]
