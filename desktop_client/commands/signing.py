"""`sign` and `verify`: CMS signatures over files of any size."""

import argparse
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from desktop_client.commands.judging import (
    EXIT,
    chosen_settings,
    judged,
    judging_time,
    load_entry,
    reading,
    trust,
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
from desktop_client.commands.texts import LABELS, PIN, REFUSED, SIGNED, UNSTAMPED, VALIDITIES
from desktop_client.commands.token_choice import certificate_on_token
from desktop_client.commands.writing import require_output_writable, write_output
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.files import open_file, read_file
from desktop_client.pki.findings import Finding, PkiError, Validity, finding, validity
from desktop_client.pki.judging.signers import JudgedSigner, judge_signers, judging_new_stamps
from desktop_client.pki.purposes import may_sign
from desktop_client.pki.signing import cms_data, cms_verify
from desktop_client.pki.signing.armour import unwrapped
from desktop_client.pki.signing.document import (
    MAX_ATTACHED_BYTES,
    Form,
    Stamping,
    sign_document,
)
from desktop_client.pki.signing.signer import Signer, SigningIdentity
from desktop_client.pki.storage import tokens
from desktop_client.pki.storage.store import open_entry
from desktop_client.workflows.exported import signature_in
from registration.text import Language

EXIT_UNSTAMPED = 4
"""No server gave the time stamp that was asked for; nothing was written."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A certificate to sign with, and how its key is opened once that is needed."""

    certificate: Certificate
    ca_certificates: tuple[Certificate, ...]
    open: Callable[[], AbstractContextManager[Signer]]


def sign_file(options: argparse.Namespace, language: Language) -> CommandResult:
    """Sign a file; a certificate not known to be valid is refused unless that was asked for."""
    require_output_writable(options)
    judge = judging_new_stamps(trust(options).judge_along())
    stamping = Stamping(_servers(options), judge, required=not options.allow_unstamped)
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
            return CommandResult(EXIT[outcome], answer, [*lines, REFUSED.show(language)])
        with source.open() as key:
            identity = SigningIdentity(certificate, key, verdict.chain[1:])
            signature = _signed(options, content, identity, stamping)
    findings += stamping.findings
    data = verdict_json(findings, verdict.chain, language)
    lines += finding_lines(stamping.findings, language)
    if signature is None:
        unsigned: Json = {**data, "signed": False}
        return CommandResult(EXIT_UNSTAMPED, unsigned, [*lines, UNSTAMPED.show(language)])
    write_output(options, signature)
    done = SIGNED.show(language, path=printable(str(options.out)))
    return CommandResult(0, {**data, "signed": True, "out": str(options.out)}, [*lines, done])


def _servers(options: argparse.Namespace) -> list[str]:
    if options.timestamp is None:
        return []
    named = (
        [options.timestamp]
        if options.timestamp
        else chosen_settings().get("timestamp_servers").split()
    )
    if not named:
        raise CommandError("no_timestamp_servers")
    return named


def _signed(
    options: argparse.Namespace,
    document: BinaryIO,
    identity: SigningIdentity,
    stamping: Stamping,
) -> bytes | None:
    """Return the signature; None when a required time stamp could not be had."""
    try:
        with _content(options.content) as original:
            return sign_document(
                document,
                identity,
                _form(options),
                stamping,
                original=original,
                bare=options.bare,
            )
    except PkiError as error:
        if error.code != "timestamp_missing":
            raise
        return None


def _form(options: argparse.Namespace) -> Form:
    if options.add:
        return Form.ADDED
    return Form.DETACHED if options.detached else Form.ATTACHED


def verify_signature(options: argparse.Namespace, language: Language) -> CommandResult:
    """Verify a signature and judge each signer's certificate."""
    found = unwrapped(signature_in(reading(_read_signature, options.signature)))
    beside = BytesIO(found.content) if found.content is not None else None
    with _content(options.content) as content:
        signed = cms_verify.verify(found.encoded, content or beside)

    judge = trust(options).judge_along()
    signers, unreadable = judge_signers(signed, judge, judging_time(options))
    notes = [note for note in signed.notes if note.code != "signers_several"] + unreadable
    first = signers[0]
    findings = [*(found for signer in signers for found in signer.findings), *notes]
    data: Json = {
        **verdict_json(findings, first.chain, language),
        **_signer_json(first, language),
        "attached": signed.content is not None,
        "signers": [
            {
                **verdict_json(signer.findings, signer.chain, language),
                **_signer_json(signer, language),
            }
            for signer in signers
        ],
    }
    lines = [line for signer in signers for line in _signer_lines(signer, language)]
    lines += finding_lines(notes, language)
    if len(signers) > 1:
        lines.insert(0, VALIDITIES[validity(findings)].show(language))
    return CommandResult(EXIT[validity(findings)], data, lines)


def _signer_json(judged: JudgedSigner, language: Language) -> Json:
    time, stamp = judged.signer.signing_time, judged.stamp
    stamped: Json | None = None
    if stamp is not None:
        stamped = {
            "validity": stamp.validity.value,
            "time": stamp.time.isoformat() if stamp.time else None,
            "authority": stamp.authority.to_json() if stamp.authority else None,
            "findings": findings_json(stamp.findings, language),
        }
    return {
        "signer": judged.signer.certificate.to_json(),
        "signing_time": time.isoformat() if time else None,
        "timestamp": stamped,
    }


def _signer_lines(judged: JudgedSigner, language: Language) -> list[str]:
    told = [("signer", printable(judged.signer.certificate.holder))]
    if judged.signer.signing_time:
        told.append(("signing_time", local_time(judged.signer.signing_time)))
    stamp = judged.stamp
    if stamp is not None and stamp.time is not None and stamp.authority is not None:
        verdict = VALIDITIES[stamp.validity].show(language)
        by = printable(stamp.authority.holder)
        told.append(("timestamp", f"{local_time(stamp.time)} ({by}) {verdict}"))
    lines = verdict_lines(judged.findings, judged.chain, language)
    lines[1:1] = [f"{LABELS[name].show(language)}: {value}" for name, value in told]
    return lines


def _from_folder(options: argparse.Namespace, language: Language) -> _Source:
    entry, certificate = load_entry(options.cert)

    def open_key() -> AbstractContextManager[Signer]:
        return nullcontext(open_entry(entry, ask_password(options, language)))

    return _Source(certificate, entry.ca_certificates, open_key)


def _from_token(options: argparse.Namespace, language: Language) -> _Source:
    certificate, entry = certificate_on_token(options.token, options.module)

    def open_key() -> AbstractContextManager[Signer]:
        return tokens.open_token(entry, ask_password(options, language, PIN))

    return _Source(certificate, entry.ca_certificates, open_key)


def _require_attachable(content: BinaryIO, options: argparse.Namespace) -> None:
    size = os.fstat(content.fileno()).st_size
    whole = options.bare or _form(options) is Form.ATTACHED
    if whole and size > MAX_ATTACHED_BYTES:
        raise CommandError("too_large_to_attach", str(options.file), {"limit": MAX_ATTACHED_BYTES})


def _read_signature(path: Path) -> bytes:
    return read_file(path, cms_data.MAX_CMS_BYTES)


def _content(path: Path | None) -> AbstractContextManager[BinaryIO | None]:
    return nullcontext() if path is None else reading(open_file, path)


def _use(certificate: Certificate) -> list[Finding]:
    if may_sign(certificate):
        return []
    return [finding("not_for_signing", certificate.subject)]
