"""`g2b-server review`: act as an officer, over HTTP."""

import argparse
import os
from pathlib import Path

from backend.commands import sentences
from backend.commands.office import Office, OfficeError, practice_login
from backend.commands.output import say, say_error, say_json
from backend.commands.password import read_password
from backend.commands.report import detail_lines, page_lines
from practice.place import OFFICER, practice_folder
from registration.lifecycle import REASON_LIMIT, STATE_NAMES, Action, State
from registration.messages import Decision
from registration.text import Language

DECISIONS = {
    "approve": "approve an application",
    "hold": "put on hold, with a reason",
    "reject": "reject, with a reason",
    "resume": "take up again what is on hold",
}
NEED_REASON = frozenset({"hold", "reject"})
UNREACHABLE = frozenset({"service_unreachable", "answer_unreadable"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="the queue, newest first")
    listing.add_argument("--state", choices=[state.value for state in State])
    listing.add_argument("--after", metavar="NUMBER", help="those older than this receipt number")
    listing.add_argument("--limit", type=int, default=50, choices=range(1, 201), metavar="1-200")
    show = actions.add_parser("show", help="one application, whole")
    show.add_argument("number", metavar="RECEIPT_NUMBER")
    decisions = [_add_decision(actions, name, text) for name, text in DECISIONS.items()]
    for action in (listing, show, *decisions):
        _add_service(action)


def _add_decision(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=text)
    action.add_argument("number", metavar="RECEIPT_NUMBER")
    action.add_argument(
        "--version", type=int, help="decide only if this is still the application's version"
    )
    needed = name in NEED_REASON
    limit = f"at most {REASON_LIMIT} characters"
    action.add_argument("--reason", required=needed, default="", help=limit)
    return action


def _add_service(action: argparse.ArgumentParser) -> None:
    action.add_argument("--service", metavar="URL", help="the service's address")
    action.add_argument("--officer", metavar="NAME", help="your account")
    action.add_argument(
        "--password-stdin", action="store_true", help="the password is the first line of the input"
    )
    action.add_argument("--practice", action="store_true", help="the practice service that runs")
    action.add_argument("--folder", type=Path, help="where the practice service keeps everything")
    action.add_argument("--language", choices=("ko", "en"), default=_language())
    action.add_argument("--json", action="store_true", help="for programs to read")


def run(options: argparse.Namespace) -> int:
    """Carry out the action."""
    try:
        office = _log_in(options)
        if office is None:
            return say_error(sentences.ADDRESS_NEEDED.show(options.language), 2)
        if options.action == "list":
            return _list(office, options)
        if options.action == "show":
            return _show(office, options)
        return _decide(office, options)
    except OfficeError as error:
        return _explain(error, options)


def _log_in(options: argparse.Namespace) -> Office | None:
    if options.practice:
        address, password = practice_login(options.folder or practice_folder())
        return Office.log_in(address, OFFICER, password)
    if not (options.service and options.officer):
        return None
    password = read_password(from_stdin=options.password_stdin, prompt=f"{options.officer}: ")
    return Office.log_in(options.service, options.officer, password)


def _list(office: Office, options: argparse.Namespace) -> int:
    page = office.applications(options.state, options.after, options.limit)
    if options.json:
        say_json(page.model_dump(mode="json"))
    else:
        for line in page_lines(page, options.language):
            say(line)
    return 0


def _show(office: Office, options: argparse.Namespace) -> int:
    detail = office.application(options.number)
    if options.json:
        say_json(detail.model_dump(mode="json"))
    else:
        for line in detail_lines(detail, options.language):
            say(line)
    return 0


def _decide(office: Office, options: argparse.Namespace) -> int:
    if len(options.reason) > REASON_LIMIT:
        raise OfficeError("reason_too_long")
    version = options.version
    if version is None:
        version = office.application(options.number).summary.version
    decision = Decision(action=Action(options.action), version=version, reason=options.reason)
    detail = office.decide(options.number, decision)
    if options.json:
        say_json(detail.model_dump(mode="json"))
    else:
        say(f"{options.number}: {STATE_NAMES[detail.summary.state].show(options.language)}")
    return 0


def _explain(error: OfficeError, options: argparse.Namespace) -> int:
    status = 3 if error.code in UNREACHABLE else 1
    if options.json:
        say_json({"code": error.code, "values": error.values})
        return status
    return say_error(sentences.explain(error.code, error.values, options.language), status)


def _language() -> Language:
    """Korean, unless the environment asks for English."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, names), "").startswith("en") else "ko"
