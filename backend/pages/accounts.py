"""담당자 계정: administrators list, add, change, reset and end officers' accounts."""

import re
from typing import NamedTuple

from fastapi import Request
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from backend.pages.access import Form, TheOfficer, TheService, pages, role
from backend.pages.forms import Posted
from backend.pages.rendering import redirect, render
from backend.refused import Refused
from backend.services.access import officer_accounts
from backend.services.access.officer_accounts import Account, Particulars
from registration.field_types import ShortText, bare
from registration.refusals import REFUSALS
from registration.roles import ROLE_NAMES, OfficerRole
from registration.tables import code_table
from registration.text import Text

router = pages()

LIST = "/officer/accounts"
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[0-9A-Z]{7,13}")
_ID = re.compile(r"[0-9]{1,18}")


class Words:
    """What the pages say."""

    title = Text("담당자 계정", "Officers' accounts")
    new = Text("계정 추가", "Add an account")
    edit = Text("계정: {name}", "Account: {name}")
    name = Text("이름", "Name")
    name_rule = Text("1자 이상 50자 이하로 적으십시오.", "1 to 50 visible characters.")
    roles = Text("역할", "Roles")
    roles_rule = Text("역할을 하나 이상 고르십시오.", "Choose at least one role.")
    every_office = Text("모든 접수청", "Every office")
    offices = Text("접수청", "Offices")
    offices_help = Text(
        "담당자가 결정할 신청의 접수청입니다.",
        "Whose applications the officer decides on.",
    )
    offices_rule = Text("접수청을 고르십시오.", "Choose the offices.")
    organisation = Text("소속 조직의 번호", "Number of their own organisation")
    organisation_help = Text(
        "사업자등록번호나 수요기관코드. 자신이 속한 조직의 신청은 결정할 수 없습니다.",
        "Business number or institution code. Nobody decides on applications of their own "
        "organisation.",
    )
    organisation_rule = Text("숫자와 영문자로 적으십시오.", "Digits and letters alone.")
    certificate = Text("로그인 인증서의 지문 (SHA-256)", "Fingerprint of the certificate (SHA-256)")
    certificate_help = Text(
        "인증서로 로그인하는 담당자만 적습니다. 64자리 16진수입니다.",
        "For officers who log in with a certificate: 64 hexadecimal digits.",
    )
    second_factor = Text("2단계 인증", "Second factor")
    yes = Text("사용", "In use")
    no = Text("없음", "None")
    standing = Text("상태", "State")
    in_force = Text("사용 중", "In force")
    ended = Text("끝남", "Ended")
    save = Text("저장", "Save")
    reset = Text("비밀번호와 2단계 인증 초기화", "Reset password and second factor")
    reset_note = Text(
        "새 비밀번호를 한 번 보여 줍니다. 지금 로그인은 끝나고, 다음 로그인에서 2단계 인증을 다시 "
        "설정합니다. 끝난 계정은 다시 쓸 수 있게 됩니다.",
        "Shows a new password once. Present logins end, and the second factor is set up anew at "
        "the next. An account that has ended is in force again.",
    )
    end = Text("계정 끝내기", "End the account")
    end_note = Text(
        "로그인이 모두 끝나고 더는 로그인할 수 없습니다. 한 일의 기록은 남습니다.",
        "All logins end and no more are possible. The record of what was done stays.",
    )
    own = Text("자신의 계정은 바꿀 수 없습니다.", "Nobody changes their own account.")
    saved = Text("저장하였습니다.", "Saved.")
    ended_now = Text("계정을 끝냈습니다.", "The account has ended.")
    password_title = Text("새 비밀번호: {name}", "New password: {name}")
    password_note = Text(
        "지금 한 번만 보여 줍니다. 담당자에게 안전하게 전하십시오. 로그인한 뒤 바꿀 수 있습니다.",
        "It is shown this once. Hand it to the officer safely; it can be changed after the login.",
    )
    to_list = Text("목록으로", "To the list")
    none = Text("없음", "None")


class _Read(NamedTuple):
    given: Particulars
    problems: dict[str, Text]


@router.get("/accounts")
def show_accounts(request: Request, service: TheService, officer: TheOfficer) -> Response:
    """List every account."""
    accounts = officer_accounts.listed(service, officer)
    return _render(request, "accounts.html", accounts=accounts)


@router.get("/accounts/new", dependencies=[role(OfficerRole.ADMINISTRATOR)])
def show_new(request: Request) -> Response:
    """Show the form of a new account."""
    return _render(request, "account.html", account=None)


@router.post("/accounts/new", dependencies=[role(OfficerRole.ADMINISTRATOR)])
def add(request: Request, service: TheService, officer: TheOfficer, form: Form) -> Response:
    """Add an account; its password is on the answer, and nowhere else."""
    given, problems = _read(form)
    try:
        name = TypeAdapter(ShortText).validate_python(form.text("name"))
    except ValidationError:
        problems["name"] = Words.name_rule
    if not problems:
        try:
            password = officer_accounts.add(service, officer, name, given)
        except Refused as refused:
            problems = _told(refused)
        else:
            return _password(request, name, password)
    return _render(request, "account.html", 422, problems, account=None)


@router.get("/accounts/{account_id}")
def show_account(
    request: Request, service: TheService, officer: TheOfficer, account_id: str
) -> Response:
    """Show an account."""
    account = officer_accounts.find(service, officer, _number(account_id))
    return _render(request, "account.html", account=account)


@router.post("/accounts/{account_id}")
def change(
    request: Request, service: TheService, officer: TheOfficer, account_id: str, form: Form
) -> Response:
    """Change an account."""
    account = officer_accounts.find(service, officer, _number(account_id))
    given, problems = _read(form)
    if not problems:
        try:
            officer_accounts.change(service, officer, account.id, _version(form), given)
        except Refused as refused:
            problems = _told(refused)
        else:
            return redirect(request, LIST, Words.saved)
    return _render(request, "account.html", 422, problems, account=account)


@router.post("/accounts/{account_id}/reset")
def reset(
    request: Request, service: TheService, officer: TheOfficer, account_id: str, form: Form
) -> Response:
    """Reset password and second factor; the password is on the answer, and nowhere else."""
    account = officer_accounts.find(service, officer, _number(account_id))
    password = officer_accounts.reset(service, officer, account.id, _version(form))
    return _password(request, account.name, password)


@router.post("/accounts/{account_id}/end")
def end(
    request: Request, service: TheService, officer: TheOfficer, account_id: str, form: Form
) -> Response:
    """End an account."""
    officer_accounts.end(service, officer, _number(account_id), _version(form))
    return redirect(request, LIST, Words.ended_now)


def _render(
    request: Request,
    template: str,
    status: int = 200,
    problems: dict[str, Text] | None = None,
    *,
    account: Account | None = None,
    accounts: list[Account] | None = None,
) -> Response:
    offices = [(entry.code, entry.title) for entry in code_table("offices").by_code.values()]
    return render(
        request,
        template,
        status,
        problems=problems,
        words=Words,
        account=account,
        accounts=accounts or [],
        roles=list(ROLE_NAMES.items()),
        role_names=ROLE_NAMES,
        offices=offices,
        office_names=dict(offices),
    )


def _password(request: Request, name: str, password: str) -> Response:
    return render(request, "new_password.html", words=Words, name=name, password=password)


def _read(form: Posted) -> _Read:
    """Return what the form says of an account, and what is wrong with it."""
    problems: dict[str, Text] = {}
    roles = frozenset(role for role in OfficerRole if role.value in form.all("roles"))
    known = code_table("offices").by_code
    chosen = frozenset(code for code in form.all("offices") if code in known)
    offices = None if form.all("every_office") else chosen
    organisation = bare(form.text("organisation")).upper()
    fingerprint = re.sub(r"[\s:]", "", form.text("fingerprint")).lower()
    if not roles:
        problems["roles"] = Words.roles_rule
    if offices is not None and not offices and OfficerRole.OFFICER in roles:
        problems["offices"] = Words.offices_rule
    if organisation and not _KEY.fullmatch(organisation):
        problems["organisation"] = Words.organisation_rule
    if fingerprint and not _FINGERPRINT.fullmatch(fingerprint):
        problems["fingerprint"] = Words.certificate_help
    return _Read(Particulars(roles, offices, organisation or None, fingerprint or None), problems)


def _told(refused: Refused) -> dict[str, Text]:
    """Return the problem that a refusal is at the field it concerns. Raises any other."""
    field = {"account_exists": "name", "certificate_taken": "fingerprint"}.get(refused.code)
    if field is None:
        raise refused
    return {field: REFUSALS[refused.code].told.why}


def _number(account_id: str) -> int:
    if not _ID.fullmatch(account_id):
        raise Refused("not_found")
    return int(account_id)


def _version(form: Posted) -> int:
    version = form.text("version")
    if not _ID.fullmatch(version):
        raise Refused("malformed")
    return int(version)
