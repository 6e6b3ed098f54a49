"""담당자 계정: administrators list, add, change, reset and end officers' accounts."""

import re
from itertools import chain
from typing import Any, NamedTuple

from fastapi import Request
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from backend.pages.access import Form, TheOfficer, TheService, pages, role
from backend.pages.forms import Posted
from backend.pages.rendering import redirect, render, service_of
from backend.refused import Refused
from backend.services.access import officer_accounts
from backend.services.access.officer_accounts import Account, Particulars
from backend.services.review import assignment
from registration.field_types import ShortText, bare
from registration.korean_time import show_time
from registration.offices import office
from registration.roles import ROLE_NAMES, OfficerRole
from registration.tables import code_table
from registration.text import Text

router = pages()

LIST = "/officer/accounts"
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[0-9A-Z]{7,13}")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,34}")
_MOBILE = re.compile(r"[0-9]{9,11}")
_ID = re.compile(r"[0-9]{1,18}")
_AT_REASSIGNMENT = {
    "successor_unfit": "successor",
    "reason_required": "why",
    "reason_too_long": "why",
    "malformed": "why",
}
"""The fields at which refusals are told; others concern the choice of applications."""


class Words:
    """What the pages say."""

    title = Text("담당자 계정", "Officers' accounts")
    new = Text("계정 추가", "Add an account")
    edit = Text("계정: {name}", "Account: {name}")
    name = Text("이름", "Name")
    name_rule = Text("1자 이상 50자 이하로 입력하십시오.", "Enter 1 to 50 characters.")
    roles = Text("역할", "Roles")
    roles_rule = Text("역할을 하나 이상 선택하십시오.", "Choose at least one role.")
    every_office = Text("모든 접수청", "Every office")
    offices = Text("접수청", "Offices")
    offices_help = Text(
        "담당자가 결정할 신청의 접수청입니다.",
        "The officer decides on applications to these offices.",
    )
    offices_rule = Text("접수청을 선택하십시오.", "Choose the offices.")
    organisation = Text("소속 조직의 번호", "Number of their own organisation")
    organisation_help = Text(
        "사업자등록번호나 수요기관코드. 자신이 속한 조직의 신청은 결정할 수 없습니다.",
        "Business number or institution code. Officers cannot decide on applications of their own "
        "organisation.",
    )
    organisation_rule = Text("숫자와 영문자로 입력하십시오.", "Enter digits and letters only.")
    certificate = Text("로그인 인증서의 지문 (SHA-256)", "Fingerprint of the certificate (SHA-256)")
    certificate_help = Text(
        "인증서로 로그인하는 담당자만 적습니다. 64자리 16진수입니다.",
        "For officers who log in with a certificate: 64 hexadecimal digits.",
    )
    email = Text("담당자의 이메일", "The officer's e-mail address")
    mobile = Text("담당자의 휴대전화", "The officer's mobile number")
    contact_help = Text(
        "같은 주소나 번호를 쓰는 이용자가 있는 기관의 신청은 결정할 수 없습니다.",
        "The officer does not decide on applications of an organisation one of whose users has it.",
    )
    email_rule = Text("이메일 주소를 확인하십시오.", "Check the e-mail address.")
    mobile_rule = Text("숫자 9~11자리로 입력하십시오.", "Enter 9 to 11 digits.")
    second_factor = Text("2단계 인증", "Second factor")
    yes = Text("사용", "In use")
    no = Text("없음", "None")
    standing = Text("상태", "Status")
    in_force = Text("사용 중", "Active")
    ended = Text("종료", "Ended")
    save = Text("저장", "Save")
    reset = Text("비밀번호와 2단계 인증 초기화", "Reset password and second factor")
    reset_note = Text(
        "새 비밀번호를 한 번 보여 줍니다. 지금 로그인은 끝나고, 다음 로그인에서 2단계 인증을 다시 "
        "설정합니다. 종료된 계정은 다시 쓸 수 있게 됩니다.",
        "A new password is shown once. Present logins end, and the second factor has to be set up "
        "again. An ended account becomes active again.",
    )
    end = Text("계정 종료", "End the account")
    end_note = Text(
        "로그인이 모두 끝나고 더는 로그인할 수 없습니다. 한 일의 기록은 남습니다.",
        "All logins end and no more are possible. The record of past actions stays.",
    )
    taken = Text("맡고 있는 신청", "Assigned applications")
    taken_none = Text("맡고 있는 신청이 없습니다.", "No applications are assigned to this officer.")
    taken_note = Text(
        "담당자가 부재중이면 다른 담당자에게 다시 배정합니다. 사유는 감사 기록과 신청의 내부 "
        "메모에 남습니다.",
        "Reassign them while the officer is absent. The reason is kept in the audit record and as "
        "an internal note.",
    )
    choose = Text("{number} ({office}, {filed} 접수)", "{number} ({office}, filed {filed})")
    successor = Text("새 담당자", "New officer")
    nobody = Text("(배정하지 않고 업무함에 둠)", "(nobody: back to the queue)")
    why = Text("사유", "Reason")
    reassign = Text("다시 배정", "Reassign")
    reassigned = Text("신청 {number}건을 다시 배정하였습니다.", "Reassigned: {number}.")
    own = Text("자신의 계정은 바꿀 수 없습니다.", "You cannot change your own account.")
    saved = Text("저장하였습니다.", "Saved.")
    ended_now = Text("계정을 종료하였습니다.", "The account has been ended.")
    password_title = Text("새 비밀번호: {name}", "New password: {name}")
    password_note = Text(
        "지금 한 번만 보여 줍니다. 담당자에게 안전하게 전하십시오. 로그인한 뒤 바꿀 수 있습니다.",
        "It is shown only now. Give it to the officer securely; it can be changed after login.",
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


@router.post("/accounts/{account_id}/reassign")
def reassign(
    request: Request, service: TheService, officer: TheOfficer, account_id: str, form: Form
) -> Response:
    """Take applications from an officer who is absent."""
    account = officer_accounts.find(service, officer, _number(account_id))
    chosen = form.all("applications")
    try:
        assignment.reassign(
            service,
            officer,
            chosen,
            taken_by=account.name,
            successor=form.text("successor"),
            why=form.text("why"),
        )
    except Refused as refused:
        if refused.code in ("not_found", "role_missing"):
            raise
        field = _AT_REASSIGNMENT.get(refused.code, "applications")
        problems = {field: refused.told.why}
        return _render(request, "account.html", refused.status, problems, account=account)
    done = Words.reassigned.filled(number=len(set(chosen)))
    return redirect(request, f"{LIST}/{account.id}", done)


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
        **(_taken(request, account) if account else {}),
    )


def _taken(request: Request, account: Account) -> dict[str, Any]:
    """Return what an officer has taken, and who could take it over."""
    with service_of(request).database.read() as session:
        applications = assignment.held_by(session, account.name)
        able = [assignment.successors(session, application) for application in applications]
        return {
            "applications": [
                (
                    row.receipt_number,
                    Words.choose.filled(
                        number=row.receipt_number,
                        office=office(row.office).title,
                        filed=show_time(row.filed)[:10],
                    ),
                )
                for row in applications
            ],
            "successors": [(name, name) for name in sorted({*chain.from_iterable(able)})],
        }


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
    email, mobile = form.text("email"), bare(form.text("mobile"))
    if email and not _EMAIL.fullmatch(email):
        problems["email"] = Words.email_rule
    if form.text("mobile") and not _MOBILE.fullmatch(mobile):
        problems["mobile"] = Words.mobile_rule
    ties = (organisation or None, fingerprint or None, email or None, mobile or None)
    return _Read(Particulars(roles, offices, *ties), problems)


def _told(refused: Refused) -> dict[str, Text]:
    """Return the problem that a refusal is at the field it concerns. Raises any other."""
    field = {"account_exists": "name", "certificate_taken": "fingerprint"}.get(refused.code)
    if field is None:
        raise refused
    return {field: refused.told.why}


def _number(account_id: str) -> int:
    if not _ID.fullmatch(account_id):
        raise Refused("not_found")
    return int(account_id)


def _version(form: Posted) -> int:
    version = form.text("version")
    if not _ID.fullmatch(version):
        raise Refused("malformed")
    return int(version)
