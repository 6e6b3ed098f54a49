"""`trust list`, `trust add` and `trust remove`: the roots certificates are judged by."""

import argparse

from desktop_client.commands.judging import installation, reading
from desktop_client.commands.output import Answer, CommandError, Json, printable
from desktop_client.commands.texts import ADDED, LABELS, LIST_IN_FORCE, REMOVED
from desktop_client.pki.certificate import MAX_CERTIFICATE_BYTES, Certificate
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import FileUnreadable
from desktop_client.pki.judging.anchors import add_anchor, anchors, remove_anchor
from registration.text import Language


def list_trusted(_: argparse.Namespace, language: Language) -> Answer:
    """Every root and CA that is trusted, the added ones marked."""
    own = installation()
    listed, trust, added = own.authorities(), own.trust(), anchors(own.anchors)
    every = [*trust.anchors, *trust.intermediates]
    entries: list[Json] = [{**one.to_json(), "added": one in added} for one in every]
    issued = listed.issued.date().isoformat()
    head = LIST_IN_FORCE.show(language, version=listed.version, issued=issued)
    about: Json = {"version": listed.version, "issued": listed.issued.isoformat()}
    lines = [head]
    lines += [line for one in every for line in _lines(one, language, is_added=one in added)]
    return Answer(0, {"list": about, "trusted": entries}, lines)


def add_trusted(options: argparse.Namespace, language: Language) -> Answer:
    """Trust a root whose fingerprint was confirmed."""
    data = reading(lambda path: read_file(path, 2 * MAX_CERTIFICATE_BYTES), options.file)
    root = add_anchor(installation().anchors, data, options.fingerprint)
    said = ADDED.show(language, name=printable(root.holder))
    return Answer(0, {"added": root.to_json()}, [said])


def remove_trusted(options: argparse.Namespace, language: Language) -> Answer:
    """Trust an added root no longer."""
    try:
        root = remove_anchor(installation().anchors, options.fingerprint)
    except FileUnreadable:
        raise CommandError("anchor_missing", options.fingerprint, status=1) from None
    said = REMOVED.show(language, name=printable(root.holder))
    return Answer(0, {"removed": root.to_json()}, [said])


def _lines(one: Certificate, language: Language, *, is_added: bool) -> list[str]:
    mark = " +" if is_added else ""
    label = LABELS["fingerprint"].show(language)
    ends = f"{LABELS['validity'].show(language)}: ~ {one.not_after.date().isoformat()}"
    return [f"{printable(one.holder)}{mark}", f"  {ends}", f"  {label}: {one.fingerprint}"]
