"""`cert list`, `show`, `open`, `verify` and `identity`."""

import argparse
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from desktop_client.commands.judging import (
    EXIT,
    installation,
    judged,
    load_entry,
    reading,
    real_mode,
    source_lines,
    verdict_json,
    verdict_lines,
)
from desktop_client.commands.output import (
    CommandError,
    CommandResult,
    Json,
    finding_lines,
    findings_json,
    local_time,
    printable,
)
from desktop_client.commands.passwords import ask_password
from desktop_client.commands.texts import (
    ABSENT,
    DAYS_LEFT,
    DAYS_PAST,
    IDENTIFIED,
    LABELS,
    NONE_FOUND,
    OPENED,
    PRESENT,
)
from desktop_client.pki import vid
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Finding, finding, validity
from desktop_client.pki.judging.policies import Meaning, meaning
from desktop_client.pki.storage.store import Entry, load, merge, open_entry, scan
from desktop_client.work import Work
from registration.text import Language


def list_certificates(options: argparse.Namespace, language: Language) -> CommandResult:
    """List every certificate folder found, with what is wrong with its files and dates."""
    if options.store is not None and not os.path.isdir(options.store):
        raise CommandError("file_missing", str(options.store))
    places = real_mode().places(Work()) if options.store is None else [options.store]
    entries = [_with_dates(entry) for entry in merge(scan(places))]
    lines = [line for entry in entries for line in (*_summary(entry, language), "")]
    data: Json = {"certificates": [_entry_json(entry, language) for entry in entries]}
    return CommandResult(0, data, lines[:-1] or [NONE_FOUND.show(language)])


def show_certificate(options: argparse.Namespace, language: Language) -> CommandResult:
    """Show one certificate in full; the status says whether its files are in order."""
    entry = _with_dates(reading(load, options.path))
    lines = _summary(entry, language)
    if entry.certificate is not None:
        lines[1:1] = _details(entry.certificate, language)
    return CommandResult(EXIT[validity(entry.findings)], _entry_json(entry, language), lines)


def open_certificate(options: argparse.Namespace, language: Language) -> CommandResult:
    """Whether the password is right, the key fits the certificate, and R is there."""
    entry, _ = load_entry(options.path)
    key = open_entry(entry, ask_password(options, language))
    bits = key.private_key.key_size
    findings = () if key.random else (finding("random_missing"),)
    random = (PRESENT if key.random else ABSENT).show(language)
    data: Json = {
        "opened": True,
        "key_bits": bits,
        "random_present": key.random is not None,
        "findings": findings_json(findings, language),
    }
    lines = [OPENED.show(language, bits=bits, random=random), *finding_lines(findings, language)]
    return CommandResult(0, data, lines)


def verify_certificate(options: argparse.Namespace, language: Language) -> CommandResult:
    """Whether the certificate is valid, by the trust list and the options."""
    entry, certificate = load_entry(options.path)
    verdict = judged(options, certificate, entry.ca_certificates)
    return CommandResult(
        EXIT[verdict.validity],
        {
            **verdict_json(verdict.findings, verdict.chain, language),
            "sources": [source.to_json() for source in verdict.sources],
        },
        [
            *verdict_lines(verdict.findings, verdict.chain, language),
            *source_lines(verdict.sources, language),
        ],
    )


def check_identity(options: argparse.Namespace, language: Language) -> CommandResult:
    """Whether the certificate was issued for a number (VID)."""
    entry, certificate = load_entry(options.path)
    if not certificate.has_vid:
        raise CommandError("vid_missing", str(options.path), status=1)
    key = open_entry(entry, ask_password(options, language))
    if key.random is None:
        raise CommandError("random_missing", str(options.path), status=1)
    if not vid.matches(certificate, options.number, key.random):
        raise CommandError("identity_mismatch", str(options.path), status=1)
    data: Json = {"identified": True, "real_name": certificate.real_name}
    return CommandResult(0, data, [IDENTIFIED.show(language)])


def _with_dates(entry: Entry) -> Entry:
    certificate, now = entry.certificate, datetime.now(UTC)
    if certificate is None:
        return entry
    dates: tuple[Finding, ...] = ()
    if certificate.expired(now):
        dates = (finding("certificate_expired"),)
    elif certificate.not_yet_valid(now):
        dates = (finding("certificate_not_yet_valid"),)
    return replace(entry, findings=(*dates, *entry.findings))


def _entry_json(entry: Entry, language: Language) -> Json:
    certificate, management = entry.certificate, entry.km_certificate
    return {
        "folder": str(entry.folder),
        "other_folders": [str(folder) for folder in entry.other_folders],
        "certificate": certificate_json(certificate, language) if certificate else None,
        "km_certificate": management.to_json() if management else None,
        "ca_certificates": [ca_certificate.subject for ca_certificate in entry.ca_certificates],
        "findings": findings_json(entry.findings, language),
    }


def certificate_json(certificate: Certificate, language: Language) -> Json:
    """Return a certificate with what its policy means, as data."""
    what = meaning(certificate, installation().policies())
    policy: Json = {
        "oid": what.oid,
        "holder": what.holder.value,
        "label": _label(what, language),
        "serves": sorted(what.serves),
    }
    days_left = certificate.days_left(datetime.now(UTC))
    return {**certificate.to_json(), "days_left": days_left, "policy": policy}


def main_facts(certificate: Certificate | None, language: Language) -> list[tuple[str, str]]:
    """Return what people ask first about a certificate: what for, from whom, until when."""
    if certificate is None:
        return []
    return [
        ("policy", _policy(certificate, language)),
        ("issuer", certificate.issuer_organisation),
        ("validity", _period(certificate, language)),
    ]


def _summary(entry: Entry, language: Language) -> list[str]:
    certificate = entry.certificate
    name = certificate.holder if certificate else entry.folder.name
    facts = main_facts(certificate, language)
    facts.append(("folder", str(entry.folder)))
    facts += [("other_folders", str(folder)) for folder in entry.other_folders]
    return [
        printable(name),
        *labelled(facts, language),
        *finding_lines(entry.findings, language),
    ]


def _details(certificate: Certificate, language: Language) -> list[str]:
    facts = [
        ("real_name", certificate.real_name),
        ("serial", f"{certificate.serial:x}"),
        ("usage", certificate.usage.value),
        ("vid", (PRESENT if certificate.has_vid else ABSENT).show(language)),
        ("fingerprint", certificate.fingerprint),
    ]
    return labelled(facts, language)


def _policy(certificate: Certificate, language: Language) -> str:
    what = meaning(certificate, installation().policies())
    return f"{_label(what, language)} ({what.oid or '-'})"


def _label(what: Meaning, language: Language) -> str:
    return what.label_ko if language == "ko" else what.label_en


def _period(certificate: Certificate, language: Language) -> str:
    now = datetime.now(UTC)
    days = certificate.days_left(now)
    left = (DAYS_PAST if days < 0 else DAYS_LEFT).show(language, days=abs(days))
    starts, ends = local_time(certificate.not_before), local_time(certificate.not_after)
    return f"{starts} ~ {ends} ({left})"


def labelled(facts: Iterable[tuple[str, str]], language: Language) -> list[str]:
    """Return facts, by their name in LABELS, as indented lines."""
    return [f"  {LABELS[name].show(language)}: {printable(value)}" for name, value in facts]
