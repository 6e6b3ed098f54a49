"""`g2b-server agency forward`: a package as an agency hands it in, and what it gets for it."""

import argparse
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend.commands import sentences
from backend.commands.calling import CallError, Calls
from backend.commands.output import say, say_error, say_json
from backend.commands.password import read_password
from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.findings import PkiError
from desktop_client.pki.signing import cms_verify
from desktop_client.results import ResultRefused, require_writable, write_result
from registration.forms import describe
from registration.kinds import Kind
from registration.lifecycle import STATE_NAMES
from registration.problems import PROBLEMS, Problem
from registration.submission import Package, Receipt
from registration.text import Language, Text
from registration.wire import IDENTITY_HEADER, Filed, HandedOver, PackageFile, Status

NEW = Text(
    "접수되었습니다. 접수번호 {number}, {applicant}, 상태: {state}",
    "Accepted with the receipt number {number}: {applicant}, {state}",
)
AGAIN = Text(
    "앞서 접수된 자료입니다. 접수번호 {number}, {applicant}, 상태: {state}",
    "It was accepted before with the receipt number {number}: {applicant}, {state}",
)
SAVED = Text(
    "접수증과 조회 열쇠를 {file}에 저장했습니다. 신청인에게만 넘겨주십시오. 신청인은 프로그램의 "
    "'진행현황'에서 이 파일을 열어 결과를 보고 보완합니다.",
    "The receipt and the key to follow it are in {file}. Hand it to the applicant alone, who opens "
    "it under 'Track status' to follow and complete the application.",
)
NOT_SAVED = Text(
    "접수되었으나 {file}에 저장할 수 없습니다. --out으로 다른 곳을 정해 다시 실행하십시오.",
    "It was accepted, but {file} cannot be written. Run this again with another --out.",
)
NO_PACKAGE = Text(
    "{file}: 내보낸 등록 정보가 아니거나 손상되었습니다. 신청인에게 다시 내보내도록 요청하십시오.",
    "{file}: no exported record, or damaged. Ask the applicant to export it again.",
)
_ASK = Text("신청인에게 다시 내보내도록 요청하십시오.", "Ask the applicant to export it again.")
_TELL = Text("신청인에게 알리십시오.", "Tell the applicant.")

AGENCYS: dict[str, tuple[Text, Text]] = {
    "not_authorised": (
        Text(
            "이 토큰으로는 전달할 수 없습니다. 잘못되었거나 끝난 토큰입니다.",
            "This token does not permit forwarding: it is wrong, or has ended.",
        ),
        Text(
            "서비스를 운영하는 곳에서 새 토큰을 받으십시오.",
            "Get a new token from the service's operator.",
        ),
    ),
    "malformed": (
        Text("전달한 자료를 서비스가 읽지 못했습니다.", "The service cannot read the package."),
        _ASK,
    ),
    "form_invalid": (
        Text(
            "등록 정보가 이 서비스의 규칙에 맞지 않습니다.",
            "The record does not follow this service's rules.",
        ),
        Text(
            "신청인에게 알려, 원래 등록을 고친 뒤 다시 내보내게 하십시오.",
            "Tell the applicant, who has to correct the record and export it again.",
        ),
    ),
    "document_changed": (
        Text("서명한 뒤에 바뀐 자료입니다.", "The package was changed after it was signed."),
        _ASK,
    ),
    "signature_wrong": (
        Text("전자서명이 자료와 맞지 않습니다.", "The signature does not match the package."),
        _ASK,
    ),
    "certificate_revoked": (
        Text("신청인이 서명한 인증서가 폐지되었습니다.", "The applicant's certificate is revoked."),
        Text(
            "신청인이 새 인증서로 다시 내보내야 합니다.",
            "The applicant has to export it again with a new certificate.",
        ),
    ),
    "certificate_rejected": (
        Text(
            "신청인이 서명한 인증서가 유효하지 않습니다.",
            "The applicant's certificate is not valid.",
        ),
        _ASK,
    ),
    "identity_mismatch": (
        Text(
            "서명한 인증서가 이 사업자등록번호의 것이 아닙니다.",
            "The certificate that signed belongs to another business number.",
        ),
        _ASK,
    ),
    "service_differs": (
        Text("다른 서비스에 내려고 만든 자료입니다.", "It was made for another service."),
        _ASK,
    ),
    "already_registered": (
        Text(
            "이 사업자는 이미 이 서비스에 등록되어 있습니다.",
            "This applicant is registered with this service already.",
        ),
        _TELL,
    ),
    "application_open": (
        Text(
            "이 사업자의 신청이 이미 처리 중입니다.",
            "An application of this applicant is being handled already.",
        ),
        _TELL,
    ),
}
"""What an agency is told where the words for applicants do not fit it."""


def forward(options: argparse.Namespace) -> int:
    """Hand the package in; keep the receipt and key for the applicant."""
    language: Language = options.language
    out = options.out or options.package.with_suffix(".handover.json")
    replace = options.force or options.out is None  # there lies what an earlier run has kept
    try:
        content = options.package.read_bytes()
        require_writable(out, (options.package,), replace=replace)
    except (OSError, ResultRefused) as error:
        return say_error(_refused(error, options.package, out, language))
    try:
        file = PackageFile.model_validate_json(content)
        package = b64decode(file.package, validate=True)
        kind = Package.parse(cms_verify.verify(package).content or b"").kind
    except (PkiError, ValueError):
        return say_error(NO_PACKAGE.show(language, file=options.package))
    token = read_password(from_stdin=options.token_stdin, prompt="Token: ")
    try:
        service = Calls.at(options.service, token)
        is_new, filed = service.post(
            Filed, "/v1/agency/submissions", package, {IDENTITY_HEADER: file.identity}
        )
        receipt = _receipt(filed)
        key = Calls(service.address, service.http, filed.status_key)
        path = f"/v1/submissions/{receipt.receipt_number}"
        status = key.call(Status, "GET", path)
    except CallError as error:
        return say_error("\n".join(_explained(error, kind, language)), error.status)
    handed = HandedOver(receipt=filed.receipt, status_key=filed.status_key)
    try:
        data = handed.model_dump_json().encode()
        write_result(out, data, (options.package,), replace=replace, private=True)
    except ResultRefused:
        return say_error(NOT_SAVED.show(language, file=out))
    about = {"number": receipt.receipt_number, "applicant": receipt.applicant}
    if options.json:
        say_json(about | {"new": is_new, "state": status.state.value, "saved": str(out)})
        return 0
    state = STATE_NAMES[status.state].show(language)
    say((NEW if is_new else AGAIN).show(language, **about, state=state))
    say(SAVED.show(language, file=out))
    return 0


def _refused(error: OSError | ResultRefused, package: Path, out: Path, language: Language) -> str:
    if isinstance(error, OSError):
        return f"{package}: {error.strerror}"
    words = (text.show(language) for text in FINDING_TEXTS[error.code])
    return f"{out}: {' '.join(words)}"


def _receipt(filed: Filed) -> Receipt:
    """Return what the service answered; the agency's command does not judge its certificate."""
    try:
        return Receipt.parse(cms_verify.verify(b64decode(filed.receipt)).content or b"")
    except (PkiError, ValueError):
        raise CallError("answer_unreadable") from None


def _explained(error: CallError, kind: Kind, language: Language) -> Iterator[str]:
    """Yield what the agency is told, with the entries at fault, and the code."""
    told = AGENCYS.get(error.code)
    if told is None:
        yield sentences.explain(error.code, error.values, language)
    else:
        yield " ".join(text.show(language) for text in told)
    listed = error.values.get("problems")
    for problem in listed if isinstance(listed, list) else []:
        yield f"  {_place(kind, problem, language)}: {_wrong(problem, language)}"
    yield sentences.CODE.show(language, code=error.code)
    if error.request_id:
        yield sentences.REQUEST.show(language, request=error.request_id)


def _place(kind: Kind, problem: dict[str, Any], language: Language) -> str:
    """Return the titles of page and entry, with the number of the row."""
    path: list[Any] = list(problem.get("path", []))
    for page in describe(kind).pages:
        if page.key in path[:1]:
            row = next((f" {part + 1}" for part in path if isinstance(part, int)), "")
            titles = [f"{page.page.title.show(language)}{row}"]
            titles += [
                field.ask.title.show(language) for field in page.fields if field.key in path[1:]
            ]
            return " / ".join(titles)
    return ".".join(map(str, path))


def _wrong(problem: dict[str, Any], language: Language) -> str:
    code, path = str(problem.get("code", "")), tuple(problem.get("path", ()))
    if code not in PROBLEMS:
        return code
    return Problem(path, code, problem.get("values", {})).text.show(language)
