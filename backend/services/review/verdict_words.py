"""접수 검사: how what the checks of the intake found reads."""

from collections.abc import Mapping
from typing import Any

from registration.business_registry import finding_text, needs_a_look
from registration.problems import PROBLEMS, Problem
from registration.procedures import PROCEDURES
from registration.text import Language, Text
from registration.wire import CheckVerdict

CHECK_NAMES = {
    "size": Text("크기", "Size"),
    "signature": Text("전자서명", "Signature"),
    "document": Text("문서 형식", "Document"),
    "ticket": Text("접수표", "Ticket"),
    "ticket_time": Text("접수표 유효 시간", "Ticket in time"),
    "addressed": Text("받을 서비스", "Addressed to this service"),
    "exported": Text("내보낸 때", "Exported recently"),
    "signing_time": Text("서명한 시각", "Time of signing"),
    "way": Text("서명 여부", "Signed where it has to be"),
    "permitted": Text("신청 권한", "Right to file it"),
    "often": Text("같은 번호의 신청 횟수", "Filings for the number"),
    "password": Text("비밀번호 규칙", "Password rules"),
    "provable": Text("신원확인 정보(VID)", "Identity can be proved (VID)"),
    "policy": Text("인증서 용도(정책)", "Certificate policy"),
    "chain": Text("인증서 발급 경로", "Certification path"),
    "evidence": Text("서명 파일의 구성", "Make-up of the signature"),
    "form": Text("신청 내용", "Form"),
    "identity": Text("사업자번호와 인증서의 신원", "Identity against the business number"),
    "revocation": Text("인증서 폐지 여부", "Revocation"),
    "registered": Text("기등록 여부", "Not registered before"),
    "open_application": Text("중복 신청 여부", "No other open application"),
    "number": Text("같은 번호의 등록과 신청", "Others of the same number"),
    "number_now": Text("같은 번호의 등록과 신청(지금)", "Others of the same number, now"),
    "account": Text("아이디 중복 여부", "ID not taken"),
    "attachments": Text("첨부파일", "Attached files"),
    "record": Text("등록 정보와의 비교", "Against the registered record"),
    "signer_now": Text("승인할 때의 인증서 폐지 여부", "Revocation at the approval"),
    "sanctions": Text("부정당업자 제재 여부", "Sanctions in force"),
    "supplemented": Text("보완할 신청", "The application it completes"),
    "business_registry": Text("사업자등록 확인(국세청)", "Business registration (tax office)"),
}

FINDINGS = {
    "number_registered": Text(
        "이 번호는 이미 등록되어 있습니다. 등록된 인증서 {certificates}개, 등록 종류: {kinds}",
        "This number is registered already, with {certificates} certificates, as: {kinds}",
    ),
    "number_by_account": Text(
        "이 번호로 인증서 없이 아이디로 등록된 것이 있습니다. 등록 종류: {kinds}",
        "This number is registered by an ID, without a certificate, as: {kinds}",
    ),
    "signing_time_differs": Text(
        "신청인 컴퓨터의 시계가 다릅니다. 서명한 시각: {signed}",
        "The applicant's clock differs. Signed: {signed}",
    ),
    "sanctioned": Text(
        "부정당업자 제재 중입니다. 승인할 수 없습니다. 대상: {holder}, 통보기관: {agency}, 근거: "
        "{basis}, 사유: {reason}, 만료일: {end}",
        "A sanction is in force, so it cannot be approved. Sanctioned: {holder}, agency: {agency}, "
        "basis: {basis}, reason: {reason}, last day: {end}",
    ),
    "sanction_same_name": Text(
        "제재 중인 대표자와 이름이 같습니다. 같은 사람인지 확인하십시오. 성명: {holder}, 통보기관: "
        "{agency}, 만료일: {end}",
        "A sanctioned representative has the same name. Find out whether it is the same person. "
        "Name: {holder}, agency: {agency}, last day: {end}",
    ),
    "others_open": Text(
        "같은 번호로 서명 없이 접수된 다른 신청이 있습니다: {receipt_numbers}",
        "Other unsigned applications are open for this number: {receipt_numbers}",
    ),
}
"""What the officer has to look at before deciding."""

NOTED = {
    "size": Text("{bytes}바이트", "{bytes} bytes"),
    "document": Text("형식: {format}", "Format: {format}"),
    "source": Text("보낸 서비스: {service}", "Sent by: {service}"),
    "certificate_on_file": Text("등록된 인증서로 서명", "Signed with a registered certificate"),
    "files": Text("{number}개, {bytes}바이트", "{number} files, {bytes} bytes"),
    "signer": Text(
        "서명자: {holder}, 발급기관: {issuer}, 일련번호: {serial}",
        "Signer: {holder}, issued by: {issuer}, serial number: {serial}",
    ),
    "policy": Text("{label} ({oid})", "{label} ({oid})"),
    "certificates": Text("서명에 든 인증서 {number}개", "Certificates in the signature: {number}"),
}
"""What is said of what passed."""

PASSED = Text("적합", "passed")
LOOK = Text("확인 필요", "needs review")


def name(verdict: CheckVerdict, language: Language) -> str:
    """Return what a check is called."""
    known = CHECK_NAMES.get(verdict.check)
    return known.show(language) if known else verdict.check


def is_open(verdict: CheckVerdict) -> bool:
    """Return whether an officer has to look at what was found."""
    codes = [str(finding.get("code", "")) for finding in verdict.findings]
    return any(code in FINDINGS or needs_a_look(code) for code in codes)


def finding(found: Mapping[str, Any], language: Language) -> str:
    """Return what was found."""
    code, values = str(found.get("code", "")), found.get("values", {})
    if code in PROBLEMS:
        return Problem(tuple(found.get("path", ())), code, values).text.show(language)
    if known := (FINDINGS | NOTED).get(code):
        return known.show(language, **_listed(values, language))
    if registry := finding_text(code, values):
        return registry.show(language)
    return " ".join([code, *(f"{key}={value}" for key, value in values.items())])


def _listed(values: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Spell lists out, and kinds by their names."""
    names = {kind.value: PROCEDURES[kind].title.show(language) for kind in PROCEDURES}
    return {
        key: ", ".join(str(names.get(item, item)) for item in value)
        if isinstance(value, list)
        else str(value)
        for key, value in values.items()
    }
