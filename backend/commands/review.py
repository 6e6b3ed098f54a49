"""`g2b-server review`: act as an officer, over HTTP."""

import argparse
import hashlib
import re
from pathlib import Path

from pydantic import ValidationError

from backend.commands import sentences
from backend.commands.acting import add_service, as_officer, explain_to
from backend.commands.calling import CallError
from backend.commands.office import Office
from backend.commands.output import say, say_json
from backend.commands.password import read_password
from backend.commands.report import detail_lines, page_lines
from desktop_client.results import ResultRefused, result
from registration.enclosures import Enclosure
from registration.lifecycle import REASON_LIMIT, STATE_NAMES, Action, State
from registration.wire import Decision, IssuedCodes

DECISIONS = {
    "approve": "approve an application",
    "hold": "put on hold, with a reason",
    "reject": "reject, with a reason",
    "resume": "take up again what is on hold",
}
NEED_REASON = frozenset({"hold", "reject"})
MAX_NAME_BYTES = 130
"""With the number before it; some systems take 143 bytes (47 Korean letters), most 255."""
MAX_KIND_BYTES = 16
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


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
    attachments = actions.add_parser("attachments", help="save the attached files")
    attachments.add_argument("number", metavar="RECEIPT_NUMBER")
    attachments.add_argument("--out", type=Path, required=True, help="the folder to save them in")
    attachments.add_argument("--force", action="store_true", help="replace other files there")
    issue = actions.add_parser(
        "issue", help="hand in the codes a CA gave for an institution; the secret one is asked for"
    )
    issue.add_argument("number", metavar="RECEIPT_NUMBER")
    issue.add_argument("--reference", required=True, metavar="NUMBER", help="참조번호")
    reset = actions.add_parser(
        "reset-password", help="give a cataloguing firm's ID a new password, shown once"
    )
    reset.add_argument("account", metavar="ID", help="아이디")
    for action in (listing, show, attachments, issue, reset, *decisions):
        add_service(action)


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
    action.add_argument(
        "--received",
        action="append",
        type=Enclosure,
        choices=list(Enclosure),
        default=[],
        metavar="PAPER",
        help="a paper that came by letter, by fax or by hand; may be given again",
    )
    return action


def run(options: argparse.Namespace) -> int:
    """Carry out the action."""
    try:
        return as_officer(options, _ACTIONS.get(options.action, _decide))
    except CallError as error:
        return explain_to(error, options)


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
        raise CallError("reason_too_long")
    version = options.version
    if version is None:
        version = office.application(options.number).summary.version
    decision = Decision(
        action=Action(options.action),
        version=version,
        reason=options.reason,
        received_on_paper=options.received,
    )
    detail = office.decide(options.number, decision)
    if options.json:
        say_json(detail.model_dump(mode="json"))
    else:
        say(f"{options.number}: {STATE_NAMES[detail.summary.state].show(options.language)}")
    return 0


def _attachments(office: Office, options: argparse.Namespace) -> int:
    """Save each file under its number and name; what is half fetched has no such name.

    One that was saved before is not fetched again.
    """
    detail = office.application(options.number)
    saved = []
    for number, attachment in enumerate(detail.attachments, 1):
        file = options.out / f"{number:02d}-{_file_name(attachment.name)}"
        try:
            options.out.mkdir(parents=True, exist_ok=True)
            if not (file.is_file() and _sha256(file) == attachment.sha256):
                with result(file, replace=options.force) as out:
                    office.fetch_attachment(options.number, attachment.sha256, attachment.size, out)
        except ResultRefused as error:
            code = "file_exists" if error.code == "output_exists" else "file_not_saved"
            raise CallError(code, file=str(file)) from None
        except OSError:
            raise CallError("file_not_saved", file=str(file)) from None
        saved.append(str(file))
        if not options.json:
            say(sentences.SAVED.show(options.language, file=file, sha256=attachment.sha256))
    if options.json:
        say_json(saved)
    elif not saved:
        say(sentences.NO_ATTACHMENTS.show(options.language))
    return 0


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _file_name(name: str) -> str:
    """Return a name any file system takes: of a long one its beginning and what kind it is."""
    safe = _NOT_IN_NAMES.sub("_", name)
    if len(safe.encode()) <= MAX_NAME_BYTES:
        return safe
    kind = Path(safe).suffix
    kind = kind if len(kind.encode()) <= MAX_KIND_BYTES else ""
    return safe.encode()[: MAX_NAME_BYTES - len(kind.encode())].decode(errors="ignore") + kind


def _issue(office: Office, options: argparse.Namespace) -> int:
    prompt = sentences.CODE_PROMPT.show(options.language)
    code = read_password(from_stdin=options.password_stdin, prompt=prompt)
    try:
        codes = IssuedCodes(reference_number=options.reference, authorisation_code=code)
    except ValidationError:
        raise CallError("codes_unreadable") from None
    office.note_codes(options.number, codes)
    if options.json:
        say_json({"noted": options.number})
    else:
        say(sentences.CODES_NOTED.show(options.language, number=options.number))
    return 0


def _reset(office: Office, options: argparse.Namespace) -> int:
    made = office.reset_password(options.account)
    if options.json:
        say_json(made.model_dump())
    else:
        line = {"account": made.account_id, "password": made.password}
        say(sentences.PASSWORD_RESET.show(options.language, **line))
    return 0


_ACTIONS = {
    "list": _list,
    "show": _show,
    "attachments": _attachments,
    "issue": _issue,
    "reset-password": _reset,
}
