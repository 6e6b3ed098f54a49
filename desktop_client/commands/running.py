"""Runs one command: options in, answer out, and no traceback whatever happens."""

import argparse
import logging
import os
import sys
from collections.abc import Callable

from desktop_client.commands.options import parse_options, preferred_language
from desktop_client.commands.output import CommandError, CommandResult, failure, print_line, show
from desktop_client.commands.texts import INTERRUPTED, UNREADABLE
from desktop_client.pki.findings import PkiError
from desktop_client.results import ResultRefused
from registration.text import Language
from registration.traces import error_location, trace

log = logging.getLogger(__name__)

Command = Callable[[argparse.Namespace, Language], CommandResult]

BROKEN_PIPE, INTERRUPT = 141, 130
"""As a shell reports SIGPIPE and SIGINT."""


def run_command(arguments: list[str]) -> int:
    """Run `cert …`, `trust …`, `sign …`, `verify …` or `doctor` and return the exit status.

    0 valid or done, 1 not valid or failed, 2 wrong use or unreadable, 3 cannot be decided.
    """
    language = preferred_language(arguments, os.environ)
    try:
        options = parse_options(arguments, language)
        answer = _answer(options, language)
        show(answer, as_json=options.json)
    except SystemExit as ended:  # how argparse ends after --help or a wrong option
        return int(ended.code or 0)
    except KeyboardInterrupt:
        print_line(INTERRUPTED.show(language), sys.stderr)
        return INTERRUPT
    except BrokenPipeError:
        return BROKEN_PIPE
    return answer.status


def _answer(options: argparse.Namespace, language: Language) -> CommandResult:
    try:
        return _command(options.command)(options, language)
    except CommandError as error:
        return failure(error, language)
    except PkiError as error:
        status = 2 if error.code in UNREADABLE or isinstance(error, ResultRefused) else 1
        subject = str(error.values.get("file", ""))
        return failure(CommandError(error.code, subject, error.values, status=status), language)
    except OSError as error:
        return failure(CommandError("file_unreadable", str(error.filename or "")), language)
    except Exception as error:  # noqa: BLE001 - a person gets no traceback, whatever happens
        log.error("unexpected: %s", trace(error))
        values = {"error": type(error).__name__, "place": error_location(error)}
        return failure(CommandError("unexpected", values=values, status=1), language)


def _command(name: str) -> Command:
    from desktop_client.commands import (
        certificate_files,
        certificates,
        checkup,
        issuing,
        sanctions,
        sealing,
        signing,
        tables,
        trust,
        trust_lists,
    )

    commands: dict[str, Command] = {
        "list": certificates.list_certificates,
        "show": certificates.show_certificate,
        "open": certificates.open_certificate,
        "cert_verify": certificates.verify_certificate,
        "identity": certificates.check_identity,
        "password": certificate_files.change_password,
        "copy": certificate_files.copy_certificate,
        "delete": certificate_files.delete_certificate,
        "export_pfx": certificate_files.export_pfx,
        "import_pfx": certificate_files.import_pfx,
        "issue": issuing.issue_certificate,
        "renew": issuing.renew_certificate,
        "revoke": issuing.revoke_certificate,
        "pending": issuing.list_pending,
        "resume": issuing.resume_pending,
        "abandon": issuing.abandon_pending,
        "tokens": certificate_files.list_tokens,
        "seal": sealing.seal_random,
        "trust_list": trust.list_trusted,
        "trust_add": trust.add_trusted,
        "trust_remove": trust.remove_trusted,
        "trust_make": trust_lists.make_list,
        "trust_replace": trust_lists.replace_list,
        "kept_lists": trust_lists.show_kept,
        "forget_lists": trust_lists.forget_kept,
        "sign": signing.sign_file,
        "verify": signing.verify_signature,
        "tables_list": tables.list_tables,
        "tables_renew": tables.renew_tables,
        "sanctions": sanctions.look_up_sanctions,
        "doctor": checkup.check_computer,
    }
    return commands[name]
