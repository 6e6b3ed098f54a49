"""Searching a code table while typing: the field, its list of findings, and their sources."""

from desktop_client.views.application.lookup.control import LookupControl

__all__ = ["LookupControl"]
