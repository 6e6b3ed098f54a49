"""`cert password`, `copy`, `delete`, `export-pfx`, `import-pfx` and `tokens`."""

import argparse
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from desktop_client.commands.certificates import certificate_json, labelled, main_facts
from desktop_client.commands.judging import load_entry, reading, real_mode
from desktop_client.commands.output import (
    CommandError,
    CommandResult,
    Json,
    finding_lines,
    findings_json,
    printable,
)
from desktop_client.commands.passwords import ask_new_password, ask_password
from desktop_client.commands.texts import (
    COPIED,
    DELETED,
    EXPORTED,
    IMPORTED,
    KEYS_STAYED,
    NEW_PASSWORD,
    NEW_PFX_PASSWORD,
    NO_TOKEN_CERTIFICATE,
    NOT_DELETED,
    PASSWORD_CHANGED,
    PFX_PASSWORD,
    WOULD_DELETE,
)
from desktop_client.commands.writing import require_output_writable, write_output
from desktop_client.pki import files
from desktop_client.pki.findings import Finding, finding
from desktop_client.pki.storage import keeping, placing, token_search, tokens
from desktop_client.pki.storage.pfx import MAX_PFX_BYTES
from desktop_client.pki.storage.store import load, open_entry
from desktop_client.work import Work
from registration.text import Language, Text


def change_password(options: argparse.Namespace, language: Language) -> CommandResult:
    """Put both keys of a folder under a new password, or neither."""
    entry, _ = load_entry(options.path)
    old = ask_password(options, language)
    open_entry(entry, old)  # a wrong one is said before a new one has to be chosen
    new = ask_new_password(options, language, NEW_PASSWORD)
    keeping.change_password(entry, old, new)
    return CommandResult(0, {"changed": True}, [_told(PASSWORD_CHANGED, entry.folder, language)])


def copy_certificate(options: argparse.Namespace, language: Language) -> CommandResult:
    """Copy a certificate folder; the same certificate there is replaced only with --replace."""
    entry, _ = load_entry(options.path)
    placed = placing.copy(entry, options.to, replace=options.replace)
    data: Json = {"folder": str(placed.folder), "keys_stayed": placed.keys_stayed}
    return CommandResult(0, data, _placed_lines(placed, COPIED, language))


def delete_certificate(options: argparse.Namespace, language: Language) -> CommandResult:
    """Delete a certificate; without --yes only say what would be deleted."""
    entry = reading(load, options.path)
    if not options.yes:
        lines = [_told(WOULD_DELETE, path, language) for path in entry.files]
        lines.append(NOT_DELETED.show(language))
        data: Json = {"deleted": False, "files": [str(path) for path in entry.files]}
        return CommandResult(1, data, lines)
    deleted = keeping.delete(entry)
    data = {"deleted": True, "files": [str(path) for path in deleted]}
    return CommandResult(0, data, [_told(DELETED, path, language) for path in deleted])


def export_pfx(options: argparse.Namespace, language: Language) -> CommandResult:
    """Write a certificate with its keys and R as PFX."""
    require_output_writable(options)
    entry, _ = load_entry(options.path)
    password = ask_password(options, language)
    open_entry(entry, password)  # a wrong one is said before a new one has to be chosen
    new = ask_new_password(options, language, NEW_PFX_PASSWORD)
    data = keeping.export_pfx(entry, password, new)
    write_output(options, data, private=True)
    return CommandResult(0, {"out": str(options.out)}, [_told(EXPORTED, options.out, language)])


def import_pfx(options: argparse.Namespace, language: Language) -> CommandResult:
    """Write each certificate of a PFX as an NPKI folder."""
    reading(lambda path: files.read_file(path, MAX_PFX_BYTES), options.file)
    pfx_password = ask_password(options, language, PFX_PASSWORD)
    new = ask_new_password(options, language, NEW_PASSWORD)
    placed = placing.import_pfx(
        options.file, pfx_password, options.to, new, replace=options.replace
    )
    data: Json = {
        "folders": [str(copy.folder) for copy in placed],
        "keys_stayed": [copy.keys_stayed for copy in placed],
        "findings": findings_json(chain.from_iterable(map(_lacking, placed)), language),
    }
    return CommandResult(
        0, data, [told for copy in placed for told in _placed_lines(copy, IMPORTED, language)]
    )


def _lacking(placed: placing.Placed) -> tuple[Finding, ...]:
    """Say that R did not come along: without it the first registration is impossible."""
    return (finding("random_missing", placed.folder.name),) if placed.has_random is False else ()


def _placed_lines(placed: placing.Placed, done: Text, language: Language) -> list[str]:
    words = KEYS_STAYED if placed.keys_stayed else done
    return [
        _told(words, placed.folder, language),
        *finding_lines(_lacking(placed), language),
    ]


def list_tokens(options: argparse.Namespace, language: Language) -> CommandResult:
    """List the certificates on the tokens that are connected; a bad driver hides no other."""
    drivers = real_mode().drivers(Work()) if options.module is None else [options.module]
    if not drivers:
        raise CommandError("token_driver_unusable", status=1)
    found = token_search.list_tokens(*drivers)
    answers = [
        _driver(driver, [entry for entry in found if entry.driver == driver], language)
        for driver in drivers
    ]
    lines = [line for _, told in answers for line in told]
    failed = all(data["findings"] for data, _ in answers)
    data: Json = {"drivers": [data for data, _ in answers]}
    return CommandResult(int(failed), data, lines or [NO_TOKEN_CERTIFICATE.show(language)])


def _driver(
    driver: Path, found: Sequence[tokens.TokenEntry], language: Language
) -> tuple[Json, list[str]]:
    faults = [fault for entry in found if entry.is_driver for fault in entry.findings]
    held = [entry for entry in found if not entry.is_driver]
    data: Json = {
        "driver": str(driver),
        "certificates": [_token_json(entry, language) for entry in held],
        "findings": findings_json(faults, language),
    }
    lines = [line for entry in held for line in _token_lines(entry, language)]
    return data, [*lines, *finding_lines(faults, language)]


def _token_json(entry: tokens.TokenEntry, language: Language) -> Json:
    certificate = entry.certificate
    return {
        "token": entry.label,
        "serial": entry.serial,
        "id": entry.key_id.hex(),
        "certificate": certificate_json(certificate, language) if certificate else None,
        "findings": findings_json(entry.findings, language),
    }


def _token_lines(entry: tokens.TokenEntry, language: Language) -> list[str]:
    certificate = entry.certificate
    facts = main_facts(certificate, language)
    facts += [("token", f"{entry.label} ({entry.serial})"), ("driver", str(entry.driver))]
    return [
        printable(certificate.holder if certificate else entry.label),
        *labelled(facts, language),
        *finding_lines(entry.findings, language),
    ]


def _told(sentence: Text, path: Path, language: Language) -> str:
    return sentence.show(language, path=printable(str(path)))
