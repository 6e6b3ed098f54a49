"""`trust list`, `trust add` and `trust remove`: the roots certificates are judged by."""

import argparse
from datetime import UTC, datetime

from desktop_client.commands.judging import installation, reading, real_mode
from desktop_client.commands.output import (
    CommandError,
    CommandResult,
    Json,
    finding_lines,
    findings_json,
    printable,
)
from desktop_client.commands.texts import ADDED, LABELS, LIST_IN_FORCE, ORPHANED, REMOVED
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import FileUnreadable
from desktop_client.pki.judging.anchors import add_anchor, anchors, doubts, remove_anchor
from desktop_client.pki.judging.path import Search
from desktop_client.pki.judging.trust import MAX_FILE_BYTES, TrustList
from desktop_client.pki.storage.store import merge, scan
from desktop_client.work import Work
from registration.text import Language


def list_trusted(_: argparse.Namespace, language: Language) -> CommandResult:
    """List every root and CA that is trusted, the added ones marked."""
    own = installation()
    listed, trust, added = own.authorities(), own.trust(), anchors(own.anchors)
    every = [*trust.anchors, *trust.intermediates]
    entries: list[Json] = [
        {**certificate.to_json(), "added": certificate in added} for certificate in every
    ]
    issued = listed.issued.date().isoformat()
    head = LIST_IN_FORCE.show(language, version=listed.version, issued=issued)
    about: Json = {"version": listed.version, "issued": listed.issued.isoformat()}
    faults = [listed.fault] if listed.fault else []
    about["findings"] = findings_json(faults, language)
    lines = [head, *finding_lines(faults, language)]
    lines += [
        line
        for certificate in every
        for line in _lines(certificate, language, is_added=certificate in added)
    ]
    return CommandResult(0, {"list": about, "trusted": entries}, lines)


def add_trusted(options: argparse.Namespace, language: Language) -> CommandResult:
    """Trust a root whose fingerprint was confirmed."""
    data = reading(lambda path: read_file(path, MAX_FILE_BYTES), options.file)
    own = installation()
    known = own.trust()
    root = add_anchor(own.anchors, data, options.fingerprint)
    found = [] if root in known.anchors else doubts(root, known, datetime.now(UTC))
    answer: Json = {"added": root.to_json(), "findings": findings_json(found, language)}
    said = ADDED.show(language, name=printable(root.holder))
    return CommandResult(0, answer, [said, *finding_lines(found, language)])


def remove_trusted(options: argparse.Namespace, language: Language) -> CommandResult:
    """Trust an added root no longer, and name the certificates here that depended on it."""
    own = installation()
    try:
        root = remove_anchor(own.anchors, options.fingerprint)
    except FileUnreadable:
        raise CommandError("anchor_missing", options.fingerprint, status=1) from None
    orphans = [] if root in own.trust().anchors else _issued_under(root)
    lines = [REMOVED.show(language, name=printable(root.holder))]
    lines += [ORPHANED.show(language, name=printable(orphan.holder)) for orphan in orphans]
    answer: Json = {"removed": root.to_json(), "orphaned": [orphan.subject for orphan in orphans]}
    return CommandResult(0, answer, lines)


def _issued_under(root: Certificate) -> list[Certificate]:
    """Return the certificates on this computer whose path leads to the root."""
    trust, now, found = TrustList((root,)), datetime.now(UTC), []
    for entry in merge(scan(real_mode().places(Work()))):
        certificate = entry.certificate
        if certificate is not None and any(Search(certificate, trust, entry.ca_certificates, now)):
            found.append(certificate)
    return found


def _lines(certificate: Certificate, language: Language, *, is_added: bool) -> list[str]:
    mark = " +" if is_added else ""
    label = LABELS["fingerprint"].show(language)
    ends = f"{LABELS['validity'].show(language)}: ~ {certificate.not_after.date().isoformat()}"
    return [
        f"{printable(certificate.holder)}{mark}",
        f"  {ends}",
        f"  {label}: {certificate.fingerprint}",
    ]
