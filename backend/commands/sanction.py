"""`g2b-server sanction`: enter and look at sanctions of firms (부정당업자) as an officer."""

import argparse
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from backend.commands.acting import add_service, as_officer, explain_to
from backend.commands.calling import CallError
from backend.commands.office import Office
from backend.commands.output import say, say_error, say_json
from backend.commands.sanction_report import detail_lines, page_lines, problem_lines
from registration.field_types import bare
from registration.korean_time import today
from registration.sanctions.course import Document, Standing
from registration.sanctions.documents import fields
from registration.sanctions.messages import (
    MOST_AT_ONCE,
    DocumentRequest,
    NoticeRequest,
    SanctionDetail,
    SanctionPage,
    SanctionQuery,
)

PATH = "/v1/officer/sanctions"
ACTIONS = {
    "add": (Document.NOTICE, "enter a notice of sanction (제재통보)"),
    "stay": (Document.STAY, "enter a stay (정지)"),
    "resume": (Document.RESUME, "enter a resumption (재개); without --end the new end is told"),
    "lift": (Document.LIFT, "enter a lifting (해제)"),
    "amend": (Document.AMEND, "enter an amendment (수정) of what is given"),
}
DAY_OF = frozenset({"on"})
"""Days that are today's unless another is given."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments; what a document holds is its form's fields."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    made = [_add_document(actions, name, *ACTIONS[name]) for name in ACTIONS]
    listing = actions.add_parser("list", help="sanctions, the newest first")
    listing.add_argument("--standing", choices=[standing.value for standing in Standing])
    listing.add_argument("--search", default="", metavar="WORDS", help="part of a name or number")
    listing.add_argument("--after", type=int, metavar="NEXT", help="what --json calls `next`")
    listing.add_argument(
        "--limit", type=int, default=50, choices=range(1, MOST_AT_ONCE + 1), metavar="1-200"
    )
    show = actions.add_parser("show", help="one sanction with its history")
    _add_key(show)
    for action in (*made, listing, show):
        add_service(action)


def _add_document(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    document: Document,
    text: str,
) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=text)
    if document is not Document.NOTICE:
        _add_key(action)
        action.add_argument(
            "--version", type=int, help="only if this is still the sanction's version"
        )
    for _, field in fields(document):
        needed = field.required and document is Document.NOTICE
        action.add_argument(
            f"--{field.key.replace('_', '-')}",
            required=needed,
            choices=[choice.value for choice in field.choices] or None,
            metavar=None if not field.choices else "CODE",
            help=f"{field.ask.title.ko}" + (f" ({_codes(field.choices)})" if field.choices else ""),
        )
    if document in (Document.NOTICE, Document.AMEND):
        action.add_argument(
            "--representative",
            action="append",
            metavar="NAME[,BIRTH_DATE]",
            help="a 대표자 the sanction names; may be given again",
        )
    return action


def _codes(choices: Any) -> str:
    return ", ".join(choice.value for choice in choices)


def _add_key(action: argparse.ArgumentParser) -> None:
    action.add_argument("number", metavar="BUSINESS_NUMBER")
    action.add_argument(
        "sequence",
        nargs="?",
        type=int,
        metavar="SEQUENCE",
        help="which of its sanctions; may be left out where there is only one",
    )


def run(options: argparse.Namespace) -> int:
    """Carry out the action."""
    try:
        return as_officer(options, _act)
    except CallError as error:
        status = explain_to(error, options)
        if options.action in ACTIONS and not options.json:
            document, _ = ACTIONS[options.action]
            for line in problem_lines(document, error.values, options.language):
                say_error(line)
        return status


def _act(office: Office, options: argparse.Namespace) -> int:
    if options.action == "list":
        return _list(office, options)
    if options.action == "show":
        return _show(_find(office, options), options)
    document, _ = ACTIONS[options.action]
    form = _given(document, options)
    if document is Document.NOTICE:
        path, request = PATH, NoticeRequest(form=form)
        return _show(office.call(SanctionDetail, "POST", path, request), options)
    found = _find(office, options)
    if document is Document.AMEND:
        form = _amended(found.form, form)
    version = found.summary.version if options.version is None else options.version
    key = found.summary
    path = f"{PATH}/{key.business_number}/{key.sequence}/{document}"
    sent = DocumentRequest(form=form, version=version)
    return _show(office.call(SanctionDetail, "POST", path, sent), options)


def _given(document: Document, options: argparse.Namespace) -> dict[str, Any]:
    """Return the form as the arguments fill it in."""
    form: dict[str, Any] = {}
    for page, field in fields(document):
        value = getattr(options, field.key)
        if value is None and field.key in DAY_OF:
            value = today().isoformat()
        if value is not None:
            form.setdefault(page, {})[field.key] = value
    people = getattr(options, "representative", None)
    if people is not None:
        form["representatives"] = list(map(_person, people))
    return form


def _person(given: str) -> dict[str, str]:
    name, _, birth = given.partition(",")
    return {"name": name, "birth_date": birth} if birth else {"name": name}


def _amended(present: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return the notice with what is given in place of what it says."""
    return present | {
        page: present.get(page, {}) | answers if isinstance(answers, dict) else answers
        for page, answers in given.items()
    }


def _find(office: Office, options: argparse.Namespace) -> SanctionDetail:
    number, sequence = bare(options.number), options.sequence
    if sequence is None:
        query = {"search": number, "limit": 2}
        found = office.call(SanctionPage, "GET", PATH, query=query).sanctions
        if len(found) != 1:
            raise CallError("sanction_sequence_needed" if found else "sanction_unknown")
        number, sequence = found[0].business_number, found[0].sequence
    if not number or sequence < 1:
        raise CallError("sanction_unknown")
    return office.call(SanctionDetail, "GET", f"{PATH}/{quote(number, safe='')}/{sequence}")


def _list(office: Office, options: argparse.Namespace) -> int:
    asked = SanctionQuery(
        standing=options.standing, search=options.search, after=options.after, limit=options.limit
    )
    query = asked.model_dump(mode="json", exclude_none=True)
    page = office.call(SanctionPage, "GET", PATH, query=query)
    return _tell(page, page_lines(page, options.language), options)


def _show(found: SanctionDetail, options: argparse.Namespace) -> int:
    return _tell(found, detail_lines(found, options.language), options)


def _tell(
    found: SanctionPage | SanctionDetail, lines: Iterator[str], options: argparse.Namespace
) -> int:
    if options.json:
        say_json(found.model_dump(mode="json"))
        return 0
    for line in lines:
        say(line)
    return 0
