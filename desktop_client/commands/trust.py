"""`trust list`, `trust add` and `trust remove`: the roots certificates are judged by."""

import argparse
from pathlib import Path

from desktop_client.commands.judging import reading
from desktop_client.commands.output import Answer, CommandError, Json, printable
from desktop_client.commands.texts import ADDED, LABELS, REMOVED
from desktop_client.folders import data_folder
from desktop_client.pki.anchors import accredited_and_added, add_anchor, anchors, remove_anchor
from desktop_client.pki.certificate import MAX_CERTIFICATE_BYTES, Certificate
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import FileUnreadable
from registration.text import Language


def anchor_folder() -> Path:
    """Return where this user's added roots are kept."""
    return data_folder() / "anchors"


def list_trusted(_: argparse.Namespace, language: Language) -> Answer:
    """Every root and CA that is trusted, the added ones marked."""
    trust, added = accredited_and_added(anchor_folder()), anchors(anchor_folder())
    every = [*trust.anchors, *trust.intermediates]
    entries: list[Json] = [{**one.to_json(), "added": one in added} for one in every]
    lines = [line for one in every for line in _lines(one, language, is_added=one in added)]
    return Answer(0, {"trusted": entries}, lines)


def add_trusted(options: argparse.Namespace, language: Language) -> Answer:
    """Trust a root whose fingerprint was confirmed."""
    data = reading(lambda path: read_file(path, 2 * MAX_CERTIFICATE_BYTES), options.file)
    root = add_anchor(anchor_folder(), data, options.fingerprint)
    said = ADDED.show(language, name=printable(root.holder))
    return Answer(0, {"added": root.to_json()}, [said])


def remove_trusted(options: argparse.Namespace, language: Language) -> Answer:
    """Trust an added root no longer."""
    try:
        root = remove_anchor(anchor_folder(), options.fingerprint)
    except FileUnreadable:
        raise CommandError("anchor_missing", options.fingerprint, status=1) from None
    said = REMOVED.show(language, name=printable(root.holder))
    return Answer(0, {"removed": root.to_json()}, [said])


def _lines(one: Certificate, language: Language, *, is_added: bool) -> list[str]:
    mark = " +" if is_added else ""
    label = LABELS["fingerprint"].show(language)
    ends = f"{LABELS['validity'].show(language)}: ~ {one.not_after.date().isoformat()}"
    return [f"{printable(one.holder)}{mark}", f"  {ends}", f"  {label}: {one.fingerprint}"]
