"""`sign` and `verify`: CMS signatures over files of any size."""

import argparse
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
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
from desktop_client.commands.texts import LABELS, PIN, REFUSED, SIGNED
from desktop_client.files import write_atomically
from desktop_client.pki import cms, cms_verify, tokens
from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.files import open_file, read_file
from desktop_client.pki.findings import Finding, Validity, finding, validity
from desktop_client.pki.signer import Signer
from desktop_client.pki.store import open_entry
from desktop_client.pki.token_drivers import token_drivers
from registration.text import Language

MAX_ATTACHED_BYTES = cms_verify.MAX_CMS_BYTES - 1024 * 1024
"""Leaves room for certificates, so that what is signed can be verified."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A certificate to sign with, and how its key is opened once that is needed."""

    certificate: Certificate
    ca_certificates: tuple[Certificate, ...]
    open: Callable[[], AbstractContextManager[Signer]]


def sign_file(options: argparse.Namespace, language: Language) -> Answer:
    """Sign a file; a certificate not known to be valid is refused unless that was asked for."""
    _require_writable(options.out, options.file)
    with reading(open_file, options.file) as content:
        _require_attachable(content, options)
        source = (_from_token if options.token else _from_folder)(options, language)
        certificate = source.certificate
        verdict = judged(options, certificate, source.ca_certificates)
        findings = [*_use(certificate), *verdict.findings]
        data = verdict_json(findings, verdict.chain, language)
        lines = verdict_lines(findings, verdict.chain, language)
        outcome = validity(findings)
        if outcome is not Validity.VALID and not options.allow_invalid:
            answer: Json = {**data, "signed": False}
            return Answer(EXIT[outcome], answer, [*lines, REFUSED.show(language)])
        issuers = verdict.chain[1:]
        with source.open() as key:
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


def _from_folder(options: argparse.Namespace, language: Language) -> _Source:
    entry, certificate = load_entry(options.cert)

    def open_key() -> AbstractContextManager[Signer]:
        return nullcontext(open_entry(entry, ask_password(options, language)))

    return _Source(certificate, entry.ca_certificates, open_key)


def _from_token(options: argparse.Namespace, language: Language) -> _Source:
    """Take the certificate for signatures on the token of that name, the longest valid first."""
    drivers = token_drivers() if options.module is None else [options.module]
    found = [
        (entry.certificate, entry)
        for driver in drivers
        for entry in tokens.list_tokens(driver)
        if entry.label == options.token and entry.certificate is not None
    ]
    signing = [one for one in found if one[0].usage is Usage.SIGN]
    if not signing:
        raise CommandError("token_missing", options.token, status=1)
    certificate, entry = max(signing, key=lambda one: one[0].not_after)

    def open_key() -> AbstractContextManager[Signer]:
        return tokens.open_token(entry, ask_password(options, language, PIN))

    return _Source(certificate, entry.ca_certificates, open_key)


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
