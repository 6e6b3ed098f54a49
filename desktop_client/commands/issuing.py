"""`cert issue`: a new certificate by reference number and authorisation code."""

import argparse
import sys

from desktop_client.commands.certificates import certificate_json, labelled, main_facts
from desktop_client.commands.output import (
    CommandResult,
    Json,
    finding_lines,
    findings_json,
    print_line,
    printable,
)
from desktop_client.commands.passwords import ask_new_password, ask_password
from desktop_client.commands.texts import AUTHORISATION_CODE, GOING_ON, ISSUED, NEW_PASSWORD
from desktop_client.folders import data_folder
from desktop_client.work import Work
from desktop_client.workflows.issuing.issuing import Issuing, NewCertificate, Order
from desktop_client.workflows.issuing.pending import PLACE, Pending
from registration.text import Language


def issue_certificate(options: argparse.Namespace, language: Language) -> CommandResult:
    """Have a certificate issued; what was broken off for the same reference number goes on."""
    code = ask_password(options, language, AUTHORISATION_CODE)
    issuing = Issuing(data_folder() / PLACE)
    begun = _begun(issuing, options)
    work = Work(lambda what, _fraction: print_line(what.show(language), sys.stderr))
    if begun is not None:
        print_line(GOING_ON.show(language), sys.stderr)
        return _result(issuing.go_on(work, begun, ask_password(options, language)), language)
    password = ask_new_password(options, language, NEW_PASSWORD)
    order = Order(options.server, options.reference, code, password, options.to, options.key_bits)
    return _result(issuing.issue(work, order), language)


def _begun(issuing: Issuing, options: argparse.Namespace) -> Pending | None:
    asked = (options.server, options.reference)
    for pending in issuing.unfinished():
        if (pending.state.url, pending.state.reference) == asked:
            return pending
    return None


def _result(issued: NewCertificate, language: Language) -> CommandResult:
    data: Json = {
        "issued": True,
        "folder": str(issued.folder),
        "certificate": certificate_json(issued.certificate, language),
        "findings": findings_json(issued.findings, language),
    }
    lines = [
        ISSUED.show(language, path=printable(str(issued.folder))),
        *labelled(main_facts(issued.certificate, language), language),
        *finding_lines(issued.findings, language),
    ]
    return CommandResult(0, data, lines)
