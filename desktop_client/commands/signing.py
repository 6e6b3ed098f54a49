"""`sign` and `verify`: CMS signatures over files of any size."""

import argparse
import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from desktop_client.commands.judging import (
    EXIT,
    judged,
    load_entry,
    reading,
    verdict_json,
    verdict_lines,
)
from desktop_client.commands.output import Answer, CommandError, Json, local_time, printable
from desktop_client.commands.passwords import ask_password
from desktop_client.commands.texts import LABELS, REFUSED, SIGNED
from desktop_client.files import write_atomically
from desktop_client.pki import cms, cms_verify
from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.files import open_file, read_file
from desktop_client.pki.findings import Finding, Validity, finding, validity
from desktop_client.pki.store import open_entry
from registration.text import Language

MAX_ATTACHED_BYTES = cms_verify.MAX_CMS_BYTES - 1024 * 1024
"""Leaves room for certificates, so that what is signed can be verified."""


def sign_file(options: argparse.Namespace, language: Language) -> Answer:
    """Sign a file; a certificate not known to be valid is refused unless that was asked for."""
    _require_writable(options.out, options.file)
    with reading(open_file, options.file) as content:
        _require_attachable(content, options)
        entry, certificate = load_entry(options.cert)
        verdict = judged(options, certificate, entry.ca_certificates)
        findings = [*_use(certificate), *verdict.findings]
        data = verdict_json(findings, verdict.chain, language)
        lines = verdict_lines(findings, verdict.chain, language)
        outcome = validity(findings)
        if outcome is not Validity.VALID and not options.allow_invalid:
            answer: Json = {**data, "signed": False}
            return Answer(EXIT[outcome], answer, [*lines, REFUSED.show(language)])
        key = open_entry(entry, ask_password(options, language))
        issuers = verdict.chain[1:]
        signature = cms.sign(
            content, certificate, key, detached=options.detached, certificates=issuers
        )
    _write(options.out, signature)
    done = SIGNED.show(language, path=printable(str(options.out)))
    return Answer(0, {**data, "signed": True, "out": str(options.out)}, [*lines, done])


def verify_signature(options: argparse.Namespace, language: Language) -> Answer:
    """Verify a signature and judge its signer's certificate."""
    encoded = reading(_read_signature, options.signature)
    with _content(options.content) as content:
        signed = cms_verify.verify(encoded, content)
    verdict = judged(options, signed.certificate, signed.certificates)
    findings = [*signed.findings, *verdict.findings]
    time = signed.signing_time
    data: Json = {
        **verdict_json(findings, verdict.chain, language),
        "signer": signed.certificate.to_json(),
        "signing_time": time.isoformat() if time else None,
        "attached": signed.content is not None,
    }
    told = [("signer", printable(signed.certificate.holder))]
    told += [("signing_time", local_time(time))] if time else []
    lines = verdict_lines(findings, verdict.chain, language)
    lines[1:1] = [f"{LABELS[name].show(language)}: {value}" for name, value in told]
    return Answer(EXIT[validity(findings)], data, lines)


def _require_writable(out: Path, content: Path) -> None:
    """Find out before the password is asked for; what stands at OUT may be a file only."""
    if os.path.exists(out) and os.path.exists(content) and os.path.samefile(out, content):
        raise CommandError("output_is_input", str(out))
    special = os.path.exists(out) and not os.path.isfile(out)
    if special or not os.path.isdir(out.absolute().parent):
        raise CommandError("output_not_written", str(out))


def _require_attachable(content: BinaryIO, options: argparse.Namespace) -> None:
    size = os.fstat(content.fileno()).st_size
    if not options.detached and size > MAX_ATTACHED_BYTES:
        raise CommandError("too_large_to_attach", str(options.file), {"limit": MAX_ATTACHED_BYTES})


def _write(out: Path, signature: bytes) -> None:
    try:
        write_atomically(Path(os.path.realpath(out)), signature)
    except OSError:
        raise CommandError("output_not_written", str(out)) from None


def _read_signature(path: Path) -> bytes:
    return read_file(path, cms_verify.MAX_CMS_BYTES)


def _content(path: Path | None) -> AbstractContextManager[BinaryIO | None]:
    return nullcontext() if path is None else reading(open_file, path)


def _use(certificate: Certificate) -> list[Finding]:
    if certificate.usage is Usage.SIGN:
        return []
    return [finding("not_for_signing", certificate.subject)]
