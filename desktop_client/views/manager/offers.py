"""Which actions a certificate has, and which of its copies each can be done with."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_client.pki.storage.store import Entry
from desktop_client.pki.storage.tokens import TokenEntry
from desktop_client.views.language import say
from desktop_client.views.manager import actions, texts
from desktop_client.views.manager.actions import Action
from desktop_client.workflows.holding import can_sign
from registration.text import Text

if TYPE_CHECKING:
    from desktop_client.workflows.certificate_manager import CertificateManager, ManagedCertificate

Offer = Mapping[str, Action]
"""An action for each copy it may be done with, by its name on the screen; the first is usual."""
Offered = Callable[["CertificateManager"], Offer]


def offered(kept: "ManagedCertificate") -> Iterator[tuple[str, Text, Offered]]:
    """Yield what can be done with a certificate: a name, the button's words, what is offered.

    Of a certificate on a token only what reads it: its maker's program does the rest.
    """
    entry, certificate = kept.entry, kept.certificate
    whole = certificate is not None and can_sign(entry)
    if whole and certificate and certificate.has_vid:
        yield "identity", texts.IDENTITY, lambda manager: {"": actions.identity(manager, kept)}
    if isinstance(entry, TokenEntry):
        return
    if whole:
        yield "change", texts.CHANGE, lambda manager: _change(manager, entry)
        yield "copy", texts.COPY, lambda manager: _copy(manager, entry)
        yield "export", texts.EXPORT, lambda manager: _export(manager, entry)
    if entry.files:
        yield "delete", texts.DELETE, lambda manager: _delete(manager, entry)


def _change(manager: "CertificateManager", entry: Entry) -> Offer:
    every = {say(texts.EVERY_COPY): actions.change_password(manager, entry)}
    if not entry.copies:
        return every
    return every | {
        str(copy.folder): actions.change_password(
            manager, replace(copy, copies=()), copy.other_folders
        )
        for copy in _each(entry)
        if can_sign(copy)
    }


def _copy(manager: "CertificateManager", entry: Entry) -> Offer:
    return {
        str(copy.folder): actions.copy(manager, copy) for copy in _each(entry) if can_sign(copy)
    }


def _export(manager: "CertificateManager", entry: Entry) -> Offer:
    first = {say(texts.FITTING_COPY): actions.export_pfx(manager, entry)}
    if not entry.copies:
        return first
    return first | {
        str(copy.folder): actions.export_pfx(manager, replace(copy, copies=()))
        for copy in _each(entry)
        if can_sign(copy)
    }


def _delete(manager: "CertificateManager", entry: Entry) -> Offer:
    return {str(copy.folder): actions.delete(manager, copy) for copy in _each(entry)}


def _each(entry: Entry) -> Iterator[Entry]:
    """Yield each copy as the entry, the others as its copies."""
    every = [replace(entry, copies=()), *entry.copies]
    for copy in every:
        yield replace(copy, copies=tuple(other for other in every if other is not copy))
