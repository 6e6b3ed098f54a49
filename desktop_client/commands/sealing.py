"""`cert seal`: R, which proves identity (VID), put into an envelope for a service."""

import argparse
from pathlib import Path

from desktop_client.commands.judging import (
    EXIT,
    judged,
    load_entry,
    reading,
    verdict_json,
    verdict_lines,
)
from desktop_client.commands.output import CommandError, CommandResult, printable
from desktop_client.commands.passwords import ask_password
from desktop_client.commands.texts import NOT_SEALED, SEALED
from desktop_client.commands.writing import require_output_writable, write_output
from desktop_client.pki.certificate import MAX_CERTIFICATE_BYTES, Certificate
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import Finding, PkiError, Validity, validity
from desktop_client.pki.signing import envelope, old_envelope
from desktop_client.pki.storage.store import open_entry
from registration.text import Language


def seal_random(options: argparse.Namespace, language: Language) -> CommandResult:
    """Seal R for a recipient known to be valid: no other ever gets it.

    With --old as old Korean services read it (RSA PKCS #1 v1.5, SEED-CBC).
    """
    require_output_writable(options)
    entry, _ = load_entry(options.path)
    recipient = reading(_read_certificate, options.recipient)
    verdict = judged(options, recipient, entry.ca_certificates)
    findings = [*_use(recipient), *verdict.findings]
    data = verdict_json(findings, verdict.chain, language)
    lines = verdict_lines(findings, verdict.chain, language)
    outcome = validity(findings)
    if outcome is not Validity.VALID:
        answer = {**data, "sealed": False}
        return CommandResult(EXIT[outcome], answer, [*lines, NOT_SEALED.show(language)])
    key = open_entry(entry, ask_password(options, language))
    if key.random is None:
        raise CommandError("random_missing", str(options.path), status=1)
    seal = old_envelope.seal if options.old else envelope.seal
    write_output(options, seal(key.random, recipient))
    done = SEALED.show(language, path=printable(str(options.out)))
    return CommandResult(0, {**data, "sealed": True, "out": str(options.out)}, [*lines, done])


def _read_certificate(path: Path) -> Certificate:
    return Certificate.from_der(read_file(path, MAX_CERTIFICATE_BYTES))


def _use(recipient: Certificate) -> list[Finding]:
    try:
        envelope.recipient_key(recipient)
    except PkiError as error:
        return [error.finding(recipient.subject)]
    return []
