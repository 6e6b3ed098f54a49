"""`trust make` and `replace`: lists of CAs; `trust lists` and `forget`: kept revocation lists."""

import argparse
from datetime import UTC, datetime

from desktop_client.commands.judging import installation, reading
from desktop_client.commands.output import CommandError, CommandResult, Json, local_time, printable
from desktop_client.commands.texts import (
    FORGOTTEN,
    KEPT_FETCHED,
    KEPT_UPDATES,
    LIST_ADDED,
    LIST_MADE,
    LIST_NOT_NEWER,
    LIST_REMOVED,
    LIST_REPLACED,
    NOTHING_KEPT,
)
from desktop_client.commands.writing import require_output_writable, write_output
from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.folders import data_folder
from desktop_client.mode import list_cache
from desktop_client.pki.files import read_file
from desktop_client.pki.judging import trust_list
from desktop_client.pki.judging.trust import read_certificates
from desktop_client.pki.revocation.list_cache import KeptList
from registration.text import Language


def make_list(options: argparse.Namespace, language: Language) -> CommandResult:
    """Write a list of CAs to be signed: the one in force, or a table with its certificates."""
    require_output_writable(options)
    present = installation().authorities()
    listed = present.listed
    if options.table is not None:
        data = reading(lambda path: read_file(path, trust_list.MAX_LIST_BYTES), options.table)
        listed = reading(lambda _: trust_list.read_table(data), options.table)
    given = [
        certificate
        for path in options.certificate
        for certificate in reading(read_certificates, path)
    ]
    known = [*given, *present.trust.anchors, *present.trust.intermediates]
    content = trust_list.write(options.version, datetime.now(UTC), listed, known)
    write_output(options, content)
    lines = [LIST_MADE.show(language, path=printable(str(options.out)))]
    highest = trust_list.highest(installation().folder, present)
    if options.version <= highest:
        lines.append(LIST_NOT_NEWER.show(language, version=options.version, present=highest))
    data_json: Json = {
        "version": options.version,
        "out": str(options.out),
        "newer": options.version > highest,
    }
    return CommandResult(0, data_json, lines)


def replace_list(options: argparse.Namespace, language: Language) -> CommandResult:
    """Take over a newer list of CAs that is signed as the administrator has set."""
    data = reading(lambda path: read_file(path, trust_list.MAX_LIST_BYTES), options.file)
    own = installation()
    change = trust_list.compare(own.folder, data, own.signer)
    if change.doubts and not options.yes:
        doubt = change.doubts[0].code
        reason = FINDING_TEXTS[doubt].why.show(language)
        values = {"doubt": doubt, "reason": reason}
        raise CommandError("list_needs_yes", str(options.file), values, status=1)
    new = trust_list.replace(own.folder, data, own.signer)
    lines = [LIST_REPLACED.show(language, version=new.version)]
    answer: Json = {"version": new.version, "issued": new.issued.isoformat()}
    for name, text, listed in (
        ("added", LIST_ADDED, change.added),
        ("removed", LIST_REMOVED, change.removed),
    ):
        answer[name] = [authority.common_name for authority in listed]
        lines += [
            text.show(language, name=printable(authority.common_name)) for authority in listed
        ]
    return CommandResult(0, answer, lines)


def show_kept(_: argparse.Namespace, language: Language) -> CommandResult:
    """List every revocation list that is kept on the disk."""
    kept, now = list_cache(data_folder()).entries(), datetime.now(UTC)
    entries: list[Json] = [
        {**listed.to_json(), "partition": listed.partition, "age_hours": _hours(listed, now)}
        for listed in kept
    ]
    lines = [line for listed in kept for line in _lines(listed, now, language)]
    return CommandResult(0, {"kept": entries}, lines or [NOTHING_KEPT.show(language)])


def forget_kept(options: argparse.Namespace, language: Language) -> CommandResult:
    """Remove one kept list, or all; they are fetched again when needed."""
    cache = list_cache(data_folder())
    count = cache.clear() if options.all else int(cache.remove(options.url))
    if not count and not options.all:
        raise CommandError("list_not_kept", options.url, status=1)
    return CommandResult(0, {"removed": count}, [FORGOTTEN.show(language, count=count)])


def _lines(kept: KeptList, now: datetime, language: Language) -> list[str]:
    ends = local_time(kept.next_update) if kept.next_update else "-"
    updates = KEPT_UPDATES.show(language, this=local_time(kept.this_update), next=ends)
    fetched = local_time(kept.fetched)
    came = KEPT_FETCHED.show(language, fetched=fetched, hours=_hours(kept, now), size=kept.size)
    name = printable(f"{kept.issuer} - {kept.partition}")
    return [name, f"  {updates}", f"  {came}", f"  {printable(kept.url)}"]


def _hours(kept: KeptList, now: datetime) -> int:
    """Return how long ago the list was fetched."""
    return int((now - kept.fetched).total_seconds() // 3600)
