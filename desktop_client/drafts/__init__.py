"""Unfinished and filed applications, kept safe on this computer's disk."""

from desktop_client.drafts.store import DamagedDraft, Draft, DraftStore, Filing, Stage

__all__ = ["DamagedDraft", "Draft", "DraftStore", "Filing", "Stage"]
