"""What `cert verify`, `sign` and `verify` share: files named by options, and the verdict."""

import argparse
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from desktop_client import settings
from desktop_client.commands.output import (
    CommandError,
    Json,
    finding_lines,
    findings_json,
    printable,
)
from desktop_client.commands.texts import (
    LABELS,
    SOURCE_AGE,
    SOURCE_LIST,
    SOURCE_RESPONDER,
    UNREADABLE,
    VALIDITIES,
)
from desktop_client.folders import data_folder
from desktop_client.mode import RealMode
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import Finding, PkiError, Validity, validity
from desktop_client.pki.http.chosen_proxy import CHOSEN
from desktop_client.pki.judging.chain import Revocation, Verdict
from desktop_client.pki.judging.installation import Installation
from desktop_client.pki.judging.trust import TrustList, read_certificates
from desktop_client.pki.revocation.answers import Kind, Source
from desktop_client.pki.revocation.revocation_list import MAX_BYTES
from desktop_client.pki.storage.store import Entry, load
from desktop_client.work import Work
from desktop_client.workflows.mode import Trust
from registration.text import Language

EXIT = {Validity.VALID: 0, Validity.INVALID: 1, Validity.UNDECIDED: 3}
T = TypeVar("T")


def real_mode(*, fetch: bool = False) -> RealMode:
    """Return the real service's mode, as this user and the administrator have set it."""
    return RealMode(chosen_settings(), data_folder(), fetch=fetch)


def installation() -> Installation:
    """Return what this user's installation believes."""
    return real_mode().installation


def chosen_settings() -> settings.Settings:
    """Return this user's settings, and the administrator's above them; their proxy is used."""
    chosen = settings.Settings(data_folder() / settings.USER_FILE, settings.ADMINISTRATOR_FILE)
    CHOSEN.address = chosen.get("proxy")
    return chosen


def reading(read: Callable[[Path], T], path: Path) -> T:
    """Read a file named on the command line; whatever is wrong with it ends the command."""
    try:
        return read(path)
    except PkiError as error:
        raise CommandError(error.code, str(path), error.values) from None


def load_entry(path: Path) -> tuple[Entry, Certificate]:
    """Return a certificate folder whose certificate could be read."""
    entry = reading(load, path)
    if entry.certificate is None:
        worst = entry.findings[0]
        status = 2 if worst.code in UNREADABLE else 1
        raise CommandError(worst.code, str(path), worst.values, status=status)
    return entry, entry.certificate


def judged(
    options: argparse.Namespace, certificate: Certificate, others: Iterable[Certificate]
) -> Verdict:
    """Judge a certificate as the options say; `others` are CA certificates that came with it."""
    return trust(options).judge(certificate, others)


def trust(options: argparse.Namespace) -> Trust:
    """Return what certificates are judged by: as the settings say, and the options above them.

    The time that the options say is the present.
    """
    own = real_mode(fetch=options.fetch).trust(Work())
    lists = [reading(_read_list, path) for path in options.crl]
    strictness = Revocation(options.revocation) if options.revocation else own.revocation()
    return replace(
        own,
        trust_list=_roots(options.trust) if options.trust else own.trust_list,
        intermediates=tuple(_certificates(options.intermediate)),
        crls=lambda: lists,
        revocation=lambda: strictness,
        clock=lambda: judging_time(options),
    )


def judging_time(options: argparse.Namespace) -> datetime:
    """Return what time it is: that of the options, or the clock's."""
    time: datetime | None = options.at
    return time or datetime.now(UTC)


def _roots(files: list[Path]) -> TrustList:
    certificates = _certificates(files)
    return reading(lambda _: TrustList.of(certificates), files[0])


def _certificates(files: list[Path]) -> list[Certificate]:
    return [found for path in files for found in reading(read_certificates, path)]


def _read_list(path: Path) -> bytes:
    return read_file(path, MAX_BYTES)


def verdict_json(
    findings: Iterable[Finding], chain: Iterable[Certificate], language: Language
) -> Json:
    """Return a verdict as data."""
    found = list(findings)
    return {
        "validity": validity(found).value,
        "findings": findings_json(found, language),
        "chain": [certificate.to_json() for certificate in chain],
    }


def verdict_lines(
    findings: Iterable[Finding], chain: Iterable[Certificate], language: Language
) -> list[str]:
    """Return a verdict in words."""
    found = list(findings)
    names = " ← ".join(printable(certificate.holder) for certificate in chain)
    return [
        VALIDITIES[validity(found)].show(language),
        f"{LABELS['chain'].show(language)}: {names}",
        *finding_lines(found, language),
    ]


def source_lines(sources: Iterable[Source], language: Language) -> list[str]:
    """Return what decided about revocation, and how old it is."""
    kinds = {Kind.LIST: SOURCE_LIST, Kind.RESPONDER: SOURCE_RESPONDER}
    now, label = datetime.now(UTC), LABELS["source"].show(language)
    lines = []
    for source in sources:
        hours = int(source.age(now).total_seconds() // 3600)
        told = [
            kinds[source.kind].show(language),
            SOURCE_AGE.show(language, hours=hours),
            source.url,
        ]
        about = printable(", ".join(part for part in told if part))
        lines.append(f"{label}: {printable(source.subject)} - {about}")
    return lines
