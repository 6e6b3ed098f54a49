"""`cert issue`, `renew` and `revoke`, and `pending`, `resume`, `abandon` for what broke off."""

import argparse
import sys
from pathlib import Path

from desktop_client.commands.certificates import certificate_json, labelled, main_facts
from desktop_client.commands.issuing_texts import (
    ABANDONED,
    ABANDONED_WITHOUT,
    AUTHORISATION_CODE,
    GOING_ON,
    ISSUE_OF,
    ISSUED,
    ISSUING_LABELS,
    MANAGEMENT_NOT_REVOKED,
    NEW_OR_SAME,
    NO_PENDING,
    NOT_ABANDONED,
    RENEWAL_GOING_ON,
    RENEWAL_OF,
    RENEWED,
    REVOKED,
    STAGES,
    WOULD_ABANDON,
    WOULD_ABANDON_UNASKED,
)
from desktop_client.commands.judging import installation, load_entry, verdict_json
from desktop_client.commands.output import (
    CommandError,
    CommandResult,
    Json,
    finding_lines,
    findings_json,
    print_line,
    printable,
)
from desktop_client.commands.passwords import ask_new_password, ask_password
from desktop_client.commands.texts import NEW_PASSWORD, PASSWORD, PIN
from desktop_client.commands.token_choice import (
    TokenNamed,
    certificate_on_token,
    drivers,
    token_named,
)
from desktop_client.folders import data_folder
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.judging.chain import Revocation, Verdict, judge
from desktop_client.pki.signing.signer import Signer, SigningIdentity
from desktop_client.pki.storage.store import Entry, open_entry
from desktop_client.pki.storage.tokens import Token, TokenEntry, unlock_token
from desktop_client.work import Work
from desktop_client.workflows.holding import Holding, holding_locations
from desktop_client.workflows.issuing.addresses import address_of
from desktop_client.workflows.issuing.issuing import (
    KEY_BITS,
    Issuing,
    NewCertificate,
    Order,
    Renewal,
)
from desktop_client.workflows.issuing.keys import Place
from desktop_client.workflows.issuing.obtaining import place_of
from desktop_client.workflows.issuing.pending import PLACE, Pending, Stage
from desktop_client.workflows.issuing.token_keys import label_of
from registration.text import Language, Text


def issue_certificate(options: argparse.Namespace, language: Language) -> CommandResult:
    """Have a certificate issued; what was broken off for the same reference number goes on."""
    code = ask_password(options, language, AUTHORISATION_CODE)
    issuing, work = _issuing(options.module), _work(language)
    begun = issuing.begun(options.server, options.reference)
    if begun is not None:
        _require_bits(begun, options)
        print_line(GOING_ON.show(language), sys.stderr)
        password = ask_password(options, language, PIN if begun.state.on_token else PASSWORD)
        issuing.keys(work, begun, password).take_code(code)
        issued = issuing.go_on(work, begun, password)
        return _result(issued, "issued", ISSUED, language)
    target: Place = _place(options.to, options)
    if isinstance(target, Token):
        password = ask_password(options, language, PIN)
    else:
        password = ask_new_password(options, language, NEW_PASSWORD)
    bits = options.key_bits or KEY_BITS
    order = Order(options.server, options.reference, code, password, target, bits)
    return _result(issuing.issue(work, order), "issued", ISSUED, language)


def renew_certificate(options: argparse.Namespace, language: Language) -> CommandResult:
    """Have a certificate renewed; a renewal of it that was broken off goes on."""
    entry, certificate = _chosen(options)
    is_file = isinstance(entry, Entry)
    if isinstance(entry, TokenEntry):
        _require_no_folder(options, entry.label)
    issuing, work = _issuing(options.module), _work(language)
    present = ask_password(options, language, PASSWORD if is_file else PIN)
    begun = issuing.begun_renewal(certificate)
    if begun is not None:
        _require_bits(begun, options)
        print_line(RENEWAL_GOING_ON.show(language), sys.stderr)
        new = ask_password(options, language, NEW_OR_SAME) if is_file else b""
        password = new or present
        return _result(issuing.go_on(work, begun, password), "renewed", RENEWED, language)
    identity = _opened(entry, certificate, present)
    url = _server(options, certificate)
    renewal = Renewal(
        url,
        identity,
        ask_new_password(options, language, NEW_OR_SAME, same=present) if is_file else present,
        options.to or place_of(entry),
        entry.km_certificate if isinstance(entry, Entry) else None,
        options.key_bits or KEY_BITS,
    )
    return _result(issuing.renew(work, renewal), "renewed", RENEWED, language)


def revoke_certificate(options: argparse.Namespace, language: Language) -> CommandResult:
    """Have a certificate revoked for good."""
    entry, certificate = _chosen(options, alone=True)
    prompt = PASSWORD if isinstance(entry, Entry) else PIN
    identity = _opened(entry, certificate, ask_password(options, language, prompt))
    url = _server(options, certificate)
    management = entry.km_certificate if isinstance(entry, Entry) else None
    issuing, work = _issuing(options.module), _work(language)
    both = issuing.revoke(work, url, identity, options.reason, management)
    data: Json = {
        "revoked": True,
        "key_management_revoked": both if management else None,
        "reason": options.reason.name.lower(),
        "certificate": certificate_json(certificate, language),
    }
    told = [REVOKED.show(language, path=_where(entry, language))]
    if not both:
        told.append(MANAGEMENT_NOT_REVOKED.show(language))
    return CommandResult(0, data, [*told, *labelled(main_facts(certificate, language), language)])


def list_pending(_: argparse.Namespace, language: Language) -> CommandResult:
    """List what was begun and broken off."""
    begun = _issuing().unfinished()
    data: Json = {"pending": [_pending_json(each) for each in begun]}
    lines = [line for each in begun for line in (*_pending_lines(each, language), "")]
    return CommandResult(0, data, lines[:-1] or [NO_PENDING.show(language)])


def resume_pending(options: argparse.Namespace, language: Language) -> CommandResult:
    """Go on with what was begun and broken off."""
    issuing, begun = _issuing(options.module), _begun(options)
    if begun.state.on_token:
        _require_no_folder(options, begun.state.token)
    kind, told = ("renewed", RENEWED) if begun.state.renews else ("issued", ISSUED)
    password = ask_password(options, language, PIN if begun.state.on_token else NEW_PASSWORD)
    if options.to is not None:
        begun.remember(target=str(options.to.absolute()))
    issued = issuing.go_on(_work(language), begun, password)
    return _result(issued, kind, told, language)


def abandon_pending(options: argparse.Namespace, language: Language) -> CommandResult:
    """Give up what was begun; without --yes only say what that means."""
    begun = _begun(options)
    lines = _pending_lines(begun, language)
    data: Json = {"abandoned": bool(options.yes), **_pending_json(begun)}
    if not options.yes:
        warning = WOULD_ABANDON if begun.state.asked else WOULD_ABANDON_UNASKED
        lines += [warning.show(language), NOT_ABANDONED.show(language)]
        return CommandResult(1, data, lines)
    told = ABANDONED.show(language, path=printable(str(begun.folder)))
    pin: bytes | None = None
    if begun.state.on_token and options.without_token:
        label, name = printable(begun.state.token), label_of(begun)
        told = ABANDONED_WITHOUT.show(language, label=label, name=name)
    elif begun.state.on_token:
        pin = ask_password(options, language, PIN)
    _issuing(options.module).give_up(_work(language), begun, pin)
    return CommandResult(0, data, [told])


def _issuing(module: Path | None = None) -> Issuing:
    trust = installation().trust()
    trusted = (*trust.intermediates, *trust.anchors)
    return Issuing(data_folder() / PLACE, trusted, lambda _work: drivers(module))


def _place(wanted: Path | TokenNamed, options: argparse.Namespace) -> Place:
    return token_named(wanted.name, options.module) if isinstance(wanted, TokenNamed) else wanted


def _chosen(options: argparse.Namespace, *, alone: bool = False) -> tuple[Holding, Certificate]:
    """Return the certificate that is renewed or revoked."""
    if isinstance(options.path, TokenNamed):
        certificate, entry = certificate_on_token(options.path.name, options.module, alone=alone)
        return entry, certificate
    return load_entry(options.path)


def _require_no_folder(options: argparse.Namespace, token: str) -> None:
    if options.to is not None:
        raise CommandError("key_on_token", values={"token": printable(token)})


def _where(holding: Holding, language: Language) -> str:
    return printable(holding_locations(holding)[0].show(language))


def _work(language: Language) -> Work:
    return Work(lambda what, _fraction: print_line(what.show(language), sys.stderr))


def _begun(options: argparse.Namespace) -> Pending:
    for pending in _issuing().unfinished():
        if pending.folder.name == options.pending:
            return pending
    raise CommandError("pending_unknown", options.pending)


def _require_bits(begun: Pending, options: argparse.Namespace) -> None:
    bits = begun.state.bits
    if options.key_bits and options.key_bits > bits:
        raise CommandError("issuing_begun_weaker", values={"bits": bits}, status=1)


def _opened(entry: Holding, certificate: Certificate, secret: bytes) -> SigningIdentity:
    key: Signer = (
        open_entry(entry, secret) if isinstance(entry, Entry) else unlock_token(entry, secret)
    )
    return SigningIdentity(certificate, key, entry.ca_certificates)


def _server(options: argparse.Namespace, certificate: Certificate) -> str:
    known: str = options.server or address_of(data_folder() / PLACE, certificate)
    if not known:
        raise CommandError("issuing_server_unknown")
    return known


def _result(issued: NewCertificate, kind: str, told: Text, language: Language) -> CommandResult:
    verdict, holding = _judged(issued), issued.holding
    data: Json = {
        kind: True,
        "folder": str(holding.folder) if isinstance(holding, Entry) else None,
        "token": None if isinstance(holding, Entry) else holding.label,
        "certificate": certificate_json(issued.certificate, language),
        "findings": findings_json(issued.findings, language),
        "judged": verdict_json(verdict.findings, verdict.chain, language),
    }
    lines = [
        told.show(language, path=_where(holding, language)),
        *labelled(main_facts(issued.certificate, language), language),
        *finding_lines((*issued.findings, *verdict.findings), language),
    ]
    return CommandResult(0, data, lines)


def _judged(issued: NewCertificate) -> Verdict:
    """Judge what was issued; whether it is revoked is asked of nobody so soon."""
    others = issued.holding.ca_certificates
    trust = installation().trust()
    return judge(issued.certificate, trust, intermediates=others, revocation=Revocation.OFF)


def _pending_json(pending: Pending) -> Json:
    state, renewed = pending.state, pending.renewed()
    return {
        "id": pending.folder.name,
        "folder": str(pending.folder),
        "kind": "renewal" if renewed else "issue",
        "reference": state.reference,
        "renews": renewed.holder if renewed else None,
        "url": state.url,
        "begun": state.begun,
        "stage": _stage(pending),
        "key_bits": state.bits,
        "target": state.target,
        "token": state.token or None,
    }


def _pending_lines(pending: Pending, language: Language) -> list[str]:
    state, renewed = pending.state, pending.renewed()
    title = RENEWAL_OF if renewed else ISSUE_OF
    named = title.show(
        language, holder=renewed.holder if renewed else "", reference=state.reference
    )
    facts = {
        "pending": pending.folder.name,
        "url": state.url,
        "begun": state.begun,
        "stage": STAGES[_stage(pending)].show(language),
        "target": state.target,
    }
    told = [f"  {ISSUING_LABELS[name].show(language)}: {printable(facts[name])}" for name in facts]
    return [printable(named), *told]


def _stage(pending: Pending) -> str:
    state = pending.state
    if state.stage is Stage.BEGUN:
        return "asked" if state.asked else "unasked"
    return "issued"
